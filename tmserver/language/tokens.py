"""Tokens and punctuation as Moses has them (sacremoses), fast, and by grapheme where words have no spaces."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache, lru_cache

import regex
from sacremoses import MosesPunctNormalizer, MosesTokenizer

from tmserver.language import tags

_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Tibetan}"
_UNSPACED_SCRIPT = regex.compile(f"[{_UNSPACED}]")
_GRAPHEME_OR_REST = regex.compile(rf"(?P<grapheme>(?=[{_UNSPACED}])\X)|(?:(?![{_UNSPACED}])\X)++")
# Moses' own code for Norwegian; Han and Kana, cut out first, need none of its huge character sets.
_MOSES_LANGUAGES = {"nb": "no", "nn": "no", "zh": "und", "ja": "und", "yue": "und"}


class _Tokenizer(MosesTokenizer):  # type: ignore[misc]  # sacremoses has no types
    """sacremoses' tokeniser with the same output, its tests asked of sets that are built once.

    Its own build a set of 100,000 letters for each full stop inside a text (0.25 ms a time), and look at
    every token of a text without one. Made for texts without apostrophes, it saves English five patterns.
    """

    NONBREAKING_PREFIXES: Collection[str]

    def __init__(self, language: str, *, apostrophes: bool) -> None:
        super().__init__(language)
        if not apostrophes:
            self.ENGLISH_SPECIFIC_APOSTROPHE = self.FR_IT_SPECIFIC_APOSTROPHE = ()
        self._alpha = _letters(self.IsAlpha)
        self._lower = _letters(self.IsLower)
        self.NONBREAKING_PREFIXES = frozenset(self.NONBREAKING_PREFIXES)

    def isanyalpha(self, text: str) -> bool:
        return not self._alpha.isdisjoint(text)

    def islower(self, text: str) -> bool:
        return self._lower.issuperset(text)

    def handles_nonbreaking_prefixes(self, text: str) -> str:
        if "." not in text:
            return text
        handled: str = super().handles_nonbreaking_prefixes(text)
        return handled


@cache
def _letters(characters: str) -> frozenset[str]:
    return frozenset(characters)


def tokenise(text: str, language: str) -> list[str]:
    """The tokens of a text, in order; joined they are the text without its white space.

    Control characters are dropped. Han, Kana, Thai, Lao, Khmer, Burmese and Tibetan letters are a token each.

    >>> tokenise("El Sr. Allende llegó a las 9:25.", "es")
    ['El', 'Sr.', 'Allende', 'llegó', 'a', 'las', '9', ':', '25', '.']
    """
    tokenizer = _tokenizer(tags.primary(language), "'" in text)
    if not _UNSPACED_SCRIPT.search(text):
        tokens: list[str] = tokenizer.tokenize(text, escape=False)
        return tokens
    return [
        token
        for piece in _GRAPHEME_OR_REST.finditer(text)
        for token in (
            [piece.group()] if piece["grapheme"] else tokenizer.tokenize(piece.group(), escape=False)
        )
    ]


@lru_cache(maxsize=64)
def _tokenizer(language: str, apostrophes: bool) -> _Tokenizer:
    return _Tokenizer(_MOSES_LANGUAGES.get(language, language), apostrophes=apostrophes)


def normalise_punctuation(text: str, language: str) -> str:
    """The text with ASCII quotes and dashes, and spaces around punctuation as Moses normalises them.

    Numbers keep their separators.
    """
    normalised: str = _normalizer(tags.primary(language)).normalize(text)
    return normalised


@lru_cache(maxsize=64)
def _normalizer(language: str) -> MosesPunctNormalizer:
    return MosesPunctNormalizer(language, norm_numbers=False)
