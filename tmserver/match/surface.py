"""A text as its reader sees it: the pieces that a difference can be named by.

The score is computed from folded tokens; an explanation needs what folding took away. A surface keeps each
word, number, code and punctuation mark as it was written, beside the key it is compared by.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

import regex

from tmserver.language.analysis import placeables
from tmserver.language.folding import fold
from tmserver.markup import PlaceableKind
from tmserver.segment import Code, Variant

# Marks belong to the letter before them: Hindi vowel signs and combining accents are no word characters to
# the standard library. Invisible characters (soft hyphen, joiners) split no word, the apostrophe of "don't"
# holds it together, and three dots are one mark, as … is.
_PIECE = regex.compile(r"([\p{L}\p{M}\p{N}\p{Cf}_]+(?:['’ʼ‘`´][\p{L}\p{M}\p{N}\p{Cf}]+)*)|\.{3}|\S")


class Kind(IntEnum):
    """What a piece of text is; differences in each kind have a reason of their own."""

    WORD = 0
    NUMBER = 1
    CODE = 2
    PUNCTUATION = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """One word, number, code or punctuation mark.

    ``surface`` is what stands in the text, for an inline code what identifies it. ``key`` is equal for
    pieces that are the same after folding; all numbers share one key, as do all codes, URLs and addresses.
    ``gap`` is the white space before the piece.
    """

    kind: Kind
    surface: str
    key: str
    gap: str


@dataclass(frozen=True, slots=True)
class Surface:
    """The pieces of a text in reading order, the white space after the last, and its inline codes."""

    pieces: tuple[Piece, ...]
    tail: str
    codes: tuple[Code, ...]


def surface(variant: Variant) -> Surface:
    """The surface of a variant's text, its inline codes among the pieces where they stand.

    A code inside a word comes after the word, so that the word stays whole.
    """
    text = variant.text
    pieces: list[Piece] = []
    end = 0
    for hidden in placeables(text, variant.language):
        end = _add_plain(pieces, text, end, hidden.start)
        written = text[hidden.start : hidden.end]
        pieces.append(_placeable_piece(hidden.kind, written, text[end : hidden.start]))
        end = hidden.end
    end = _add_plain(pieces, text, end, len(text))
    found = _with_codes(pieces, variant.codes) if variant.codes else pieces
    return Surface(tuple(found), text[end:], variant.codes)


_folded = lru_cache(maxsize=65_536)(fold)


def _placeable_piece(kind: PlaceableKind, written: str, gap: str) -> Piece:
    # The key starts with a character that is no letter: no word folds to it.
    return Piece(Kind.NUMBER if kind is PlaceableKind.NUMBER else Kind.CODE, written, f"\ue000{kind}", gap)


def _add_plain(pieces: list[Piece], text: str, start: int, end: int) -> int:
    """Adds the words and punctuation of text[start:end]; gives the end of the last one, or ``start``.

    What folds to nothing (a mark of writing direction) counts as white space.
    """
    for match in _PIECE.finditer(text, start, end):
        found = match.group()
        if not _folded(found):
            continue
        kind = Kind.WORD if match.lastindex else Kind.PUNCTUATION
        pieces.append(Piece(kind, found, _folded(found), text[start : match.start()]))
        start = match.end()
    return start


def _with_codes(pieces: Sequence[Piece], codes: Sequence[Code]) -> Iterator[Piece]:
    waiting = sorted(codes, key=lambda code: code.position)
    end = taken = 0
    for piece in pieces:
        start = end + len(piece.gap)
        while taken < len(waiting) and waiting[taken].position <= start:
            yield _code_piece(waiting[taken])
            taken += 1
        yield piece
        end = start + len(piece.surface)
    yield from map(_code_piece, waiting[taken:])


def _code_piece(code: Code) -> Piece:
    attributes = "".join(f' {name}="{value}"' for name, value in code.attributes)
    written = f"<{'/' if code.part == 'end' else ''}{code.element}{attributes}>{code.content}"
    return _placeable_piece(PlaceableKind.CODE, written, "")
