"""Brackets that are opened and not closed, or closed and not opened."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from tmserver.audit.finding import Finding, Span
from tmserver.audit.pair import Pair, Reading

_PAIRS = {")": "(", "]": "[", "}": "{", "）": "（", "】": "【", "」": "「", "』": "『"}
_BRACKET = re.compile(f"[{re.escape(''.join((*_PAIRS, *_PAIRS.values())))}]")
# "a)" and "12)" at the start, after a space, bracket or quote; ":)" and ";-)" are faces.
_ENUMERATOR = re.compile(r"(?:^|[\s(«“„\"'])(?:\w{1,2}|[ivxIVX]{1,5}|\d+[.\d]*)$")
_FACE = re.compile(r"[:;=]-?$")


def find_unpaired(pair: Pair) -> Iterator[Finding]:
    """A finding for each unpaired bracket of a text whose other text is in order."""
    for reading, other in pair.both_ways():
        spans = reading.known(unpaired)
        if spans and not other.known(unpaired):
            for start, end in spans:
                yield pair.about(
                    reading, "brackets", "bracket-unpaired", (start, end), text=reading.text[start:end]
                )


def unpaired(reading: Reading) -> tuple[Span, ...]:
    """The brackets without their other half, but those of enumerations (a) and faces."""
    text = reading.prose
    open_ones: list[tuple[str, int]] = []
    waiting: Counter[str] = Counter()
    alone: list[int] = []
    for found in _BRACKET.finditer(text):
        mark, at = found.group(), found.start()
        if mark not in _PAIRS:
            open_ones.append((mark, at))
            waiting[mark] += 1
        elif waiting[_PAIRS[mark]]:
            alone += _closed(_PAIRS[mark], open_ones, waiting)
        elif not _stands_alone(text, mark, at):
            alone.append(at)
    alone += [at for mark, at in open_ones if not _FACE.search(text[max(0, at - 3) : at])]
    return tuple((at, at + 1) for at in sorted(alone))


def _closed(opener: str, open_ones: list[tuple[str, int]], waiting: Counter[str]) -> Iterator[int]:
    """Close the innermost bracket of this kind; what was opened inside it lacks its other half."""
    while True:
        mark, at = open_ones.pop()
        waiting[mark] -= 1
        if mark == opener:
            return
        yield at


def _stands_alone(text: str, mark: str, at: int) -> bool:
    before = text[max(0, at - 12) : at]
    return mark == ")" and bool(_ENUMERATOR.search(before) or _FACE.search(before))
