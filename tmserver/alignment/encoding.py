"""Texts encoded once each, however many blocks and pairs they are part of."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from tmserver.alignment.traces import Matrix
from tmserver.meaning.encoder import DIMENSIONS, Encoder

Watch = Callable[[int, int], None]
"""Hears how many texts are encoded so far, and how many are known to be wanted."""

_BATCH = 256


class Encoding:
    """An encoder with a memory, for the time of one alignment."""

    def __init__(self, encoder: Encoder, watch: Watch | None = None) -> None:
        self.encoder = encoder
        self._watch = watch
        self._known: dict[str, Matrix] = {}

    def encode(self, texts: Sequence[str]) -> Matrix:
        """A row for each text, kept to a thousandth: that is precise enough for a cosine."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        wanted = len(self._known) + len(new)
        for start in range(0, len(new), _BATCH):
            batch = new[start : start + _BATCH]
            rows = self.encoder.encode(batch).astype(np.float16)
            self._known.update(zip(batch, rows, strict=True))
            if self._watch:
                self._watch(len(self._known), wanted)
        found = np.zeros((len(texts), DIMENSIONS), np.float32)
        for row, text in zip(found, texts, strict=True):
            row[:] = self._known[text]
        return found
