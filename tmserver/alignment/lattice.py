"""All alignments of two tracks at once, weighed: how probable each bead is, and the best path.

A node (i, j) lies behind the first i beads of the one track and the first j of the other. From it lead steps:
a shape makes one bead of some, a gap passes over one. Of row i the nodes from column ``lows[i]`` on are kept,
``width`` of them: what lies outside this band is impossible.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tmserver.alignment.blocks import Longs
from tmserver.alignment.likeness import Shape
from tmserver.alignment.traces import Matrix

Doubles = npt.NDArray[np.float64]
Step = tuple[int, int, int, int, float]
"""Rows [a, b) and columns [c, d) of a bead, one of them empty in a gap, and how probable it is."""

GAPS: tuple[Shape, Shape] = ((1, 0), (0, 1))


@dataclass(frozen=True, slots=True)
class Lattice:
    """``scores`` have for each shape, row and column of the band the score of a step from there, -inf none.

    ``gaps`` are the scores of passing over each bead of the one and of the other track.
    """

    lows: Longs
    width: int
    scores: Mapping[Shape, Matrix]
    gaps: tuple[Doubles, Doubles]

    @property
    def rows(self) -> int:
        """Rows of nodes: one more than the one track has beads."""
        return len(self.lows)


def best_path(lattice: Lattice) -> list[Step]:
    """The steps of the path that most probably has most segments in their places.

    Each bead counts as much as it has segments, times its probability under all paths.
    """
    expected = _expected(lattice)
    reached = _forward(expected, np.maximum)
    steps: list[Step] = []
    row, column = lattice.rows - 1, len(lattice.gaps[1])
    while row or column:
        down, right, value = _last_step(expected, reached, row, column)
        steps.append((row - down, row, column - right, column, float(value) / (down + right) * 2))
        row, column = row - down, column - right
    return steps[::-1]


def _expected(lattice: Lattice) -> Lattice:
    """The same steps, each with half the segments that it places, times its probability."""
    forward, backward = _forward(lattice, np.logaddexp), _backward(lattice)
    whole = backward[0, 0]
    scores = {}
    for shape, values in lattice.scores.items():
        probable = np.full_like(values, -np.inf)
        for row in range(lattice.rows - shape[0]):
            after = _shifted(backward[row + shape[0]], _offset(lattice, row, shape))
            probable[row] = np.exp(forward[row] + values[row] + after - whole) * sum(shape) / 2
        scores[shape] = np.where(np.isfinite(values), probable, -np.inf)
    down, right = np.zeros(lattice.rows - 1), np.zeros(len(lattice.gaps[1]))
    for row in range(lattice.rows):
        if row + 1 < lattice.rows:
            after = _shifted(backward[row + 1], _offset(lattice, row, (1, 0)))
            down[row] = np.exp(forward[row] + lattice.gaps[0][row] + after - whole).sum() / 2
        low, high = lattice.lows[row], lattice.lows[row] + lattice.width - 1
        right[low:high] += (
            np.exp(forward[row, :-1] + lattice.gaps[1][low:high] + backward[row, 1:] - whole) / 2
        )
    return Lattice(lattice.lows, lattice.width, scores, (down, right))


def _offset(lattice: Lattice, row: int, shape: Shape) -> int:
    """How far the place of a column moves in the band by a step of this shape from a row."""
    return int(lattice.lows[row] + shape[1] - lattice.lows[row + shape[0]])


def _shifted(values: Doubles, by: int) -> Doubles:
    """Each value that stands ``by`` places further on; -inf beyond the ends."""
    shifted = np.full_like(values, -np.inf)
    if 0 <= by < len(values):
        shifted[: len(values) - by] = values[by:]
    elif -len(values) < by < 0:
        shifted[-by:] = values[:by]
    return shifted


def _forward(lattice: Lattice, joined: np.ufunc) -> Doubles:
    """For each node the sum (logaddexp) or the best (maximum) of all paths that lead to it."""
    reached = np.full((lattice.rows, lattice.width), -np.inf)
    before = np.concatenate([[0.0], np.cumsum(lattice.gaps[1])])
    reached[0, 0] = 0.0
    for row in range(lattice.rows):
        here = reached[row]
        for (down, right), values in lattice.scores.items():
            if down <= row:
                step = reached[row - down] + values[row - down]
                here = joined(here, _shifted(step, -_offset(lattice, row - down, (down, right))))
        if row:
            step = reached[row - 1] + lattice.gaps[0][row - 1]
            here = joined(here, _shifted(step, -_offset(lattice, row - 1, (1, 0))))
        passed = before[lattice.lows[row] : lattice.lows[row] + lattice.width]
        reached[row] = joined.accumulate(here - passed) + passed
    return reached


def _backward(lattice: Lattice) -> Doubles:
    """For each node the sum of all paths that lead from it to the end."""
    left = np.full((lattice.rows, lattice.width), -np.inf)
    before = np.concatenate([[0.0], np.cumsum(lattice.gaps[1])])
    left[-1, -1] = 0.0
    for row in range(lattice.rows - 1, -1, -1):
        here = left[row]
        for shape, values in lattice.scores.items():
            if row + shape[0] < lattice.rows:
                after = _shifted(left[row + shape[0]], _offset(lattice, row, shape))
                here = np.logaddexp(here, values[row] + after)
        if row + 1 < lattice.rows:
            after = _shifted(left[row + 1], _offset(lattice, row, (1, 0)))
            here = np.logaddexp(here, lattice.gaps[0][row] + after)
        passed = before[lattice.lows[row] : lattice.lows[row] + lattice.width]
        left[row] = np.logaddexp.accumulate((here + passed)[::-1])[::-1] - passed
    return left


def _last_step(lattice: Lattice, reached: Doubles, row: int, column: int) -> tuple[int, int, float]:
    """The step by which the best path reaches a node: how far down and right, and its score."""

    def place(down: int, right: int) -> int:
        return column - right - int(lattice.lows[row - down])

    shapes = [shape for shape in (*lattice.scores, *GAPS) if shape[0] <= row and shape[1] <= column]
    steps = []
    for down, right in shapes:
        if 0 <= place(down, right) < lattice.width:
            if (down, right) == (1, 0):
                own = lattice.gaps[0][row - 1]
            elif (down, right) == (0, 1):
                own = lattice.gaps[1][column - 1]
            else:
                own = lattice.scores[down, right][row - down, place(down, right)]
            steps.append((down, right, float(own)))
    return max(steps, key=lambda step: reached[row - step[0], place(*step[:2])] + step[2])
