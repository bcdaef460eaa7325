"""Two texts word by word, for eyes: what both have, what only the one or the other has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance.Indel import opcodes

from tmserver.match.surface import Piece, surface
from tmserver.segment import Variant


class Side(StrEnum):
    """Which of the two texts has a stretch."""

    BOTH = "both"
    STORED = "stored"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that stand together, and the white space before them."""

    side: Side
    gap: str
    words: str

    @property
    def text(self) -> str:
        """All of it as it stands in its text."""
        return self.gap + self.words


def word_difference(asked: str, stored: str, language: str) -> list[Stretch]:
    """The stored text in order, what only ``asked`` has put in where it stands there.

    Without the stretches of ASKED this is the stored text, white space at its end aside. Words, numbers and
    marks are compared as written.
    """
    ours, theirs = _pieces(asked, language), _pieces(stored, language)
    return list(_stretches(ours, theirs))


def _pieces(text: str, language: str) -> tuple[Piece, ...]:
    return surface(Variant(language, text)).pieces


def _stretches(asked: tuple[Piece, ...], stored: tuple[Piece, ...]) -> Iterator[Stretch]:
    steps = opcodes([piece.surface for piece in asked], [piece.surface for piece in stored])
    for step in steps:
        if step.tag == "delete":
            yield _stretch(Side.ASKED, asked[step.src_start : step.src_end])
        else:
            side = Side.BOTH if step.tag == "equal" else Side.STORED
            yield _stretch(side, stored[step.dest_start : step.dest_end])


def _stretch(side: Side, pieces: tuple[Piece, ...]) -> Stretch:
    text = "".join(piece.gap + piece.surface for piece in pieces)
    gap = pieces[0].gap
    return Stretch(side, gap, text[len(gap) :])
