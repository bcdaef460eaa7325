"""How long a target usually is for its source: by language, and as learnt from the memory itself."""

from __future__ import annotations

import math
from collections import Counter

SHORTEST = 30
"""Characters of the source, or of the target, from which lengths are compared."""
NOTICEABLE = 40
"""Characters by which a target must be off: a title may be one word for four."""
LEARNT_FROM = 500
"""Pairs from which the memory's own median is taken."""

PRIOR = {
    "ru": 1.0,
    "es": 1.13,
    "en": 1.01,
    "fr": 1.15,
    "de": 1.12,
    "pt": 1.07,
    "it": 1.1,
    "uk": 0.98,
    "zh": 0.33,
    "ja": 0.5,
    "ko": 0.55,
}
"""How long the same text is in each language, Russian = 1 (medians of software help and history books)."""

_STEP = 0.02
_LEAST, _SPREADS = math.log(2.0), 5.5
_SCALE_OF_NORMAL = 1.4826
_SHORT_TEXT = 20
_SUSPECT = 0.5


def log_ratio(source: str, target: str) -> float | None:
    """ln(target length / source length) without edge spaces; None if both are short or one is empty."""
    ours, theirs = len(source.strip()), len(target.strip())
    if not ours or not theirs or max(ours, theirs) < SHORTEST:
        return None
    return math.log(theirs / ours)


def is_suspect(ratio: float, source: str, target: str) -> bool:
    """Whether a ratio can be an outlier at all, whatever the memory's median turns out to be."""
    return abs(ratio - prior(source, target)) > _SUSPECT


def prior(source: str, target: str) -> float:
    """The log ratio to expect of two primary languages; 0 if one is unknown."""
    if source in PRIOR and target in PRIOR:
        return math.log(PRIOR[target] / PRIOR[source])
    return 0.0


class Lengths:
    """The log ratios of one language pair, counted in steps, so that memory stays the same."""

    def __init__(self, source: str, target: str) -> None:
        self._prior = prior(source, target)
        self._counts: Counter[int] = Counter()
        self._total = 0

    def add(self, ratio: float) -> None:
        """Count one pair."""
        self._counts[round(ratio / _STEP)] += 1
        self._total += 1

    def is_outlier(self, ratio: float, length: int) -> bool:
        """Whether a pair whose longer text has ``length`` characters is out of proportion.

        Short texts may differ more: «Match case» is «Distinguir mayúsculas y minúsculas».
        """
        middle, reach = self._usual()
        return abs(ratio - middle) > reach * (1 + _SHORT_TEXT / length)

    @property
    def usual(self) -> float:
        """Target characters for each of the source, as is usual."""
        return math.exp(self._usual()[0])

    def _usual(self) -> tuple[float, float]:
        if self._total < LEARNT_FROM:
            return self._prior, _LEAST + 0.25
        median = _median(self._counts, self._total)
        deviations: Counter[int] = Counter()
        for step, count in self._counts.items():
            deviations[abs(step - median)] += count
        spread = _median(deviations, self._total) * _STEP * _SCALE_OF_NORMAL
        return median * _STEP, max(_LEAST, _SPREADS * spread)


def _median(counts: Counter[int], total: int) -> int:
    passed = 0
    for step in sorted(counts):
        passed += counts[step]
        if 2 * passed >= total:
            return step
    return 0
