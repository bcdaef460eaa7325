"""Tokens and punctuation as Moses has them (sacremoses), fast, and by grapheme where words have no spaces."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import regex

from tmserver.language import tags

if TYPE_CHECKING:
    from tmserver.language.moses import MosesPunctNormalizer, Tokenizer

_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Tibetan}"
# sacremoses writes ".." as DOTDOTMULTI for a while, and would turn a text's own DOTMULTI into a full stop.
_APART = rf"[{_UNSPACED}]|DOTMULTI"
_CUT_FIRST = regex.compile(_APART)
_PIECE = regex.compile(rf"(?P<token>DOTMULTI|(?=[{_UNSPACED}])\X)|(?:(?!{_APART})\X)++")
# Moses' own code for Norwegian; Han and Kana, cut out first, need none of its huge character sets.
_MOSES_LANGUAGES = {"nb": "no", "nn": "no", "zh": "und", "ja": "und", "yue": "und"}


def tokenise(text: str, language: str) -> list[str]:
    """The tokens of a text, in order; joined they are the text without its white space.

    Control characters are dropped. Han, Kana, Thai, Lao, Khmer, Burmese and Tibetan letters are a token each.

    >>> tokenise("El Sr. Allende llegó a las 9:25.", "es")
    ['El', 'Sr.', 'Allende', 'llegó', 'a', 'las', '9', ':', '25', '.']
    """
    tokenizer = _tokenizer(tags.primary(language), "'" in text)
    if not _CUT_FIRST.search(text):
        tokens: list[str] = tokenizer.tokenize(text, escape=False)
        return tokens
    return [
        token
        for piece in _PIECE.finditer(text)
        for token in ([piece.group()] if piece["token"] else tokenizer.tokenize(piece.group(), escape=False))
    ]


@lru_cache(maxsize=64)
def _tokenizer(language: str, apostrophes: bool) -> Tokenizer:
    from tmserver.language.moses import Tokenizer  # noqa: PLC0415  (slow to import)

    return Tokenizer(_MOSES_LANGUAGES.get(language, language), apostrophes=apostrophes)


def normalise_punctuation(text: str, language: str) -> str:
    """The text with ASCII quotes and dashes, and spaces around punctuation as Moses normalises them.

    Numbers keep their separators.
    """
    normalised: str = _normalizer(tags.primary(language)).normalize(text)
    return normalised


@lru_cache(maxsize=64)
def _normalizer(language: str) -> MosesPunctNormalizer:
    from tmserver.language.moses import MosesPunctNormalizer  # noqa: PLC0415  (slow to import)

    return MosesPunctNormalizer(language, norm_numbers=False)
