"""Double spaces, and spaces at the edges of a text where the other has none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tmserver.audit.finding import Finding, Span
from tmserver.audit.pair import Pair, Reading

_DOUBLE = re.compile(r"(?<=\S)[ \u00a0\u2009\u202f]{2,}(?=\S)")


def find_spacing(pair: Pair) -> Iterator[Finding]:
    """Double spaces of a text if the other has none, and edge spaces that differ from the source's."""
    for reading, other in pair.both_ways():
        doubles = reading.known(_doubles)
        if doubles and not other.known(_doubles):
            for span in doubles:
                yield pair.about(reading, "spacing", "double-space", span)
    yield from _edges(pair)


def _doubles(reading: Reading) -> list[Span]:
    return [double.span() for double in _DOUBLE.finditer(reading.text)]


def _widths(reading: Reading) -> tuple[int, int]:
    """How many spaces stand at the start and at the end."""
    text = reading.text
    return len(text) - len(text.lstrip()), len(text) - len(text.rstrip())


def _edges(pair: Pair) -> Iterator[Finding]:
    (start, end), (other_start, other_end) = pair.source.known(_widths), pair.target.known(_widths)
    if other_start != start:
        yield pair.finding("spacing", "edge-space-start", source=[(0, start)], target=[(0, other_start)])
    if other_end != end:
        source, target = len(pair.source.text), len(pair.target.text)
        yield pair.finding(
            "spacing",
            "edge-space-end",
            source=[(source - end, source)],
            target=[(target - other_end, target)],
        )
