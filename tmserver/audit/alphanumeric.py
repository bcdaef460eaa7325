"""Words with digits in them (UTF-8, A4, T-34, ISO9001): the same ones on both sides."""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex

from tmserver.audit.finding import Finding, Span
from tmserver.audit.number_words import said_values
from tmserver.audit.pair import Pair, Reading

_WORD = regex.compile(r"(?<![\w.-])(?=[\w.-]*\d)(?=[\w.-]*\p{L})\w+(?:[.-]\w+)*+(?![(\w])")
# Found in a third of the time, and few texts have it.
_DIGIT_AND_LETTER = re.compile(r"(?<!\S)(?=\S*?\d)\S*?[^\W\d_]")
_DIGITS = regex.compile(r"\d+")
_DIMENSION = regex.compile(r"(?i)[1-4]-?[DД](?!\w)")
_SPEAKS_OF_DIMENSIONS = regex.compile(r"(?i)(?<!\w)[1-4]-?[DД](?!\w)|dimens|мерн|измерени")


def find_alphanumeric(pair: Pair) -> Iterator[Finding]:
    """A finding for each such word whose digits the other text does not have anywhere.

    Letters may be transliterated (Т-34, T-34) and are not compared. 3D may be said in words, also by one for
    a thing that has three dimensions by nature (тело вращения, solid): it is missing only where the other
    text speaks of dimensions. A text that is one word, and a word with an opening bracket behind it, may be
    the name of a function that is translated (SUMX2MY2), and is passed over.
    """
    if not pair.source.known(_words) and not pair.target.known(_words):
        return
    if any(len(reading.prose.split()) < 2 for reading in (pair.source, pair.target)):
        return
    for here, other, message in (
        (pair.source, pair.target, "alphanumeric-missing"),
        (pair.target, pair.source, "alphanumeric-added"),
    ):
        words = [(text, span) for text, span in here.known(_words) if text not in other.text]
        digits = {*_DIGITS.findall(other.text), *map(str, other.known(said_values))} if words else set()
        for text, span in words:
            if not digits.issuperset(_DIGITS.findall(text)) and not _is_understood(text, other):
                yield pair.about(here, "alphanumeric", message, span, text=text)


def _is_understood(text: str, other: Reading) -> bool:
    """Whether it is a dimension, and the other text names none."""
    return bool(_DIMENSION.match(text)) and not _SPEAKS_OF_DIMENSIONS.search(other.text)


def _words(reading: Reading) -> list[tuple[str, Span]]:
    """The words with letters and digits that are no number with a unit, ordinal or time."""
    if not _DIGIT_AND_LETTER.search(reading.prose):
        return []
    taken = [(number.start, number.end) for number in reading.values]
    return [
        (found.group(), found.span())
        for found in _WORD.finditer(reading.prose)
        if not any(start < found.end() and found.start() < end for start, end in taken)
    ]
