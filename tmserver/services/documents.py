"""Neighbours of segments, from their places in a document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tmserver.segment import Unit, Variant


def with_neighbours(document: Sequence[Unit]) -> list[Unit]:
    """The units of one whole document in its order, each variant knowing the texts before and after it.

    Neighbours that a file states itself stay. The first has "" before it and the last "" after it; where the
    neighbouring unit lacks the language, the neighbour stays unknown.
    """
    edge = None
    return [
        replace(unit, variants=tuple(_placed(each, before, after) for each in unit.variants))
        for before, unit, after in zip([edge, *document[:-1]], document, [*document[1:], edge], strict=True)
    ]


def _placed(variant: Variant, before: Unit | None, after: Unit | None) -> Variant:
    previous = _text(before, variant.language) if variant.previous is None else variant.previous
    following = _text(after, variant.language) if variant.next is None else variant.next
    return replace(variant, previous=previous, next=following)


def _text(neighbour: Unit | None, language: str) -> str | None:
    if neighbour is None:
        return ""
    return next((each.text for each in neighbour.variants if each.language == language), None)
