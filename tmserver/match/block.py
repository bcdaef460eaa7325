"""The immutable arrays of an index: which variants have which stem, how heavy each is, and its folded text.

Variants stand in *slots*, ordered by total weight, so that all variants whose weight allows a score are one
slice, and within any posting list too. There is no Python object per variant, so that a block of a million is
mapped from a file at once and shared by all processes.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Keys = npt.NDArray[np.uint32]
Bytes = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Variants as arrays, of one value per slot unless said otherwise.

    ``variants`` are the ids; ``weights`` the total weight of the tokens (rising); ``lengths`` the code points
    of the folded text, which is ``text[starts : starts + sizes]`` in UTF-8.

    ``terms`` are the distinct token keys (rising); the slots that hold term t are
    ``postings[ends[t] : ends[t + 1]]`` (rising), or, if ``rows[t]`` is not negative, the bits that are set
    in ``bits[rows[t]]`` (``counts[rows[t]]`` of them): a list of more than a 32nd of all slots is smaller so,
    and whether it holds a slot is seen at once.
    """

    variants: Longs
    weights: Ints
    lengths: Ints
    starts: Longs
    sizes: Ints
    text: Bytes
    terms: Keys
    ends: Longs
    postings: Ints
    rows: Ints
    counts: Ints
    bits: Bytes

    def __len__(self) -> int:
        return len(self.variants)

    @property
    def nbytes(self) -> int:
        """Bytes of all arrays together."""
        return sum(getattr(self, field.name).nbytes for field in fields(self))

    def texts(self, slots: Ints) -> list[str]:
        """The folded texts of these slots."""
        starts = self.starts[slots]
        spans = zip(starts.tolist(), (starts + self.sizes[slots]).tolist(), strict=True)
        buffer = self.text.data
        return [str(buffer[start:end], "utf-8", "surrogatepass") for start, end in spans]

    def find(self, keys: Keys, weights: Ints) -> tuple[Longs, Ints, Longs]:
        """Of a query's tokens those that occur here, rarest first: term, weight, number of slots of each."""
        if not len(self.terms):
            return np.zeros(0, np.int64), np.zeros(0, np.int32), np.zeros(0, np.int64)
        terms = np.minimum(np.searchsorted(self.terms, keys), len(self.terms) - 1)
        known = self.terms[terms] == keys
        terms, weights = terms[known], weights[known]
        spread = self.ends[terms + 1] - self.ends[terms]
        rows = self.rows[terms]
        frequent = rows >= 0
        spread[frequent] = self.counts[rows[frequent]]
        rarest_first = np.argsort(spread, kind="stable")
        return terms[rarest_first], weights[rarest_first], spread[rarest_first]

    def window(self, lightest: int, heaviest: int) -> tuple[int, int]:
        """The slots [low, high) of the variants that weigh ``lightest`` to ``heaviest``."""
        # Bounds of another type than the array would have searchsorted copy the whole array first.
        bounds = np.minimum((lightest, heaviest + 1), np.iinfo(np.int32).max).astype(np.int32)
        low, high = self.weights.searchsorted(bounds)
        return int(low), int(high)
