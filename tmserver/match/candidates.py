"""The variants of a block that may reach a percent, found without looking at the others.

A score of T needs J ≥ T² (I is at most 1): the common weight must be at least T² of the query's weight.
Token lists are read rarest first, adding up the weight that each slot has in common with the query. As soon
as the lists not read yet weigh less than what is needed, a slot not seen so far cannot make it any more; from
then on only the slots seen are looked up in the remaining, long lists, and dropped when they fall short.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tmserver.language.analysis import Analysis
from tmserver.match.block import Block, Bytes, Ints, Keys, Longs

SHORT = 2048
"""A list of so few slots is added up even when it need not be: asking it about each candidate costs more."""

Scratch = npt.NDArray[np.uint16] | npt.NDArray[np.uint32]
_threads = threading.local()


@dataclass(frozen=True, slots=True)
class Query:
    """A query as the blocks want it: token keys, their weights, total weight, code points, text."""

    keys: Keys
    weights: Ints
    total: int
    length: int
    text: str

    @classmethod
    def of(cls, analysis: Analysis) -> Query:
        """The query for an analysed text."""
        weights = analysis.weights.astype(np.int32)
        return cls(analysis.keys, weights, analysis.total, len(analysis.text), analysis.text)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Slots of a block (rising) and the weight each has in common with the query (an upper bound).

    ``best`` is the highest raw percent that each can have, by its weight and length alone.
    """

    slots: Ints
    common: Longs
    best: npt.NDArray[np.int16]


def candidates(block: Block, query: Query, percent: int) -> Candidates:
    """All slots that may have a raw percent of at least ``percent`` (1–100) with the query."""
    if not query.total:
        _, end = block.window(0, 0)
        slots = np.arange(end, dtype=np.int32)
        return _rated(block, query, percent, slots, np.zeros(end, np.int64))
    need = -(-percent * percent * query.total // 10_000)
    low, high = block.window(need, 10_000 * query.total // (percent * percent))
    terms, weights, spread = block.find(query.keys, query.weights)
    if low == high or int(weights.sum()) < need:
        return _rated(block, query, percent, np.zeros(0, np.int32), np.zeros(0, np.int64))
    search = _Search(block, query, percent, low, high)
    try:
        slots, common = search.run(terms.tolist(), weights.tolist(), spread.tolist(), need)
    except BaseException:  # an interrupt would leave sums behind that the next search takes for its own
        _threads.__dict__.clear()
        raise
    return _rated(block, query, percent, slots, common.astype(np.int64))


def _rated(block: Block, query: Query, percent: int, slots: Ints, common: Longs) -> Candidates:
    larger = np.maximum(block.weights[slots], query.total).astype(np.int64)
    lengths = block.lengths[slots].astype(np.int64)
    alike = 2 * np.minimum(lengths, query.length)
    best = percents(common, larger, alike, lengths + query.length)
    keep = best >= percent
    return Candidates(slots[keep], common[keep], best[keep])


def percents(common: Longs, larger: Longs, similar: Longs, lengths: Longs) -> npt.NDArray[np.int16]:
    """score.percent of many: 100 · sqrt(common/larger · similar/lengths) rounded down, 0/0 counting as 1."""
    if larger.size and not larger.min():
        common, larger = np.where(larger, common, 1), np.where(larger, larger, 1)
    if lengths.size and not lengths.min():
        similar, lengths = np.where(lengths, similar, 1), np.where(lengths, lengths, 1)
    # The root of a whole number up to 10,000 is exact in floats where it is whole.
    return np.sqrt(10_000 * common * similar // (larger * lengths)).astype(np.int16)


class _Search:
    """One pass over a block: the sums of common weight in scratch memory, which is left as zeros."""

    def __init__(self, block: Block, query: Query, percent: int, low: int, high: int) -> None:
        self.block, self.query, self.low, self.high = block, query, low, high
        self.share = percent * percent / 10_000
        self.sums = _scratch(len(block), query.total)

    def run(self, terms: list[int], weights: list[int], spread: list[int], need: int) -> tuple[Ints, Ints]:
        """The slots that have the weight they need, and their common weight."""
        left, at = sum(weights), 0
        lists: list[tuple[Ints, int]] = []
        rows: list[tuple[int, int]] = []
        volume = SHORT
        while at < len(terms):
            row = int(self.block.rows[terms[at]])
            cost = spread[at] if row < 0 else (self.high - self.low) // 2
            if left < need and cost > volume:
                break
            if row < 0:
                lists.append((self._postings(terms[at]), weights[at]))
            else:
                rows.append((row, weights[at]))
            left -= weights[at]
            volume += cost
            at += 1
        slots, common = self._added_up(lists, rows, need - left)
        return self._probed(slots, common, terms[at:], weights[at:])

    def _postings(self, term: int) -> Ints:
        start, end = self.block.ends[term : term + 2].tolist()
        postings = self.block.postings[start:end]
        if end - start <= SHORT:
            return postings
        first, last = postings.searchsorted(np.array((self.low, self.high), np.int32))
        return postings[first:last]

    def _added_up(
        self, lists: list[tuple[Ints, int]], rows: list[tuple[int, int]], least: int
    ) -> tuple[Ints, Ints]:
        """The slots of the window that these lists give at least ``least``, with what they give."""
        sums, low, high = self.sums, self.low, self.high
        touched = np.concatenate([part for part, _ in lists]) if lists else np.zeros(0, np.int32)
        added = np.repeat(
            np.array([weight for _, weight in lists], sums.dtype), [len(part) for part, _ in lists]
        )
        np.add.at(sums, touched, added)
        for row, weight in rows:
            sums[low:high] += self._row(row) * sums.dtype.type(weight)
        if rows or 16 * len(touched) > high - low:
            slots = np.flatnonzero(sums[low:high] >= least).astype(np.int32)
            slots += low
            common = sums[slots].astype(np.int32)
            sums.fill(0)
        else:
            slots = touched[sums[touched] >= least]
            slots.sort()
            slots = slots[slots.searchsorted(low) : slots.searchsorted(high)]
            slots = slots[np.diff(slots, prepend=-1) > 0]
            common = sums[slots].astype(np.int32)
            sums[touched] = 0
        return slots, common

    def _row(self, row: int) -> Bytes:
        first = self.low >> 3
        bits = np.unpackbits(self.block.bits[row, first : (self.high + 7) >> 3], bitorder="little")
        return bits[self.low - 8 * first : self.high - 8 * first]

    def _probed(self, slots: Ints, common: Ints, terms: list[int], weights: list[int]) -> tuple[Ints, Ints]:
        """Those that have the weight they need once these terms are counted too; others leave early."""
        left = sum(weights)
        lacking = self._needed(slots) - common
        for term, weight in zip([*terms, -1], [*weights, 0], strict=True):
            keep = lacking <= left
            if not keep.all():
                slots, lacking = slots[keep], lacking[keep]
            if not len(slots) or term < 0:
                break
            lacking -= self._has(slots, term) * np.int32(weight)
            left -= weight
        return slots, self._needed(slots) - lacking

    def _needed(self, slots: Ints) -> Ints:
        """The common weight without which a slot cannot have the percent, by its weight and length alone."""
        length = self.query.length
        lengths = self.block.lengths.take(slots)
        needed = np.maximum(self.block.weights.take(slots), self.query.total) * (self.share / 2 * (1 - 1e-12))
        needed *= lengths + length
        needed /= np.minimum(lengths, length)
        return np.ceil(needed, out=needed).astype(np.int32)

    def _has(self, slots: Ints, term: int) -> npt.NDArray[np.bool_]:
        row = int(self.block.rows[term])
        if row >= 0:
            bits: Bytes = self.block.bits[row][slots >> 3] >> (slots & 7).astype(np.uint8)
            return (bits & 1).view(np.bool_)
        postings = self._postings(term)
        if len(postings) < 8 * len(slots):
            self.sums[postings] = 1
            found = self.sums[slots].astype(np.bool_)
            self.sums[postings] = 0
            return found
        if not len(postings):
            return np.zeros(len(slots), np.bool_)
        at = np.minimum(postings.searchsorted(slots), len(postings) - 1)
        return np.equal(postings[at], slots)


def _scratch(slots: int, heaviest: int) -> Scratch:
    """At least ``slots`` zeros of this thread, able to count to ``heaviest``; to be left as zeros."""
    kind = "uint16" if heaviest < 1 << 16 else "uint32"
    kept: Scratch | None = _threads.__dict__.get(kind)
    if kept is None or len(kept) < slots:
        kept = np.zeros(slots, kind)
        _threads.__dict__[kind] = kept
    return kept[:slots]
