"""Neighbouring segments that the order of a file shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tmserver.segment import Unit, Variant

# Of Swordfish, followed by two languages.
_BEFORE, _AFTER = "prev-", "next-"


def with_neighbours(units: Iterable[Unit]) -> Iterator[Unit]:
    """Each unit with the texts before and after it in its document, language by language; streaming.

    Neighbours are units of a document at its very next position: what lies between was left out of the file,
    and stays unknown. The first of a document follows its start; that the last precedes its end is not known.
    Neighbours are also those that Swordfish names by their ids, if they stand beside the unit in the file.
    Neighbours that a unit already has stay.
    """
    before: Unit | None = None
    here: Unit | None = None
    for after in units:
        if here is not None:
            yield _joined(before, here, after)
        before, here = here, after
    if here is not None:
        yield _joined(before, here, None)


def _joined(before: Unit | None, here: Unit, after: Unit | None) -> Unit:
    if here.props and any(prop.type.startswith((_BEFORE, _AFTER)) for prop in here.props):
        return _named(before, here, after)
    if not here.document or here.position is None:
        return here
    follows = before is not None and _is_next(before, here)
    precedes = after is not None and _is_next(here, after)
    if not follows and not precedes and here.position != 1:
        return here
    variants = []
    for variant in here.variants:
        previous, following = variant.previous, variant.next
        if previous is None:
            previous = _text(before if follows else None, variant) if here.position > 1 else ""
        if following is None:
            following = _text(after if precedes else None, variant)
        variants.append(replace(variant, previous=previous, next=following))
    return replace(here, variants=tuple(variants))


def _named(before: Unit | None, here: Unit, after: Unit | None) -> Unit:
    """The unit with those neighbours that its props name by their ids."""
    variants = []
    for variant in here.variants:
        previous, following = variant.previous, variant.next
        if previous is None:
            previous = _text(_of_id(before, here, _BEFORE, variant.language), variant)
        if following is None:
            following = _text(_of_id(after, here, _AFTER, variant.language), variant)
        variants.append(replace(variant, previous=previous, next=following))
    return replace(here, variants=tuple(variants))


def _of_id(other: Unit | None, unit: Unit, kind: str, language: str) -> Unit | None:
    """The other unit if a prop such as prev-en-fr names it for the language."""
    named = other is not None and any(
        prop.value and prop.value == other.external_id and f"-{language}-".lower() in f"{prop.type}-".lower()
        for prop in unit.props
        if prop.type.startswith(kind)
    )
    return other if named else None


def _is_next(first: Unit, second: Unit) -> bool:
    return (
        first.document == second.document
        and first.position is not None
        and second.position is not None
        and first.position + 1 == second.position
    )


def _text(neighbour: Unit | None, variant: Variant) -> str | None:
    """The neighbour's text in the variant's language, None if it has none or more than one."""
    if neighbour is None:
        return None
    found = [each.text for each in neighbour.variants if each.language == variant.language]
    return found[0] if len(found) == 1 else None
