"""Where in a large table an alignment may run: near the line through what is certainly a pair."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

import numpy as np

from tmserver.alignment.blocks import Longs
from tmserver.alignment.likeness import Nearest
from tmserver.alignment.traces import Matrix

WIDTH = 320
CELLS = 1_500_000
"""Tables up to this size are looked at in whole."""

_ROWS = 512
Point = tuple[int, int]


def nearest(one: Matrix, other: Matrix) -> tuple[Nearest, Nearest]:
    """For each row of either matrix the nearest rows of the other by their product; block by block."""
    rows, columns = _Best(len(one)), _Best(len(other))
    right = other.astype(np.float32)
    for start in range(0, len(one), _ROWS):
        products = one[start : start + _ROWS].astype(np.float32) @ right.T
        rows.take(slice(start, start + len(products)), products, 0)
        columns.take(slice(None), products.T, start)
    return rows.found(), columns.found()


class _Best:
    """The two largest values of each row, over any number of matrices side by side."""

    def __init__(self, rows: int) -> None:
        self._values = np.full((rows, 2), -1, np.float32)
        self._number = np.zeros(rows, np.int64)

    def take(self, rows: slice, values: Matrix, first: int) -> None:
        """Look at the next columns of some rows; ``first`` is the number of the first column."""
        if not values.size:
            return
        both = np.concatenate([self._values[rows], values], axis=1)
        best = both.argmax(axis=1)
        self._number[rows] = np.where(best < 2, self._number[rows], first + best - 2)
        self._values[rows] = -np.partition(-both, 1, axis=1)[:, :2]

    def found(self) -> Nearest:
        """What was seen."""
        return Nearest(self._values[:, 0], self._values[:, 1], self._number)


def anchors(rows: Nearest, columns: Nearest, *, margin: float = 0.1) -> list[Point]:
    """Pairs that are each other's nearest, each by a ``margin`` before the second."""
    clear = (rows.best - rows.second >= margin) & (columns.number[rows.number] == np.arange(len(rows.number)))
    clear &= columns.best[rows.number] - columns.second[rows.number] >= margin
    return [(int(row), int(rows.number[row])) for row in np.flatnonzero(clear)]


def band(length: int, width: int, found: Iterable[Point]) -> tuple[Longs, int]:
    """For each of the nodes 0 to ``length`` the first column of the band, and how many columns it has.

    ``width`` is the number of segments of the other side. The band follows the longest rising chain of the
    points found; it never goes back, and begins and ends in the corners of the table.
    """
    columns = min(width + 1, max(WIDTH, CELLS // (length + 1)))
    chain = [(0, 0), *_longest_chain(sorted(found)), (length, width)]
    centre = np.interp(np.arange(length + 1), [row for row, _ in chain], [column for _, column in chain])
    lows = np.clip(np.round(centre).astype(np.int64) - columns // 2, 0, width + 1 - columns)
    lows[0], lows[-1] = 0, width + 1 - columns
    return np.maximum.accumulate(lows), columns


def _longest_chain(points: Sequence[Point]) -> list[Point]:
    """The longest selection of points, sorted by row, whose columns rise."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, column) in enumerate(points):
        at = bisect_left(ends, column)
        before.append(last[at - 1] if at else -1)
        if at == len(ends):
            ends.append(column)
            last.append(number)
        else:
            ends[at], last[at] = column, number
    chain = []
    number = last[-1] if last else -1
    while number >= 0:
        chain.append(points[number])
        number = before[number]
    return chain[::-1]
