"""The words of a text as they are searched for: folded, without accents, letters of unspaced scripts apart.

Coarser than ``words`` and the same in every language, so that a million texts are read in seconds and the
words of a query meet those of the texts.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import regex

from tmserver.language.folding import fold, fold_with_spans
from tmserver.language.keys import without_accents

LONGEST = 100
"""Characters of a word that count."""

_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Tibetan}"
# What makes a word of a text differ from the word by itself: marks, invisible characters, unspaced scripts.
_SPECIAL = regex.compile(rf"[\p{{M}}\p{{Cf}}\p{{Cc}}{_UNSPACED}]")
_ANY = regex.compile(
    rf"[{_UNSPACED}]\p{{M}}*|[[\p{{L}}\p{{N}}_]--[{_UNSPACED}]][[\p{{L}}\p{{M}}\p{{N}}_]--[{_UNSPACED}]]*",
    regex.VERSION1,
)
_ASCII = re.compile(r"\w+", re.ASCII)
# The letters of the same Unicode version as above: re knows those of Python's.
_LETTERS = regex.compile(r"[\p{L}\p{N}_]+")


class Found(NamedTuple):
    """A word as it is searched for, and its span [start, end) in the text as it is."""

    word: str
    start: int
    end: int


def search_words(text: str) -> list[str]:
    """The words of a text, in order.

    >>> search_words("Сан-Мигель, CORDÓN n.º 5: ещё раз")
    ['сан', 'мигель', 'cordon', 'n', 'º', '5', 'еще', 'раз']
    """
    plain = text.isascii() and text.isprintable()
    if not plain and _SPECIAL.search(text):
        return list(_parts(text))
    found = _ASCII.findall(text) if plain else _LETTERS.findall(text)
    return [part for word in found for part in _remembered_parts(word)]


def search_words_with_spans(text: str) -> list[Found]:
    """The same words, each with its place in the text."""
    folded = fold_with_spans(text)
    return [
        Found(without_accents(match.group())[:LONGEST], *folded.original_span(*match.span()))
        for match in _ANY.finditer(folded.text)
    ]


def _parts(text: str) -> tuple[str, ...]:
    return tuple(without_accents(word)[:LONGEST] for word in _ANY.findall(fold(text)))


_remembered_parts = lru_cache(maxsize=1 << 16)(_parts)
