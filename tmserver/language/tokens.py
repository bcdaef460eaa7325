"""Tokens and punctuation as Moses has them (sacremoses), fast, and by grapheme where words have no spaces."""

from __future__ import annotations

from functools import lru_cache

import regex
from sacremoses import MosesPunctNormalizer, MosesTokenizer

from tmserver.language import tags

_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Tibetan}"
_UNSPACED_SCRIPT = regex.compile(f"[{_UNSPACED}]")
_UNSPACED_PIECE = regex.compile(rf"(?=[{_UNSPACED}])\X|(?:(?![{_UNSPACED}])\X)+")
_PLAIN_TOKEN = regex.compile(r"\w+|[^\w\s]")
_MOSES_LANGUAGES = {"nb": "no", "nn": "no", "cmn": "zh"}


class _Tokenizer(MosesTokenizer):  # type: ignore[misc]  # sacremoses has no types
    """sacremoses' tokeniser with its two character tests asked of sets that are built once.

    Its own build a set of 100,000 letters anew for each full stop inside a text: 0.25 ms a time.
    """

    def __init__(self, language: str) -> None:
        super().__init__(language)
        self._alpha = frozenset(self.IsAlpha)
        self._lower = frozenset(self.IsLower)

    def isanyalpha(self, text: str) -> bool:
        return not self._alpha.isdisjoint(text)

    def islower(self, text: str) -> bool:
        return self._lower.issuperset(text)


def tokenise(text: str, language: str) -> list[str]:
    """The tokens of a text, in order; joined they are the text without its white space.

    Control characters are dropped. Han, Kana, Thai, Lao, Khmer, Burmese and Tibetan letters are a token each.

    >>> tokenise("El Sr. Allende llegó a las 9:25.", "es")
    ['El', 'Sr.', 'Allende', 'llegó', 'a', 'las', '9', ':', '25', '.']
    """
    tokens: list[str] = _tokenizer(tags.primary(language)).tokenize(text, escape=False)
    if _UNSPACED_SCRIPT.search(text):
        return [piece for token in tokens for piece in _UNSPACED_PIECE.findall(token)]
    return tokens


@lru_cache(maxsize=64)
def _tokenizer(language: str) -> _Tokenizer:
    return _Tokenizer(_MOSES_LANGUAGES.get(language, language))


def normalise_punctuation(text: str, language: str) -> str:
    """The text with ASCII quotes and dashes, and spaces around punctuation as Moses normalises them.

    Numbers keep their separators.
    """
    normalised: str = _normalizer(tags.primary(language)).normalize(text)
    return normalised


@lru_cache(maxsize=64)
def _normalizer(language: str) -> MosesPunctNormalizer:
    return MosesPunctNormalizer(language, norm_numbers=False)
