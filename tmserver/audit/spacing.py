"""Double spaces, and spaces at the edges of a text where the other has none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tmserver.audit.finding import Finding
from tmserver.audit.pair import Pair

_DOUBLE = re.compile(r"(?<=\S)[ \u00a0\u2009\u202f]{2,}(?=\S)")


def find_spacing(pair: Pair) -> Iterator[Finding]:
    """Double spaces of a text if the other has none, and edge spaces that differ from the source's."""
    for reading, other in pair.both_ways():
        doubles = list(_DOUBLE.finditer(reading.text))
        if doubles and not _DOUBLE.search(other.text):
            for double in doubles:
                yield pair.about(reading, "spacing", "double-space", double.span())
    yield from _edges(pair)


def _edges(pair: Pair) -> Iterator[Finding]:
    source, target = pair.source.text, pair.target.text
    if len(target) - len(target.lstrip()) != len(source) - len(source.lstrip()):
        yield pair.finding(
            "spacing",
            "edge-space-start",
            source=[(0, len(source) - len(source.lstrip()))],
            target=[(0, len(target) - len(target.lstrip()))],
        )
    if len(target) - len(target.rstrip()) != len(source) - len(source.rstrip()):
        yield pair.finding(
            "spacing",
            "edge-space-end",
            source=[(len(source.rstrip()), len(source))],
            target=[(len(target.rstrip()), len(target))],
        )
