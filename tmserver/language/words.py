"""The words of a text with their spans, as terms are made of them: compounds in parts, clitics cut off.

``tokens`` cuts a text into everything it has, for the match score; this finds only what a term can begin or
end with, and where in the text it is.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import regex

from tmserver.language import tags

_HYPHENS = "-‐‑"
# Soft hyphens and zero-width joiners stand inside words and mean nothing.
_LETTERS = r"[\p{L}\p{N}_][\p{L}\p{M}\p{N}_\xad\u200c\u200d]*"
_WITHOUT_SPACES = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]\p{M}*"
_SYMBOL = r"[\p{Sc}\p{Sm}\p{So}#%&@*№]"
_ADDRESS = regex.compile(r"(?:\w+://|www\.)[^\s<>«»“”\"]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)*")
_APOSTROPHE = "['’ʼ]"
# l'usine, dell'industria are two words; п'ять, don't, o'zbek one; workers' and Allende's end before the mark.
_ELIDING = frozenset({"ca", "fr", "it", "oc", "co"})
# «кордон-то»: what such a particle is joined to is a whole word.
_PARTICLES = {"ru": frozenset({"то", "ка", "де", "с", "таки", "тка"})}
# English compounds are of free words, each of which can be a term (mass-occupation movement), but for these:
# mid-July, middle-aged.
_ENGLISH_PREFIX = regex.compile(
    r"anti|co|counter|de|ex|inter|mid|mini|multi|non|over|post|pre|pro|re|self|semi|sub|super|trans|ultra|under",
    regex.IGNORECASE,
)


class Word(NamedTuple):
    """A word's span [start, end) in code points; ``joined``: it is one word with that before."""

    start: int
    end: int
    joined: bool = False


def words(text: str, language: str) -> list[Word]:
    """The words of the text in order, and the symbols that count as words (€, %, the two of C++).

    >>> [word for word in words("Сан-Мигель, 5 %", "ru")]
    [Word(start=0, end=3, joined=False), Word(start=4, end=10, joined=True), Word(start=12, end=13, joined=False), Word(start=14, end=15, joined=False)]
    """  # noqa: E501 (a doctest's answer is one line)
    if "://" in text or "@" in text or "www." in text:
        # Letters of an address are no words of the language; blanked, all spans stay what they are.
        text = _ADDRESS.sub(lambda address: " " * len(address.group()), text)
    primary = tags.primary(language)
    particles = _PARTICLES.get(primary, frozenset())
    found: list[Word] = []
    for match in _pattern(primary).finditer(text):
        start, end = match.span()
        joined = (
            bool(found)
            and found[-1].end == start - 1
            and match.group() not in particles
            and _joins(text[found[-1].start : start - 1], text[start - 1], match.group(), primary)
        )
        found.append(Word(start, end, joined))
    return found


def _joins(before: str, between: str, word: str, primary: str) -> bool:
    """Whether a character between two words makes them one: space.com, but not «конец.Начало»."""
    if between == ".":
        return word[0].islower()
    if between not in _HYPHENS:
        return False
    return primary != "en" or word.endswith("ed") or bool(_ENGLISH_PREFIX.fullmatch(before))


@lru_cache(maxsize=64)
def _pattern(primary: str) -> regex.Pattern[str]:
    if primary in _ELIDING:
        word = f"{_LETTERS}"
    elif primary == "en":
        word = f"{_LETTERS}(?:{_APOSTROPHE}(?!s\\b){_LETTERS})*"
    else:
        word = f"{_LETTERS}(?:{_APOSTROPHE}{_LETTERS})*"
    possessive = (
        f"(?:(?<=[\\p{{L}}\\p{{M}}\\p{{N}}]{_APOSTROPHE})s\\b(*SKIP)(*FAIL))|" if primary == "en" else ""
    )
    return regex.compile(f"{possessive}{_WITHOUT_SPACES}|{word}|{_SYMBOL}", regex.IGNORECASE)
