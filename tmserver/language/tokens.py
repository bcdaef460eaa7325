"""Tokens and punctuation as Moses has them (sacremoses), fast, and by grapheme where words have no spaces."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from itertools import pairwise
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
        return tokenizer.tokens(text)
    return [
        token
        for piece in _PIECE.finditer(text)
        for token in ([piece.group()] if piece["token"] else tokenizer.tokens(piece.group()))
    ]


TOUCHING = "\x1f"
"""Stands in the answer of ``cut`` between two tokens with no space between them."""

# Marks at the edge of a word whose tokens depend on the words around it. No pattern: str finds them faster.
_TANGLED = (" ,", " '", "' ")
_STRAY_MARK = regex.compile(r"(?:^| )\p{M}")
_LONGEST_REMEMBERED = 40


def cut(text: str, language: str) -> list[str]:
    r"""What stands between the spaces of an evened text (``folding.even``), TOUCHING between its tokens.

    The tokens are those of ``tokenise``, five times as fast: words come again and again, and the tokens of
    one are remembered. They depend on nothing but the word, and after a full stop on whether a small letter
    or a digit follows.

    >>> cut("El Sr. Allende llegó a las 9:25.", "es")
    ['El', 'Sr.', 'Allende', 'llegó', 'a', 'las', '9\x1f:\x1f25\x1f.']
    """
    words = text.split(" ")
    if _is_tangled(text) or len(text) > _LONGEST_REMEMBERED * len(words):
        return _marked(text, tokenise(text, language)).split(" ")
    if ". " in text:
        words = [*(_followed(word, after) for word, after in pairwise(words)), words[-1]]
    return [*map(_word_cutter(language), words)]


def _is_tangled(text: str) -> bool:
    """Whether the tokens of some word depend on more of the text than the word."""
    if any(map(text.__contains__, _TANGLED)) or text.startswith((",", "'")) or text.endswith("'"):
        return True
    return not text.isascii() and _STRAY_MARK.search(text) is not None


def _followed(word: str, after: str) -> str:
    """The word, and as much of the next one as its own tokens may depend on."""
    if word[-1] != ".":
        return word
    first = after[0]
    if first.isascii():
        first = "a" if first.islower() else "0" if first.isdigit() else ""
    return f"{word} {first}" if first else word


@lru_cache(maxsize=64)
def _word_cutter(language: str) -> Callable[[str], str]:
    # A million sentences have over 200,000 words: to remember all would take 80 MB and be no faster.
    return lru_cache(maxsize=1 << 15)(partial(_cut_word, language=language))


def _cut_word(word: str, language: str) -> str:
    found = tokenise(word, language)
    return TOUCHING.join(found[:-1] if " " in word else found)


def _marked(text: str, tokens: Sequence[str]) -> str:
    pieces: list[str] = []
    at = 0
    for token in tokens:
        start = at + (at < len(text) and text[at] == " ")
        pieces.append(" " if start > at else TOUCHING if at else "")
        pieces.append(token)
        at = start + len(token)
    return "".join(pieces)


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
