"""An encoder that several threads share for long lists, so that all processors encode."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from tmserver.meaning.encoder import DIMENSIONS, Encoder, Vectors

FEWEST = 64
"""Texts for which a thread is worth its start."""


@dataclass(frozen=True, slots=True)
class Together:
    """The encoder in up to ``threads`` threads: for work that somebody waits for."""

    encoder: Encoder
    threads: int

    @property
    def name(self) -> str:
        """That of the encoder: its vectors are the same."""
        return self.encoder.name

    @property
    def languages(self) -> frozenset[str]:
        """Those of the encoder."""
        return self.encoder.languages

    def encode(self, texts: Sequence[str]) -> Vectors:
        """A row for each text, in order."""
        shares = min(self.threads, len(texts) // FEWEST)
        if shares < 2:
            return self.encoder.encode(texts)
        vectors = np.empty((len(texts), DIMENSIONS), np.float32)
        # Every second text to a thread, not one half: neighbours are often of about one length.
        with ThreadPoolExecutor(shares) as pool:
            parts = pool.map(self.encoder.encode, [texts[first::shares] for first in range(shares)])
            for first, part in enumerate(parts):
                vectors[first::shares] = part
        return vectors
