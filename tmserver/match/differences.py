"""What differs between a stored text and the text asked for, named piece by piece."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from rapidfuzz.distance import Levenshtein

from tmserver.match.surface import Kind, Piece, Surface

NUMBER, CODE, PUNCTUATION, WORD = "number", "code", "punctuation", "word"
CASE, SPACE, YO, CHARACTER = "case", "space", "yo", "character"
_OF_KIND = {Kind.WORD: WORD, Kind.NUMBER: NUMBER, Kind.CODE: CODE, Kind.PUNCTUATION: PUNCTUATION}
_YO = str.maketrans("ёЁ", "еЕ")
_APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ‘`´", "'"))

Differences = Mapping[str, Sequence[str]]


def differences(stored: Surface, asked: Surface) -> Differences:
    """Reason → what was seen, in reading order; empty only if the two texts and their codes are equal.

    Each is written from the stored text to the one asked for: "25 → 22", "+ не" (only asked for), "− ,"
    (only stored). The reason "character" is what no other names: another code point for the same letter, a
    stress mark.
    """
    found: dict[str, list[str]] = defaultdict(list)
    before_stored = before_asked = -1
    for step in Levenshtein.opcodes(_keys(stored), _keys(asked)):
        ours = stored.pieces[step.src_start : step.src_end]
        theirs = asked.pieces[step.dest_start : step.dest_end]
        if step.tag == "equal":
            joined = (step.src_start, step.dest_start) == (before_stored + 1, before_asked + 1)
            _compare_aligned(ours, theirs, found, joined=joined)
            before_stored, before_asked = step.src_end - 1, step.dest_end - 1
        else:
            _compare_replaced(ours, theirs, found)
    if (before_stored, before_asked) == (len(stored.pieces) - 1, len(asked.pieces) - 1):
        _compare_gap(stored.tail, asked.tail, found)
    if not found and stored.codes != asked.codes:
        # Moved within a word or across a space: the pieces are the same.
        found[CODE].append("moved")
    return found


def _keys(surface: Surface) -> list[str]:
    return [piece.key for piece in surface.pieces]


def _compare_aligned(
    stored: Sequence[Piece], asked: Sequence[Piece], found: dict[str, list[str]], *, joined: bool
) -> None:
    """Pairs that are equal after folding; ``joined``: the pieces before the first pair were aligned too."""
    for ours, theirs in zip(stored, asked, strict=True):
        if ours.surface != theirs.surface:
            change = f"{ours.surface} → {theirs.surface}"
            for reason in _surface_reasons(ours, theirs):
                found[reason].append(change)
        if joined:
            _compare_gap(ours.gap, theirs.gap, found)
        joined = True


def _surface_reasons(ours: Piece, theirs: Piece) -> Iterable[str]:
    if ours.kind is not Kind.WORD:
        return (_OF_KIND[ours.kind],)
    return [reason for reason in _EVENED if not _equal_without(reason, ours, theirs)] or (CHARACTER,)


def _equal_without(reason: str, ours: Piece, theirs: Piece) -> bool:
    """Whether two words of one key are equal when all but this kind of difference is evened out."""
    one, other = ours.surface, theirs.surface
    for name, even_out in _EVENED.items():
        if name != reason:
            one, other = even_out(one), even_out(other)
    return one == other


def _even_characters(word: str) -> str:
    """The word without acute accents (stress, in Russian) and invisible characters, composed.

    Words of one key do not differ by an accent that counts.
    """
    kept = [
        character
        for character in unicodedata.normalize("NFD", word)
        if character != "\u0301" and unicodedata.category(character) != "Cf"
    ]
    return unicodedata.normalize("NFC", "".join(kept))


_EVENED: dict[str, Callable[[str], str]] = {
    CHARACTER: _even_characters,
    YO: lambda word: word.translate(_YO),
    PUNCTUATION: lambda word: word.translate(_APOSTROPHES),
    CASE: str.casefold,
}


def _compare_gap(ours: str, theirs: str, found: dict[str, list[str]]) -> None:
    if ours != theirs:
        found[SPACE].append(f"{_named(ours)} → {_named(theirs)}")


def _named(gap: str) -> str:
    """White space made visible: its code points, "none" for no space."""
    return " ".join(f"U+{ord(character):04X}" for character in gap[:4]) or "none"


def _compare_replaced(stored: Sequence[Piece], asked: Sequence[Piece], found: dict[str, list[str]]) -> None:
    for kind, reason in _OF_KIND.items():
        ours = " ".join(piece.surface for piece in stored if piece.kind is kind)
        theirs = " ".join(piece.surface for piece in asked if piece.kind is kind)
        if ours and theirs:
            found[reason].append(f"{ours} → {theirs}")
        elif ours or theirs:
            found[reason].append(f"− {ours}" if ours else f"+ {theirs}")
