"""Texts without what does not make another word: case, ё, stress marks, kinds of quote, dash and space.

``even`` keeps the case, ``fold`` drops it. Both are idempotent, and collapse white space.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import regex

_QUOTES = '"“”„‟«»‹›〝〞'
_APOSTROPHES = "'‘’‚‛ʼʹ′`´＇"
_DASHES = "‐‑‒–—―−⸺⸻﹘﹣－"
_EVENED: dict[str, str] = {
    **dict.fromkeys(_QUOTES, '"'),
    **dict.fromkeys(_APOSTROPHES, "'"),
    **dict.fromkeys(_DASHES, "-"),
    "ё": "е",
    "Ё": "Е",
    "…": "...",
}
_EVENED_TABLE = str.maketrans(_EVENED)
_EVENED_CHARACTER = re.compile(f"[{''.join(_EVENED)}]")

# Control characters but those that are white space, soft hyphen, zero-width and bidi marks, byte-order mark.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]+"
)
# What normalisation may compose, and what is dropped, stays with the character before it.
_CLUSTER = regex.compile(
    r"\s+|[\x1c-\x1f]+|.(?:[\p{M}\u1160-\u11ff]|" + _INVISIBLE.pattern + ")*", regex.DOTALL
)
# Acute and grave may be missing (CORDON, Conchali, cafe); where other marks are, it is another letter (ñ, й).
_ACCENTS = str.maketrans("", "", "\u0300\u0301")
_STRESSED = re.compile("[Ѐ-ӿ][\u0300-\u036f]*\u0301[\u0300-\u036f]*")


def fold(text: str) -> str:
    r"""The text as it is compared: ``even`` and without case, NFC.

    >>> fold("«Ёлка»  —  СТО\u0301ИТ")
    '"елка" - стоит'
    """
    evened = even(text)
    folded = evened.casefold()
    # Casefolding may decompose (ǰ) or bring forth what even() would change (ŉ gives ʼn): once more.
    return folded if folded.isascii() or folded == evened else unicodedata.normalize("NFC", even(folded))


def even(text: str) -> str:
    """The text with its case kept, in NFC, with one kind of quote, apostrophe, dash and space.

    Stress marks on Cyrillic letters and invisible characters are gone, ё is е (й stays), runs of white space
    are one space, none at the edges, … is three dots.
    """
    joined = " ".join(text.split())
    return joined if joined.isascii() and joined.isprintable() and "`" not in joined else _even(joined)


def _even(text: str) -> str:
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    if "\u0301" in text:
        text = unicodedata.normalize("NFC", _STRESSED.sub(_unstressed, text))
    if _EVENED_CHARACTER.search(text):
        # ё with a further mark (ё̀) becomes е with it, which may compose.
        text = unicodedata.normalize("NFC", text.translate(_EVENED_TABLE))
    return " ".join(text.split())


def _unstressed(stressed: re.Match[str]) -> str:
    return stressed.group().replace("\u0301", "")


def without_accents(folded: str) -> str:
    """A folded word without acute and grave accents; ñ, й and ü stay."""
    if folded.isascii():
        return folded
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", folded).translate(_ACCENTS))


@dataclass(frozen=True, slots=True)
class FoldedText:
    """A folded text, and the span of the original that each of its characters came from."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original text that [start, end) stands for; start < end.

        Marks dropped after a character (stress, soft hyphen) belong to its span.
        """
        return self.starts[start], self.ends[end - 1]


def fold_with_spans(text: str) -> FoldedText:
    """``fold(text)`` and where in ``text`` each of its characters stands."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for cluster in _CLUSTER.finditer(text):
        piece = _fold_cluster(cluster.group())
        if piece == " " and (not pieces or pieces[-1] == " "):
            continue
        if piece:
            pieces.append(piece)
            starts += [cluster.start()] * len(piece)
            ends += [cluster.end()] * len(piece)
    if pieces and pieces[-1] == " ":
        del pieces[-1], starts[-1], ends[-1]
    return FoldedText("".join(pieces), tuple(starts), tuple(ends))


@lru_cache(maxsize=4096)
def _fold_cluster(cluster: str) -> str:
    return " " if cluster.isspace() else fold(cluster)
