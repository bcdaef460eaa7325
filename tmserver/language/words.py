"""The words of a text with their spans, as terms are made of them: compounds in parts, clitics cut off.

``tokens`` cuts a text into everything it has, for the match score; this finds only what a term can begin or
end with, and where in the text it is.
"""

from __future__ import annotations

import re
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
_JOINING = f".{_HYPHENS}"
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


# Half the time of Word(…), which does the same by a call more.
_new_word = tuple.__new__


def words(text: str, language: str) -> list[Word]:
    """The words of the text in order, and the symbols that count as words (€, %, the two of C++).

    >>> [word for word in words("Сан-Мигель, 5 %", "ru")]
    [Word(start=0, end=3, joined=False), Word(start=4, end=10, joined=True), Word(start=12, end=13, joined=False), Word(start=14, end=15, joined=False)]
    """  # noqa: E501 (a doctest's answer is one line)
    return list(_words(text, tags.primary(language)))


# Several checks and the glossary ask for the words of the same few texts.
@lru_cache(maxsize=8)
def _words(text: str, primary: str) -> tuple[Word, ...]:
    if "://" in text or "@" in text or "www." in text:
        # Letters of an address are no words of the language; blanked, all spans stay what they are.
        text = _ADDRESS.sub(lambda address: " " * len(address.group()), text)
    particles = _PARTICLES.get(primary, frozenset())
    found: list[Word] = []
    before, end = 0, -1
    for start, after in _spans(text, primary):
        joined = False
        if start - 1 == end >= 0 and text[end] in _JOINING:
            word = text[start:after]
            joined = word not in particles and _joins(text[before:end], text[end], word, primary)
        found.append(_new_word(Word, (start, after, joined)))
        before, end = start, after
    return tuple(found)


def _spans(text: str, primary: str) -> list[tuple[int, int]]:
    if _usual().fullmatch(text):
        return [found.span() for found in _usual_pattern(primary).finditer(text) if found.lastgroup]
    return [found.span() for found in _pattern(primary).finditer(text)]


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


# The pattern above takes four times as long as one of re, which lacks \p{L}: texts of nothing but Latin and
# Cyrillic letters, their punctuation and some signs are read by one whose classes are spelled out.
_USUAL_RANGES = ((0x20, 0x17E), (0x400, 0x482), (0x48A, 0x52F), (0x2010, 0x203A), (0x20A0, 0x20BF))
_USUAL_SIGNS = "\t\n\r№→−≤≥≠▸►●■•…ʼ"


@lru_cache(maxsize=1)
def _usual_characters() -> str:
    return _USUAL_SIGNS + "".join(chr(code) for a, b in _USUAL_RANGES for code in range(a, b + 1))


@lru_cache(maxsize=1)
def _usual() -> re.Pattern[str]:
    return re.compile(f"[{re.escape(_usual_characters())}]*")


def _class(kind: str) -> str:
    """The usual characters of a class of ``regex``, as a class of ``re``."""
    pattern = regex.compile(kind)
    return f"[{re.escape(''.join(filter(pattern.fullmatch, _usual_characters())))}]"


@lru_cache(maxsize=64)
def _usual_pattern(primary: str) -> re.Pattern[str]:
    """The pattern of a language's words among usual characters; what it skips is in no group."""
    first, more, end = map(_class, (r"[\p{L}\p{N}_]", r"[\p{L}\p{M}\p{N}_\xad]", r"\w"))
    letters, alone = f"{first}{more}*", f"[sS](?!{end})"
    if primary in _ELIDING:
        word = letters
    elif primary == "en":
        word = f"{letters}(?:{_APOSTROPHE}(?!{alone}){letters})*"
    else:
        word = f"{letters}(?:{_APOSTROPHE}{letters})*"
    before = _class(r"[\p{L}\p{M}\p{N}]")
    possessive = f"(?<={before}{_APOSTROPHE}){alone}|" if primary == "en" else ""
    return re.compile(f"{possessive}(?P<word>{word}|{_class(_SYMBOL)})")
