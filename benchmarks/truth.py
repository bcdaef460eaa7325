"""What a full scan finds: the common weight of every text, the characters of all that may be near.

Written without the index: one array of all tokens, read from end to end for each query.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist

from tmserver.language.analysis import analyse, columns, from_bytes

PORTION = 20_000


class FullScan:
    """The tokens of all texts, to be compared with each query."""

    def __init__(self, blobs: Sequence[bytes]) -> None:
        parts = [columns(blobs[at : at + PORTION]) for at in range(0, len(blobs), PORTION)]
        self._blobs = blobs
        self._totals = np.concatenate([part.totals for part in parts])
        self._ends = np.cumsum(np.concatenate([part.counts for part in parts]))
        self._keys, numbers = np.unique(np.concatenate([part.keys for part in parts]), return_inverse=True)
        self._tokens = numbers.astype(np.int32)

    def percents(self, query: str, least: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Numbers and raw percents of all texts of at least ``least`` percent, in the order of the texts."""
        asked = analyse(query, "en")
        weights = np.zeros(len(self._keys) + 1, np.int64)
        places = np.searchsorted(self._keys, asked.keys)
        known = self._keys[np.minimum(places, len(self._keys) - 1)] == asked.keys
        np.add.at(weights, places[known], asked.weights[known])
        running = np.concatenate([[0], np.cumsum(weights[self._tokens])])
        common = np.diff(running[self._ends], prepend=0)
        larger = np.maximum(self._totals, asked.total)
        near = np.flatnonzero(10_000 * common >= least * least * larger)
        texts = [from_bytes(self._blobs[number]).text for number in near.tolist()]
        if not texts:
            return near, near
        distance = cdist([asked.text], texts, scorer=Indel.distance, dtype=np.int64)[0]
        lengths = np.array([len(text) for text in texts]) + len(asked.text)
        squares = 10_000 * common[near] * (lengths - distance) // (larger[near] * lengths)
        percent = np.sqrt(squares).astype(np.int64)
        return near[percent >= least], percent[percent >= least]
