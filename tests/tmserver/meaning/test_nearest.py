"""The nearest texts: as comparing with all of them finds, through changes and files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tmserver.meaning.encoder import DIMENSIONS, Vectors
from tmserver.meaning.nearest import Nearest
from tmserver.meaning.quantised import cosines, to_bytes


def vectors(number: int, seed: int = 1) -> Vectors:
    """Some rows of length 1."""
    rows = np.random.default_rng(seed).normal(size=(number, DIMENSIONS)).astype(np.float32)
    found: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return found


def filled(rows: Vectors) -> Nearest:
    """A graph of the rows, each under its number."""
    nearest = Nearest()
    nearest.apply(list(enumerate(to_bytes(rows))), [])
    return nearest


def test_the_nearest_come_first() -> None:
    """The text itself, then those with the next larger cosines."""
    rows = vectors(300)
    expected = np.argsort(-cosines(rows[7:8], to_bytes(rows))[0])[:5].tolist()
    found = filled(rows).search(rows[7], 5)
    assert [near.variant for near in found] == expected
    assert found[0].cosine == pytest.approx(1, abs=0.005)


def test_an_empty_graph() -> None:
    """Nothing is near where nothing is."""
    assert Nearest().search(vectors(1)[0], 5) == []


def test_changes_are_laid_over_a_file(tmp_path: Path) -> None:
    """What is gone since is not found, what was made anew is found where it is now."""
    rows = vectors(50)
    file = tmp_path / "graph.vectors"
    filled(rows).save(file)
    nearest = Nearest(file)
    nearest.apply([(3, to_bytes(rows[4:5])[0]), (99, to_bytes(rows[5:6])[0])], [5, 6])
    assert {near.variant for near in nearest.search(rows[4], 2)} == {3, 4}
    assert nearest.search(rows[5], 1)[0].variant == 99
    assert len(nearest) == 49
    assert nearest.changes == 5
    again = tmp_path / "again.vectors"
    nearest.save(again)
    assert len(Nearest(again)) == 49
    assert Nearest(again).search(rows[5], 1)[0].variant == 99


def test_a_file_that_is_none(tmp_path: Path) -> None:
    """A file of another kind is refused."""
    file = tmp_path / "x.vectors"
    file.write_text("not a graph, but long enough to look like one " * 10)
    with pytest.raises((ValueError, RuntimeError)):
        Nearest(file)


def test_the_stored_form_keeps_cosines() -> None:
    """Within 0.005."""
    rows = vectors(100)
    np.testing.assert_allclose(cosines(rows[:10], to_bytes(rows)), rows[:10] @ rows.T, atol=0.005)
