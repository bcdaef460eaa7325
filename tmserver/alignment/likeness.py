"""How much two blocks look like each other's translation: the features, and their weighted sum."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from tmserver.alignment.blocks import Blocks, Floats, Longs
from tmserver.alignment.traces import Matrix, cosines

Shape = tuple[int, int]
"""How many beads of the one track and of the other make one bead."""

SHAPES: tuple[Shape, ...] = ((1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1), (2, 3), (3, 2))
LONGEST = max(max(shape) for shape in SHAPES)
Feature = npt.NDArray[np.float32 | np.float64]
"""A matrix of rows and columns, or what spreads to one."""

_MARGIN = 10
"""Characters added to both lengths before their ratio is taken: that of «Да» and "Yes" says nothing."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """Per segment of one side: product with the best of the other, with the second, number of the best."""

    best: Floats
    second: Floats
    number: Longs


@dataclass(frozen=True, slots=True)
class Pair:
    """Two documents as blocks of 1, 2 … LONGEST beads, and what holds for the two as a whole.

    ``ratio``: characters of the other document for one of this. ``means`` are the mean vectors of the single
    blocks, ``nearest`` tell of these too (of their traces without an encoder).
    """

    one: Sequence[Blocks]
    other: Sequence[Blocks]
    ratio: float
    means: tuple[Matrix, Matrix]
    nearest: tuple[Nearest, Nearest]


@dataclass(frozen=True, slots=True)
class Window:
    """Blocks that begin at rows [top, bottom) of the one side and columns [left, right) of the other."""

    top: int
    bottom: int
    left: int
    right: int


def score(pair: Pair, shape: Shape, window: Window, weights: Mapping[str, float]) -> tuple[Matrix, Matrix]:
    """The sum of weighted features for each row and column, and 1 where both documents have text, else 0."""
    one, other = _parts(pair, shape, window)
    there = np.outer(one.there, other.there)
    total = np.zeros_like(there)
    for name, values in features(pair, shape, window):
        total += np.float32(weights.get(name, 0.0)) * values
    return total * there, there


def features(pair: Pair, shape: Shape, window: Window) -> Iterator[tuple[str, Feature]]:
    """Name and values of each feature."""
    one, other = _parts(pair, shape, window)
    size = sum(shape) / 2
    merged = sum(shape) > 2
    yield f"{min(shape)}-{max(shape)}", np.ones((1, 1), np.float32)
    expected, length = one.lengths[:, None] * pair.ratio, other.lengths[None, :]
    ratio = np.minimum(np.abs(np.log((length + _MARGIN) / (expected + _MARGIN))), 0.8) ** 1.5
    yield "length", ratio
    if merged:
        yield "length of merged", ratio
    yield "traces", size * cosines(one.traces, other.traces)
    yield "same last mark", _equal(one.last, other.last)
    yield "same beginning", _equal(one.first, other.first)
    numbers = np.where(one.numbers[:, None] == other.numbers, 1.0, -1.0)
    yield "numbers", numbers * ((one.numbers[:, None] != 0) | (other.numbers != 0)).astype(np.float32)
    yield "sentences", np.minimum(np.abs(one.ends[:, None] - other.ends), 3)
    yield "marks", np.minimum(np.abs(one.marks[:, None] - other.marks), 4)
    inside = one.inside[:, None] + other.inside
    yield "paragraphs", one.opens[:, None] * other.opens - np.abs(one.opens[:, None] - other.opens) - inside
    if one.meaning.shape[1]:
        yield from _of_meaning(pair, shape, window, np.log(np.maximum(np.minimum(expected, length), 1)))


def _of_meaning(pair: Pair, shape: Shape, window: Window, logarithm: Matrix) -> Iterator[tuple[str, Feature]]:
    one, other = _parts(pair, shape, window)
    cosine = one.meaning @ other.meaning.T
    size = sum(shape) / 2
    yield "meaning", cosine
    yield "meaning of each", size * cosine
    yield "meaning of long ones", cosine * (logarithm - 4)
    background = ((one.meaning @ pair.means[1])[:, None] + other.meaning @ pair.means[0]) / 2
    yield "meaning of all", size * background
    yield "heads", one.head @ other.head.T
    yield "tails", one.tail @ other.tail.T
    if shape == (1, 1):
        yield "only one", cosine - _next_best(pair, window, cosine)
    else:
        yield f"gain of {min(shape)}-{max(shape)}", cosine - _best_inside(pair, shape, window)


def _parts(pair: Pair, shape: Shape, window: Window) -> tuple[Blocks, Blocks]:
    return (
        cut(pair.one[shape[0] - 1], window.top, window.bottom),
        cut(pair.other[shape[1] - 1], window.left, window.right),
    )


def cut(blocks: Blocks, start: int, end: int) -> Blocks:
    """The rows [start, end) of the blocks."""
    return Blocks(*(getattr(blocks, column.name)[start:end] for column in fields(Blocks)))


def _equal(one: Longs, other: Longs) -> Matrix:
    equal: Matrix = (one[:, None] == other).astype(np.float32)
    return equal


def _next_best(pair: Pair, window: Window, cosine: Matrix) -> Matrix:
    """The largest cosine that either of the two has with any other text."""
    rows, columns = pair.nearest
    best, second = rows.best[window.top : window.bottom, None], rows.second[window.top : window.bottom, None]
    of_row = np.where(cosine >= best - 1e-4, second, best)
    best, second = columns.best[window.left : window.right], columns.second[window.left : window.right]
    either: Matrix = np.maximum(of_row, np.where(cosine >= best - 1e-4, second, best))
    return either


def _best_inside(pair: Pair, shape: Shape, window: Window) -> Matrix:
    """The largest cosine of a single bead of the one block with a single one of the other."""
    tall = (min(window.bottom + shape[0] - 1, len(pair.one[0].there)), window.bottom - window.top)
    wide = (min(window.right + shape[1] - 1, len(pair.other[0].there)), window.right - window.left)
    one, other = cut(pair.one[0], window.top, tall[0]), cut(pair.other[0], window.left, wide[0])
    singles = one.meaning @ other.meaning.T
    inside = [
        singles[down : down + tall[1], right : right + wide[1]]
        for down in range(shape[0])
        for right in range(shape[1])
    ]
    best: Matrix = np.max(inside, axis=0)
    return best
