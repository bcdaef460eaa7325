"""The words of a text as they are searched for: folded, without accents, letters of unspaced scripts apart.

Coarser than ``words`` and the same in every language, so that a million texts are read in seconds and the
words of a query meet those of the texts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache, partial
from typing import NamedTuple

import regex

from tmserver.language.folding import fold, fold_with_spans, without_accents

LONGEST = 100
"""Characters of a word that count."""

_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Tibetan}"
_ANY = regex.compile(
    rf"[{_UNSPACED}]\p{{M}}*|[[\p{{L}}\p{{N}}_]--[{_UNSPACED}]][[\p{{L}}\p{{M}}\p{{N}}_]--[{_UNSPACED}]]*",
    regex.VERSION1,
)
_ASCII = re.compile(r"\w+", re.ASCII)
# Of a text without spaces nothing comes again: it would only drive out what is remembered.
_LONGEST_REMEMBERED = 40


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
    return marked_words(text, "").split()


def marked_words(text: str, mark: str) -> str:
    """The same words with the mark before each, separated by one or more spaces: made for many texts."""
    pieces = text.split()
    find = partial(_marked, mark=mark) if len(text) > _LONGEST_REMEMBERED * len(pieces) else _marker(mark)
    return " ".join(map(find, pieces))


def search_words_with_spans(text: str) -> list[Found]:
    """The same words, each with its place in the text."""
    folded = fold_with_spans(text)
    return [
        Found(without_accents(match.group())[:LONGEST], *folded.original_span(*match.span()))
        for match in _ANY.finditer(folded.text)
    ]


@lru_cache(maxsize=64)
def _marker(mark: str) -> Callable[[str], str]:
    return lru_cache(maxsize=1 << 15)(partial(_marked, mark=mark))


def _marked(piece: str, mark: str) -> str:
    """What stands between two spaces, word by word."""
    if piece.isascii() and piece.isprintable():
        words = _ASCII.findall(piece.lower())
    else:
        words = [*map(without_accents, _ANY.findall(fold(piece)))]
    return " ".join([mark + word[:LONGEST] for word in words])
