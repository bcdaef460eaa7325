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

from collections import Counter
from dataclasses import dataclass
from math import isqrt

from rapidfuzz.distance import Indel

from tmserver.language.analysis import Analysis
from tmserver.language.stems import stem


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


EQUAL = Shares(1, 1, 1, 1)
"""The shares of two equal texts."""


def score(query: Analysis, candidate: Analysis, language: str, *, cutoff: int = 0) -> int:
    """The raw percent of two analysed texts of one language, 0–100; 0 if it is below ``cutoff``."""
    larger = max(query.total, candidate.total)
    # I is 1 at most, and so is the share of the lighter text in the heavier: what fails so needs no more.
    if percent(min(query.total, candidate.total), larger, 1, 1) < cutoff:
        return 0
    if percent(_common_weight(query, candidate, language), larger, 1, 1) < cutoff:
        return 0
    found = shares(query, candidate, language).percent
    return found if found >= cutoff else 0


def shares(query: Analysis, candidate: Analysis, language: str) -> Shares:
    """The two shares of the score of two analysed texts of one language; symmetric.

    Tokens are compared by their stems, not by their hashed keys, so that a collision of keys never shows.
    """
    lengths = len(query.text) + len(candidate.text)
    return Shares(
        common=_common_weight(query, candidate, language),
        larger=max(query.total, candidate.total),
        similar=lengths - Indel.distance(query.text, candidate.text),
        lengths=lengths,
    )


def _common_weight(query: Analysis, candidate: Analysis, language: str) -> int:
    """The weight of the stems that both have, each as often as both have it."""
    left = Counter(stem(word, language) or word for word in query.words)
    common = 0
    for word, weight in zip(candidate.words, candidate.weights.tolist(), strict=True):
        root = stem(word, language) or word
        if left[root] > 0:
            left[root] -= 1
            common += weight
    return common
