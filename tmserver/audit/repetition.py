"""Words that stand twice in a row."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from tmserver.audit.finding import Finding, Span
from tmserver.audit.pair import Pair, Reading

_DOUBLED = regex.compile(
    r"(?<![\w'’.-])(?P<word>\p{L}[\p{L}\p{M}'’-]*+)[ \t\n\u00a0]+"
    r"(?P<again>(?i:(?P=word)))(?![\w'’]|[-.]\w)"
)
_DOUBLED_OR_JOINED = regex.compile(r"(?<!\w)(\p{L}[\p{L}\p{M}]*+)[\s-]+(?i:\1)(?!\w)")
_IN_SENTENCE = regex.compile(r"(?<=[\p{L}\p{M}\p{N},;][ \t\n\u00a0]+)")
_FOLLOWING = regex.compile(r"\s+(\p{L})")

MEANT = {
    "ru": frozenset({"еле", "чуть", "едва"}),
    "es": frozenset({"nos", "muy", "ya", "bla", "casi"}),
    "en": frozenset({"had", "that", "very", "bye", "blah"}),
}
"""Words that may well stand twice: nos nos vemos, had had."""

_ARTICLES = frozenset({"la", "el", "los", "las", "the", "le", "les"})


def find_repeated_words(pair: Pair) -> Iterator[Finding]:
    """A finding for each doubled word of a text, unless the other text doubles one too.

    Only letters count, no punctuation between; words that may double (MEANT), names (La La Serena) and single
    letters that are no words are passed over.
    """
    for reading, other in pair.both_ways():
        spans = reading.known(_doubled)
        if spans and not _DOUBLED_OR_JOINED.search(other.prose):
            for start, end in spans:
                yield pair.about(
                    reading, "repeated-word", "repeated-word", (start, end), text=reading.text[start:end]
                )


_ONE_LETTER = {"ru": frozenset("ивскуоая"), "es": frozenset("yaeou"), "en": frozenset("ai")}


def _doubled(reading: Reading) -> list[Span]:
    meant = MEANT.get(reading.language, frozenset())
    found = []
    for match in _DOUBLED.finditer(reading.prose):
        word = match["word"].lower()
        if word in meant or (len(word) == 1 and not _is_doubled_letter(match, reading.language)):
            continue
        if not _is_name(match, reading.prose):
            found.append(match.span())
    return found


def _is_doubled_letter(match: regex.Match[str], language: str) -> bool:
    """Whether a word of one letter is doubled: «и и», but not the name and the word in «Y y Z»."""
    word, again = match["word"], match["again"]
    return word.lower() in _ONE_LETTER.get(language, frozenset()) and (word == again or match.start() == 0)


def _is_name(match: regex.Match[str], text: str) -> bool:
    """Whether one of the words is, or begins, a name, by its capital.

    The second: поле Поле, la La Serena, and La La Serena at the start. The first, if no sentence begins with
    it: в поле Имя имя переменной.
    """
    if not match["again"][:1].isupper():
        return match["word"][:1].isupper() and _IN_SENTENCE.match(text, match.start()) is not None
    if match["word"][:1].islower():
        return True
    following = _FOLLOWING.match(text, match.end())
    return match["word"].lower() in _ARTICLES and following is not None and following[1].isupper()
