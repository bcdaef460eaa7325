"""What two languages write alike: names and other cognates, in one script; numbers; marks."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from tmserver.language.moments import find_values

Matrix = npt.NDArray[np.float32]

SIZE = 256
_WORD = re.compile(r"[^\W\d_]{3,}")
_MARK = re.compile(r"[?!:;()%/=<>+*]")
_CYRILLIC = dict(zip("абвгдезийклмнопрстуфхцыэёіґ", "abvgdesiiklmnoprstufhsieeig", strict=True)) | {
    "ж": "zh", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ь": "", "ю": "iu", "я": "ia", "ї": "i", "є": "ie",
}  # fmt: skip
# Letters that stand for the same sound: proceso and процесс, quilate and карат.
_ALIKE = str.maketrans({"c": "k", "q": "k", "z": "s", "x": "s", "y": "i", "w": "v"})
_TRANSLITERATION = str.maketrans(_CYRILLIC)
_GRAM = 4
# Keeps a text of one shared trace from looking like its double.
_SMOOTHING = 3.0


def traces(one: Sequence[tuple[str, str]], other: Sequence[tuple[str, str]]) -> tuple[Matrix, Matrix]:
    """A row of SIZE numbers for each (text, language) of both sides: the traces in it that both sides have.

    The rarer a trace is in both texts together, the more it weighs. Rows add up: the row of two texts joined
    is the sum of theirs. Traces share places (a hash), with signs, so that strangers cancel out on average.
    """
    found = [[_traces_of(text, language) for text, language in side] for side in (one, other)]
    seen = [Counter(trace for each in side for trace in each) for side in found]
    total = len(one) + len(other)
    weights = {
        trace: float(np.log1p(total / (seen[0][trace] + seen[1][trace])))
        for trace in seen[0]
        if trace in seen[1]
    }
    left, right = (_rows(side, weights) for side in found)
    return left, right


@lru_cache(maxsize=1 << 16)
def values(text: str, language: str) -> tuple[str, ...]:
    """The numbers, dates and times of a text, written alike in every language; in order."""
    return tuple(str(number.value) for number in find_values(text, language))


def cosines(one: Matrix, other: Matrix) -> Matrix:
    """The likeness of each row of one with each of the other, -1 to 1; near 0 where there are few traces."""
    product: Matrix = short_rows(one) @ short_rows(other).T
    return product


def short_rows(rows: Matrix) -> Matrix:
    """The rows shortened to a length below 1, the less the fewer traces they have."""
    shortened: Matrix = rows / (np.linalg.norm(rows, axis=1, keepdims=True) + _SMOOTHING)
    return shortened


def _rows(side: Sequence[Counter[str]], weights: dict[str, float]) -> Matrix:
    rows = np.zeros((len(side), SIZE), np.float32)
    for row, found in zip(rows, side, strict=True):
        for trace, count in found.items():
            if trace in weights:
                place = zlib.crc32(trace.encode())
                row[place % SIZE] += (1 if place & 0x10000 else -1) * weights[trace] * count**0.5
    return rows


def _traces_of(text: str, language: str) -> Counter[str]:
    found = Counter({f"#{value}": 2 for value in values(text, language)})
    found.update(f"mark {mark}" for mark in _MARK.findall(text))
    for word in _WORD.findall(text):
        found.update(_grams(word.lower()))
    return found


@lru_cache(maxsize=1 << 15)
def _grams(word: str) -> tuple[str, ...]:
    sounds = "^" + _sounds(word)
    if len(sounds) <= _GRAM:
        return (sounds + "$",)
    return tuple(sounds[start : start + _GRAM] for start in range(len(sounds) - _GRAM + 1))


def _sounds(word: str) -> str:
    """The word in Latin letters, one for each sound, none doubled.

    >>> _sounds("процесс"), _sounds("proceso")
    ('proses', 'proseso')
    """
    latin = unicodedata.normalize("NFD", word.translate(_TRANSLITERATION))
    plain = "".join(letter for letter in latin if not unicodedata.combining(letter))
    soft = re.sub("c(?=[eiy])", "s", plain).replace("ph", "f").replace("th", "t")
    return re.sub(r"(.)\1", r"\1", soft.translate(_ALIKE))
