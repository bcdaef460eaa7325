"""The slow exact search: every stored text is compared with the query, one by one.

It is the twin that the index is tested against, and what answers where there is no index yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tmserver.language.analysis import Analysis
from tmserver.match.hits import Hit
from tmserver.match.score import score


class Scan:
    """A search over (variant id, analysis) pairs of one language, by comparing them all."""

    def __init__(self, variants: Iterable[tuple[int, Analysis]], language: str) -> None:
        self._variants = list(variants)
        self._language = language

    def search(self, query: Analysis, threshold: int) -> Iterator[Hit]:
        """Every variant of at least ``threshold`` percent (101 as 100), best first, then by id."""
        threshold = min(threshold, 100)
        hits = [
            Hit(score(query, analysis, self._language, cutoff=threshold), variant)
            for variant, analysis in self._variants
        ]
        return iter(sorted((hit for hit in hits if hit.percent >= threshold), key=_best_first))


def _best_first(hit: Hit) -> tuple[int, int]:
    return -hit.percent, hit.variant
