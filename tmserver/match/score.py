"""The raw percent of a match: how alike two texts are, in whole numbers.

    score = 100 · sqrt(J · I), rounded down

J is the weight that the tokens of both texts have in common, divided by the larger total weight; the tokens
are stems, the weight of a token is the letters of its stem, and the k-th occurrence of a token counts as a
token of its own. I is the Indel similarity of the folded texts with their placeables hidden: one less the
insertions and deletions that turn one into the other, divided by the two lengths together.

Both shares are kept as fractions of integers, and the percent comes from ``math.isqrt``: with floats
J = I = .57 would be 56 percent.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isqrt


@dataclass(frozen=True, slots=True)
class Shares:
    """The two shares of a score as fractions of integers: J = common/larger, I = similar/lengths.

    ``common`` and ``larger`` are token weights, ``similar`` and ``lengths`` code points. Two texts without
    tokens have J = 1, two empty ones I = 1.
    """

    common: int
    larger: int
    similar: int
    lengths: int

    @property
    def words(self) -> float:
        """J, the weighted share of common stems, 0–1."""
        return self.common / self.larger if self.larger else 1.0

    @property
    def characters(self) -> float:
        """I, the Indel similarity of the folded texts, 0–1."""
        return self.similar / self.lengths if self.lengths else 1.0

    @property
    def percent(self) -> int:
        """100 · sqrt(J · I) rounded down, 0–100."""
        return percent(self.common, self.larger, self.similar, self.lengths)


def percent(common: int, larger: int, similar: int, lengths: int) -> int:
    """100 · sqrt(common/larger · similar/lengths) rounded down, 0–100; 0/0 counts as 1."""
    if not larger:
        common = larger = 1
    if not lengths:
        similar = lengths = 1
    return isqrt(10_000 * common * similar // (larger * lengths))
