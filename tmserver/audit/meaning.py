"""How alike source and target of a pair are in meaning, and what makes a pair suspect.

The values were chosen on a third of the pages of LibreOffice's help (ru–es, en–ru, es–en). On other pages
95 to 98 of 100 targets that the next unit's replaced are found, 98 to 99 of 100 that changed places with
it, and of 100 untouched pairs 0.2 to 0.4 are reported (``scripts/bench meaning``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tmserver.meaning.encoder import Vectors

FEWEST_WORDS = 4
"""Words that source and target must have: below that the encoder knows too little."""
REACH = 3
"""Neighbours looked at on each side."""
LEARNT_FROM = 500
"""Pairs from which on a memory's own cosines tell what is usual."""

_PRIOR = 0.75, 0.1
_FAR = 5.0  # spreads below the median that no translation is
_BELOW = 1.0  # spreads below the median at which a better fit of a neighbour counts
_BETTER = 0.2  # … and by how much the target fits the neighbour's source better
_SAME = 0.02  # the same of a neighbour that has this very target for another source
_EXCHANGED = 0.06  # by how much two pairs would fit better with their targets exchanged
_STEP = 0.01
_SCALE_OF_NORMAL = 1.4826


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another pair near by: ``at`` its place before (-) or after; how the texts fit each other.

    ``source`` is the cosine of its source to our target, ``target`` that of its target to our source, ``own``
    that of its own texts. ``same``: its target is ours, letter for letter.
    """

    at: int
    source: float
    target: float
    own: float
    same: bool

    def gain(self, own: float) -> float:
        """By how much our target fits its source better than ours."""
        return self.source - own


@dataclass(frozen=True, slots=True)
class Fit:
    """A pair's own cosine, and the neighbours whose source is another."""

    own: float
    neighbours: tuple[Neighbour, ...]

    def misplaced(self) -> Neighbour | None:
        """The neighbour that this target seems to belong to, whatever is usual; None if there is none."""
        found = [each for each in self.neighbours if self._belongs(each)]
        return max(found, key=lambda each: each.source, default=None)

    def better(self) -> Neighbour | None:
        """The neighbour whose source the target fits much better; it counts where the own fit is low."""
        found = [each for each in self.neighbours if not each.same and each.gain(self.own) > _BETTER]
        return max(found, key=lambda each: each.source, default=None)

    def _belongs(self, other: Neighbour) -> bool:
        if other.same:
            return other.gain(self.own) > _SAME
        return other.source + other.target - self.own - other.own > _EXCHANGED


def fit(sources: Vectors, targets: Vectors, texts: Sequence[tuple[str, str]], at: int) -> Fit:
    """How the pair at that place fits, among all rows given; ``texts`` are (source, target) of each."""
    own = np.einsum("ij,ij->i", sources, targets)
    places = [place for place in range(at - REACH, at + REACH + 1) if 0 <= place < len(texts)]
    near = [place for place in places if texts[place][0] != texts[at][0]]
    neighbours = tuple(
        Neighbour(
            place - at,
            float(sources[place] @ targets[at]),
            float(sources[at] @ targets[place]),
            float(own[place]),
            texts[place][1] == texts[at][1],
        )
        for place in near
    )
    return Fit(float(own[at]), neighbours)


class Usual:
    """The cosines of one language pair, counted in steps, so that memory stays the same."""

    def __init__(self) -> None:
        self._counts: Counter[int] = Counter()
        self._total = 0

    def add(self, cosine: float) -> None:
        """Count one pair."""
        self._counts[round(cosine / _STEP)] += 1
        self._total += 1

    def is_far(self, cosine: float) -> bool:
        """Whether no translation is usually so far from its source."""
        middle, spread = self.middle()
        return cosine < middle - _FAR * spread

    def is_low(self, cosine: float) -> bool:
        """Whether a translation is farther from its source than most."""
        middle, spread = self.middle()
        return cosine < middle - _BELOW * spread

    def middle(self) -> tuple[float, float]:
        """Median and spread (1.48 times the median deviation) of the cosines; built-in ones for few pairs."""
        if self._total < LEARNT_FROM:
            return _PRIOR
        median = _median(self._counts)
        deviations: Counter[int] = Counter()
        for step, count in self._counts.items():
            deviations[abs(step - median)] += count
        return median * _STEP, max(1, _median(deviations)) * _STEP * _SCALE_OF_NORMAL


def _median(counts: Counter[int]) -> int:
    half, passed = sum(counts.values()) / 2, 0
    for step in sorted(counts):
        passed += counts[step]
        if passed >= half:
            return step
    return 0
