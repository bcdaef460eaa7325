"""Texts in pieces, to be marked on a page."""

from __future__ import annotations

from collections.abc import Iterable

Mark = tuple[int, int, str]
"""Start and end in code points, and the kind of mark: a class of the style sheets."""


def apart(marks: Iterable[Mark], length: int) -> list[Mark]:
    """The marks in order, none overlapping: where two do, the one that begins first has the letters."""
    kept: list[Mark] = []
    at = 0
    for start, end, kind in sorted(marks):
        if max(start, at) < min(end, length):
            kept.append((max(start, at), min(end, length), kind))
            at = min(end, length)
    return kept


def pieces(text: str, marks: Iterable[Mark]) -> list[tuple[str, str]]:
    """The whole text in order, cut at the marks: each piece with the kind of its mark, "" without one."""
    cut: list[tuple[str, str]] = []
    at = 0
    for start, end, kind in apart(marks, len(text)):
        cut += [(text[at:start], ""), (text[start:end], kind)]
        at = end
    return [(piece, kind) for piece, kind in [*cut, (text[at:], "")] if piece]
