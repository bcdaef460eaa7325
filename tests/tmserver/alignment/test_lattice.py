"""Paths through a lattice: probabilities and the best path are those of looking at every path."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from tmserver.alignment.lattice import Lattice, best_path

SHAPES = ((1, 1), (1, 2), (2, 1))
Path = tuple[tuple[int, int, int, int], ...]


def lattice_of(seed: int, rows: int, columns: int, width: int) -> Lattice:
    """Random scores in a band along the diagonal."""
    random = np.random.default_rng(seed)
    lows = np.clip(
        np.round(np.linspace(0, columns, rows + 1)).astype(np.int64) - width // 2, 0, columns + 1 - width
    )
    lows[0], lows[-1] = 0, columns + 1 - width
    scores = {}
    for shape in SHAPES:
        scores[shape] = random.normal(0, 2, (rows + 1, width)).astype(np.float32)
        for row in range(rows + 1):
            for place in range(width):
                end = row + shape[0], int(lows[row]) + place + shape[1]
                if end[0] > rows or end[1] > columns:
                    scores[shape][row, place] = -np.inf
    return Lattice(lows, width, scores, (random.normal(-1, 1, rows), random.normal(-1, 1, columns)))


def paths(lattice: Lattice, row: int = 0, column: int = 0) -> Iterator[tuple[float, Path]]:
    """Every path from a node to the end that stays in the band, with its score."""
    columns = len(lattice.gaps[1])
    place = column - int(lattice.lows[row])
    if not 0 <= place < lattice.width:
        return
    if (row, column) == (lattice.rows - 1, columns):
        yield 0.0, ()
    steps = [(*shape, float(values[row, place])) for shape, values in lattice.scores.items()]
    if row + 1 < lattice.rows:
        steps.append((1, 0, float(lattice.gaps[0][row])))
    if column < columns:
        steps.append((0, 1, float(lattice.gaps[1][column])))
    for down, right, score in steps:
        if np.isfinite(score):
            for rest, path in paths(lattice, row + down, column + right):
                yield score + rest, ((row, row + down, column, column + right), *path)


@pytest.mark.parametrize(
    ("seed", "rows", "columns", "width"), [(1, 4, 4, 5), (2, 5, 3, 4), (3, 5, 6, 4), (4, 1, 3, 4)]
)
def test_the_best_path_is_that_of_looking_at_all(seed: int, rows: int, columns: int, width: int) -> None:
    """Each step's probability is the share of the paths through it; their sum by segments is the largest."""
    lattice = lattice_of(seed, rows, columns, width)
    every = list(paths(lattice))
    weights = np.exp([score for score, _ in every])
    shares: dict[tuple[int, ...], float] = {}
    for weight, (_, path) in zip(weights / weights.sum(), every, strict=True):
        for step in path:
            shares[meant(step)] = shares.get(meant(step), 0.0) + weight
    found = best_path(lattice)
    for top, bottom, left, right, probability in found:
        assert probability == pytest.approx(shares[meant((top, bottom, left, right))], abs=1e-6)
    best = max(sum(segments(step) * shares[meant(step)] for step in path) for _, path in every)
    assert sum(segments(step[:4]) * step[4] for step in found) == pytest.approx(best)


def meant(step: tuple[int, int, int, int]) -> tuple[int, ...]:
    """What a step says: of a gap only what it passes over, wherever that happens."""
    top, bottom, left, right = step
    if top == bottom:
        return -1, -1, left, right
    return (top, bottom, -1, -1) if left == right else step


def segments(step: tuple[int, int, int, int]) -> int:
    """How many segments a step places."""
    return step[1] - step[0] + step[3] - step[2]
