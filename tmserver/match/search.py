"""Hits of several blocks, best first, at the cost of what the caller takes."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist

from tmserver import deadline
from tmserver.match.block import Block
from tmserver.match.candidates import Candidates, Query, candidates, percents
from tmserver.match.hits import Hit, Hits

STEPS = (90, 70, 50)
"""A search looks above these percents first: each costs a fraction of the next, and often it is enough."""

FIRST = 16
"""Candidates whose characters are compared at once in the beginning; then twice as many each time."""

MOST = 4096
"""Candidates whose texts are in memory at once."""

Live = npt.NDArray[np.bool_] | None


@dataclass(frozen=True, slots=True)
class _Field:
    """Candidates of all blocks as one; ``blocks`` are their numbers, the rest as in Candidates."""

    blocks: npt.NDArray[np.int32]
    slots: npt.NDArray[np.int32]
    common: npt.NDArray[np.int64]
    best: npt.NDArray[np.int16]


class Search(Hits):
    """Hits in falling percent, those of one percent in rising variant id."""

    def __init__(self, blocks: Sequence[tuple[Block, Live]], query: Query, threshold: int) -> None:
        self._blocks, self._query = blocks, query
        self._floor = max(1, min(threshold, 100))
        self._hits = self._all()

    def __next__(self) -> Hit:
        return next(self._hits)

    def raise_floor(self, percent: int) -> None:
        """From now on only hits of at least ``percent`` are wanted; a lower value than before is ignored."""
        self._floor = max(self._floor, percent)

    def _all(self) -> Iterator[Hit]:
        above = 101
        while above > self._floor:
            level = max([self._floor, *(step for step in STEPS if step < above)])
            yield from self._between(level, above)
            above = level

    def _between(self, level: int, above: int) -> Iterator[Hit]:
        """The hits of [level, above) percent."""
        field = self._found(level)
        ready: list[tuple[int, int]] = []
        at, size = 0, FIRST
        while at < len(field.slots) and field.best[at] >= self._floor:
            deadline.check()
            percent, variant = self._compared(field, slice(at, at + size))
            wanted = (percent >= level) & (percent < above)
            for entry in zip((-percent[wanted]).tolist(), variant[wanted].tolist(), strict=True):
                heapq.heappush(ready, entry)
            at, size = at + size, min(2 * size, MOST)
            rest = int(field.best[at]) if at < len(field.slots) else 0
            while ready and -ready[0][0] > rest:
                yield self._hit(ready)
        while ready and -ready[0][0] >= self._floor:
            yield self._hit(ready)

    @staticmethod
    def _hit(ready: list[tuple[int, int]]) -> Hit:
        percent, variant = heapq.heappop(ready)
        return Hit(-percent, variant)

    def _found(self, level: int) -> _Field:
        """The candidates of all blocks, the most promising first."""
        found = [_living(candidates(block, self._query, level), live) for block, live in self._blocks]
        best = np.concatenate([np.zeros(0, np.int16), *(part.best for part in found)])
        order = np.argsort(-best, kind="stable")
        numbers = [np.full(len(part.slots), number, np.int32) for number, part in enumerate(found)]
        return _Field(
            blocks=np.concatenate([np.zeros(0, np.int32), *numbers])[order],
            slots=np.concatenate([np.zeros(0, np.int32), *(part.slots for part in found)])[order],
            common=np.concatenate([np.zeros(0, np.int64), *(part.common for part in found)])[order],
            best=best[order],
        )

    def _compared(self, field: _Field, span: slice) -> tuple[npt.NDArray[np.int16], npt.NDArray[np.int64]]:
        """The raw percents and variant ids of some candidates."""
        numbers, slots, common = field.blocks[span], field.slots[span], field.common[span]
        percent = np.zeros(len(slots), np.int16)
        variant = np.zeros(len(slots), np.int64)
        for number in np.unique(numbers).tolist():
            block, mine = self._blocks[number][0], numbers == number
            percent[mine] = _percents(block, self._query, slots[mine], common[mine])
            variant[mine] = block.variants[slots[mine]]
        return percent, variant


def _percents(
    block: Block, query: Query, slots: npt.NDArray[np.int32], common: npt.NDArray[np.int64]
) -> npt.NDArray[np.int16]:
    distance = cdist([query.text], block.texts(slots), scorer=Indel.distance, dtype=np.int32)[0]
    lengths = block.lengths[slots].astype(np.int64) + query.length
    larger = np.maximum(block.weights[slots], query.total).astype(np.int64)
    return percents(common, larger, lengths - distance, lengths)


def _living(found: Candidates, live: Live) -> Candidates:
    if live is None:
        return found
    keep = live[found.slots]
    return Candidates(found.slots[keep], found.common[keep], found.best[keep])
