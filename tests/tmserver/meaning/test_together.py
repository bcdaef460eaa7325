"""Texts encoded by several threads come back in their order, as one thread gives them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import get_ident

import numpy as np
import pytest

from tmserver.meaning.encoder import DIMENSIONS, Vectors
from tmserver.meaning.together import FEWEST, Together


@dataclass
class Lengths:
    """An encoder whose rows are the lengths of the texts; it keeps who asked for how many."""

    name: str = "lengths 1"
    languages: frozenset[str] = frozenset({"en"})
    calls: list[tuple[int, int]] = field(default_factory=list)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """A row for each text."""
        self.calls.append((get_ident(), len(texts)))
        rows = [np.full(DIMENSIONS, len(text), np.float32) for text in texts]
        return np.array(rows, np.float32).reshape(-1, DIMENSIONS)


@pytest.mark.parametrize(
    ("texts", "threads", "calls"),
    [
        (0, 4, [0]),
        (2 * FEWEST - 1, 4, [2 * FEWEST - 1]),
        (2 * FEWEST + 1, 4, [FEWEST, FEWEST + 1]),
        (10 * FEWEST, 3, [213, 213, 214]),
        (10 * FEWEST, 1, [10 * FEWEST]),
    ],
)
def test_rows_are_in_order(texts: int, threads: int, calls: list[int]) -> None:
    """Each thread has about as many texts; few texts, or one thread, go in one call of this thread."""
    encoder = Lengths()
    together = Together(encoder, threads)
    vectors = together.encode(["a" * number for number in range(texts)])
    assert vectors.shape == (texts, DIMENSIONS)
    assert list(vectors[:, 0]) == list(range(texts))
    assert sorted(count for _, count in encoder.calls) == calls
    assert (get_ident() in {thread for thread, _ in encoder.calls}) == (len(calls) == 1)
    assert (together.name, together.languages) == (encoder.name, encoder.languages)
