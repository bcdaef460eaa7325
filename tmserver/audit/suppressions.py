"""Findings that a file itself silences: ``tmserver:ignore number`` in a note, or a prop of that type."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tmserver.segment import Unit

MARK = "tmserver:ignore"
_MARKED = re.compile(re.escape(MARK) + r"(?P<rest>[^\n]*)")
_NAME = re.compile(r"[\s,]*(?P<name>[a-z]+(?:-[a-z]+)*)(?=[\s,:.;]|$)")
EVERYTHING = "*"


def ignored_checks(unit: Unit) -> frozenset[str]:
    """The names behind each mark of the unit and its variants; ``EVERYTHING`` for a mark with none behind it.

    Names end at a colon, behind which a reason may stand: ``tmserver:ignore number, date: old calendar``.
    """
    return frozenset(name for text in _marked(unit) for name in _names(text))


def _marked(unit: Unit) -> Iterator[str]:
    """What stands behind each mark."""
    props = [*unit.props, *(prop for variant in unit.variants for prop in variant.props)]
    notes = [*unit.notes, *(note for variant in unit.variants for note in variant.notes)]
    yield from (prop.value for prop in props if prop.type.removeprefix("x-") == MARK)
    for text in (*notes, *(prop.value for prop in props)):
        if MARK in text:
            yield from (found["rest"] for found in _MARKED.finditer(text))


def _names(text: str) -> Iterator[str]:
    listed = text.partition(":")[0] if ":" in text else text
    if not listed.strip(" ,.;"):
        yield EVERYTHING
        return
    at = 0
    while found := _NAME.match(listed, at):
        yield found["name"]
        at = found.end()
