"""An exact index of one language of a memory: as fast as its posting lists, as fresh as the last change.

An index is a row of immutable blocks: the large one that was built or mapped from a snapshot, then ever
smaller ones with what changed since. What was changed or deleted is struck out in the block where it stood.
Searches work on the row as it was when they began and take no lock.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tmserver.language.analysis import Analysis
from tmserver.match.block import Block, Longs
from tmserver.match.build import Rows, build, taken_apart, unpacked
from tmserver.match.candidates import Query
from tmserver.match.search import Search

Mask = npt.NDArray[np.bool_]

GROWTH = 8
"""A block is merged with the one before it when it has an 8th of its size: few blocks, little rebuilding."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A block and which of its slots still count: None means all."""

    block: Block
    live: Mask | None = None

    @property
    def size(self) -> int:
        """How many variants count."""
        return len(self.block) if self.live is None else int(np.count_nonzero(self.live))

    def without(self, variants: Longs) -> Shelf:
        """The shelf with these variants struck out."""
        found = _among(self.block.variants, variants)
        if not found.any():
            return self
        return Shelf(self.block, ~found if self.live is None else self.live & ~found)


class Index:
    """All variants of one language of a memory as of ``revision``; the large block is of ``base_revision``.

    ``search`` and ``apply`` may be called by several threads at once.
    """

    def __init__(self, block: Block | None = None, revision: int = 0) -> None:
        self.revision = self.base_revision = revision
        self._shelves: tuple[Shelf, ...] = () if block is None or not len(block) else (Shelf(block),)
        self._applying = threading.Lock()

    @classmethod
    def of(cls, pairs: Iterable[tuple[int, bytes]], revision: int = 0) -> Index:
        """An index built from stored analyses: (variant id, blob), any order, no id twice."""
        return cls(build(list(unpacked(pairs))), revision)

    def __len__(self) -> int:
        return sum(shelf.size for shelf in self._shelves)

    @property
    def nbytes(self) -> int:
        """Bytes of all arrays; those of a mapped snapshot are shared by all processes."""
        return sum(shelf.block.nbytes for shelf in self._shelves)

    @property
    def wants_compaction(self) -> bool:
        """Whether so much has changed since the large block that a new one is worth its while."""
        if not self._shelves:
            return False
        first = self._shelves[0]
        changed = len(first.block) - first.size + sum(shelf.size for shelf in self._shelves[1:])
        return changed > max(10_000, len(first.block) // 20)

    def search(self, query: Analysis, threshold: int) -> Search:
        """Hits of at least ``threshold`` percent, lazily, best first, ties in rising variant id."""
        return Search([(shelf.block, shelf.live) for shelf in self._shelves], Query.of(query), threshold)

    def apply(self, changed: Sequence[tuple[int, bytes]], removed: Iterable[int], revision: int) -> None:
        """Take in what changed up to ``revision``: (variant id, blob) added or replaced, ids removed.

        A change that is in the index already may be given again; one of a revision not newer is ignored.
        """
        with self._applying:
            if revision <= self.revision:
                return
            gone = np.array([*removed, *(variant for variant, _ in changed)], np.int64)
            shelves = [shelf.without(gone) for shelf in self._shelves] if len(gone) else list(self._shelves)
            if changed:
                shelves.append(Shelf(build(list(unpacked(changed)))))
            self._shelves = _merged(shelves)
            self.revision = revision

    def compacted(self) -> tuple[Block, int]:
        """One block of all that counts now, and the revision that it stands for; analyses nothing again."""
        with self._applying:
            shelves, revision = self._shelves, self.revision
        return _one(shelves), revision


def _among(variants: Longs, wanted: Longs) -> Mask:
    """Which of ``variants`` are wanted."""
    if not len(variants):
        return np.zeros(0, np.bool_)
    # A new variant's id is above all others: most changes need no pass over a large block.
    wanted = wanted[(wanted >= variants.min()) & (wanted <= variants.max())]
    if len(wanted) > 16:
        return np.isin(variants, wanted)
    found = np.zeros(len(variants), np.bool_)
    for variant in wanted.tolist():
        found |= variants == variant
    return found


def _merged(shelves: list[Shelf]) -> tuple[Shelf, ...]:
    """Without empty shelves, and small ones put together; the first, large one is left as it is."""
    kept = [shelves[0]] if shelves else []
    for shelf in shelves[1:]:
        if shelf.size:
            kept.append(shelf)
    while len(kept) > 2 and kept[-1].size * GROWTH >= kept[-2].size:
        last, before = kept.pop(), kept.pop()
        kept.append(Shelf(_one((before, last))))
    return tuple(kept)


def _one(shelves: Sequence[Shelf]) -> Block:
    if len(shelves) == 1 and shelves[0].live is None:
        return shelves[0].block
    return build(list(_rows(shelves)))


def _rows(shelves: Sequence[Shelf]) -> Iterator[Rows]:
    for shelf in shelves:
        live = np.ones(len(shelf.block), np.bool_) if shelf.live is None else shelf.live
        yield taken_apart(shelf.block, live)
