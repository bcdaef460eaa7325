"""Quotation marks: each closed, in the language's own style, one kind inside another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tmserver.audit.finding import Finding, Span
from tmserver.audit.pair import Pair, Reading

STYLES = {
    "ru": frozenset({"«»", "„“"}),
    "es": frozenset({"«»", "“”", "‘’"}),
    "en": frozenset({"“”", "‘’"}),
}
"""Pairs of marks of each language; straight quotes are everybody's. Other languages: any."""

_CLOSING = {"«": "»", "“": "”", "„": "“", "‹": "›", "「": "」", "『": "』"}
_CLOSING_ELSEWHERE = _CLOSING | {"„": "“”", "”": "”", "»": "«»"}
"""In languages that have no style here, such as Polish „…”, Swedish ”…”, Danish »…«."""
# A single quote that closes, and an apostrophe only behind a word's last letter.
_SINGLE_CLOSED = re.compile(r"’(?!\w)")
# A mark alone in brackets (") is spoken of, not used.
_MARK = re.compile(r'(?!(?<=\().\))[«»“”„"‹›「」『』]')
# In one text a mark, in the other more than that: 5" and 5-дюймовая.
_MARKED_INCHES = re.compile(r"\d[\"”]")
_INCHES = re.compile(r"\d(?:″|[\s-]?(?:дюйм|pulgada|inch))", re.IGNORECASE)


def find_quotes(pair: Pair) -> Iterator[Finding]:
    """Unpaired marks where the other text is in order, and marks of a foreign style; never counts.

    Russian quotes names of factories that Spanish and English leave bare, so numbers of quotes say nothing.
    """
    for reading, other in pair.both_ways():
        alone, used = reading.known(_read)
        if (
            alone
            and not other.known(_read)[0]
            and other.text.count("‘") == len(_SINGLE_CLOSED.findall(other.text))
            and not (_MARKED_INCHES.search(reading.text) and _INCHES.search(other.text))
        ):
            for mark in dict.fromkeys(reading.text[start] for start, _ in alone):
                spans = [(start, end) for start, end in alone if reading.text[start] == mark]
                yield pair.about(reading, "quotes", "quote-unpaired", *spans, text=mark)
        own = STYLES.get(reading.language) if not pair.is_untranslated else None
        for style, spans in used.items():
            if own and style not in own and style != '""':
                yield pair.about(reading, "quotes", "quote-style", *spans, text=style)


def _read(reading: Reading) -> tuple[list[Span], dict[str, list[Span]]]:
    """Marks without their other half, and the spans of the marks of each style used."""
    text = reading.prose
    closing = _CLOSING if reading.language in STYLES else _CLOSING_ELSEWHERE
    open_ones: list[tuple[str, int]] = []
    alone: list[int] = []
    used: dict[str, list[Span]] = {}
    for found in _MARK.finditer(text):
        mark, at = found.group(), found.start()
        place = _opened(mark, open_ones, closing)
        if place is not None:
            alone += [start for _, start in open_ones[place + 1 :]]
            opening, start = open_ones[place]
            del open_ones[place:]
            used.setdefault(opening + mark, []).extend(((start, start + 1), (at, at + 1)))
        elif mark == '"' or mark in closing:
            open_ones.append((mark, at))
        else:
            alone.append(at)
    alone += [start for _, start in open_ones]
    return [(at, at + 1) for at in sorted(alone)], used


def _opened(mark: str, open_ones: list[tuple[str, int]], closing: Mapping[str, str]) -> int | None:
    """The place of the innermost open mark that this one closes, None if it closes none."""
    for place in range(len(open_ones) - 1, -1, -1):
        opening = open_ones[place][0]
        if mark == '"' == opening or mark in closing.get(opening, ""):
            return place
    return None
