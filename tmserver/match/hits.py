"""What a search hands to the lookup: hits in falling order of their raw percent, one at a time.

The contract that ``scan`` (plain and slow) and ``index`` (fast) share is one method::

    search(query: Analysis, threshold: int) -> Iterator[Hit]

It yields every variant whose raw percent is at least ``threshold`` (30–100), in falling ``percent``, ties in
rising ``variant``; ``percent`` may be an upper bound of the raw percent, never less. It is lazy: a caller
that stops early pays for what it took, and one that has enough may say so with ``raise_floor``.
"""

from __future__ import annotations

import heapq
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple


class Hit(NamedTuple):
    """A stored variant that may match: ``percent`` is its raw percent or an upper bound of it, 0–100."""

    percent: int
    variant: int


class Hits(Iterator[Hit], ABC):
    """Hits that are found while they are taken, so that a higher floor saves the search for the rest."""

    @abstractmethod
    def raise_floor(self, percent: int) -> None:
        """From now on only hits of at least ``percent`` are wanted; a lower value than before is ignored."""


def raise_floor(hits: Iterator[Hit], percent: int) -> None:
    """Say that only hits of at least ``percent`` are wanted from now on; plain iterators go on as before."""
    if isinstance(hits, Hits):
        hits.raise_floor(percent)


class _Merged(Hits):
    def __init__(self, searches: Sequence[Iterator[Hit]]) -> None:
        self._searches = searches
        self._hits = heapq.merge(*searches, key=lambda hit: (-hit.percent, hit.variant))

    def __next__(self) -> Hit:
        return next(self._hits)

    def raise_floor(self, percent: int) -> None:
        for search in self._searches:
            raise_floor(search, percent)


class Begun(Hits):
    """Hits of which the ``first`` few are known already; they come again, then the rest."""

    def __init__(self, hits: Hits, count: int) -> None:
        self.first = list(islice(hits, count))
        self._rest = hits
        self._hits = chain(self.first, hits)

    def __next__(self) -> Hit:
        return next(self._hits)

    def raise_floor(self, percent: int) -> None:
        """As for the rest; the first stay as they are."""
        self._rest.raise_floor(percent)


def merge(searches: Iterable[Iterator[Hit]]) -> Hits:
    """The hits of several searches as one, in the same order; lazy as they are."""
    return _Merged(list(searches))
