"""Texts of findings in pieces: what the finding is about, and what stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tmserver.audit.finding import Side, Span

Piece = tuple[str, bool]
"""A piece of a text, and whether it is what the finding is about."""


def pieces(side: Side) -> Iterator[Piece]:
    """The whole text in order, cut at the edges of the spans; overlapping spans are one."""
    at = 0
    for start, end in _merged(side.spans, len(side.text)):
        if start > at:
            yield side.text[at:start], False
        yield side.text[start:end], True
        at = end
    if at < len(side.text):
        yield side.text[at:], False


def excerpt(side: Side, around: int) -> Iterator[Piece]:
    """As ``pieces``, but of what is not in a span only ``around`` characters next to one; "…" for the rest.

    A text without spans is cut at its end.
    """
    every = list(pieces(side))
    if not any(marked for _, marked in every):
        text = side.text
        yield (text if len(text) <= 3 * around else text[: 3 * around].rstrip() + "…"), False
        return
    for number, (text, marked) in enumerate(every):
        yield (text if marked else _shortened(text, around, number == 0, number == len(every) - 1)), marked


def _shortened(text: str, around: int, first: bool, last: bool) -> str:
    head, tail = (0 if first else around), (0 if last else around)
    if len(text) <= head + tail + 8:
        return text
    before = text[:head].rpartition(" ")[0] if head else ""
    after = text[len(text) - tail :].partition(" ")[2] if tail else ""
    return f"{before} … {after}" if head and tail else f"{before} …" if head else f"… {after}"


def _merged(spans: Sequence[Span], length: int) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted((max(0, start), min(end, length)) for start, end in spans):
        if start >= end:
            continue
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


# Controls other than tab and line feed, and halves of characters.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
# What turns the direction of the text after it.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_BREAK = re.compile("\r\n|[\n\r\u2028\u2029]")


def printable(text: str) -> str:
    """The text with U+FFFD for what no report can hold: control characters, lone surrogates."""
    return _UNPRINTABLE.sub("\ufffd", text)


def visible(text: str) -> str:
    """The text on one line: breaks as ⏎, tabs as →, what could command a terminal as U+FFFD."""
    return _TURNING.sub("\ufffd", printable(_BREAK.sub("⏎", text).replace("\t", "→")))
