"""What a search hands to the lookup: hits in falling order of their raw percent, one at a time.

The contract that ``scan`` (plain and slow) and ``index`` (fast) share is one method::

    search(query: Analysis, threshold: int) -> Iterator[Hit]

It yields every variant whose raw percent is at least ``threshold`` (30–100), in falling ``percent``, ties in
rising ``variant``; ``percent`` may be an upper bound of the raw percent, never less. It is lazy: a caller
that stops early pays for what it took.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Hit(NamedTuple):
    """A stored variant that may match: ``percent`` is its raw percent or an upper bound of it, 0–100."""

    percent: int
    variant: int


def merge(searches: Iterable[Iterator[Hit]]) -> Iterator[Hit]:
    """The hits of several searches as one, in the same order; lazy as they are."""
    return heapq.merge(*searches, key=lambda hit: (-hit.percent, hit.variant))
