"""Blocks from stored analyses, and one block from several, without a step of Python per token."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from tmserver.language.analysis import columns
from tmserver.match.block import Block, Bytes, Ints, Keys, Longs

Number = TypeVar("Number", bound=np.generic)

PORTION = 20_000
"""Analyses that are unpacked at a time: their temporary arrays are small, their number of calls too."""

FREQUENT = 32
"""A list of more than a 32nd of all slots takes less room as bits than as four-byte slots."""

SMALLEST_WITH_BITS = 8192
"""Blocks of fewer slots have no bits: all their lists are short."""


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Variants in any order: per variant its id, total weight, number of keys, code points and bytes of text.

    ``keys`` and ``text`` hold those of all variants, one after another.
    """

    variants: Longs
    totals: Longs
    counts: Longs
    lengths: Longs
    sizes: Longs
    keys: Keys
    text: Bytes


def unpacked(pairs: Iterable[tuple[int, bytes]]) -> Iterator[Rows]:
    """Stored analyses, as (variant id, blob), as arrays of some thousand variants each."""
    for portion in _portions(pairs):
        ids = np.array([variant for variant, _ in portion], np.int64)
        found = columns([blob for _, blob in portion])
        yield Rows(ids, found.totals, found.counts, found.lengths, found.sizes, found.keys, found.text)


def _portions(pairs: Iterable[tuple[int, bytes]]) -> Iterator[list[tuple[int, bytes]]]:
    """The pairs in lists of at most PORTION."""
    rest = iter(pairs)
    while portion := list(islice(rest, PORTION)):
        yield portion


def build(rows: Sequence[Rows]) -> Block:
    """A block of all these variants; ids must not repeat."""
    totals = _joined([part.totals for part in rows], np.int64)
    order = np.argsort(totals, kind="stable")
    slot_of = np.empty(len(order), np.int64)
    slot_of[order] = np.arange(len(order))
    sizes = _joined([part.sizes for part in rows], np.int64)
    starts = np.cumsum(sizes) - sizes
    terms, ends, postings = _posted(_pairs(rows, slot_of))
    kept, ends, rows_of, counts, bits = _split(postings, ends, len(order))
    return Block(
        variants=_joined([part.variants for part in rows], np.int64)[order],
        weights=totals[order].astype(np.int32),
        lengths=_joined([part.lengths for part in rows], np.int64)[order].astype(np.int32),
        starts=starts[order],
        sizes=sizes[order].astype(np.int32),
        text=_joined([part.text for part in rows], np.uint8),
        terms=terms,
        ends=ends,
        postings=kept,
        rows=rows_of,
        counts=counts,
        bits=bits,
    )


def taken_apart(block: Block, keep: npt.NDArray[np.bool_]) -> Rows:
    """The variants of a block whose slots are to be kept, as they were before it was built."""
    slots = np.flatnonzero(keep)
    pairs = _listed(block)
    if len(slots) < len(keep):
        pairs = pairs[keep[pairs >> np.uint64(32)]]
    pairs.sort()
    ends = np.searchsorted(pairs, (slots.astype(np.uint64) + np.uint64(1)) << np.uint64(32))
    sizes = block.sizes[slots].astype(np.int64)
    return Rows(
        variants=block.variants[slots],
        totals=block.weights[slots].astype(np.int64),
        counts=np.diff(ends, prepend=0),
        lengths=block.lengths[slots].astype(np.int64),
        sizes=sizes,
        keys=pairs.astype(np.uint32),
        text=_gathered(block.text, block.starts[slots], sizes),
    )


def _listed(block: Block) -> npt.NDArray[np.uint64]:
    """(slot, key) of every token of a block as one number, in no order."""
    listed = len(block.postings)
    pairs = np.empty(listed + int(block.counts.sum(dtype=np.int64)), np.uint64)
    pairs[:listed] = block.postings
    pairs[:listed] <<= np.uint64(32)
    pairs[:listed] |= np.repeat(block.terms, np.diff(block.ends))
    for term in np.flatnonzero(block.rows >= 0).tolist():
        bits = np.unpackbits(block.bits[block.rows[term]], count=len(block), bitorder="little")
        slots = np.flatnonzero(bits).astype(np.uint64)
        pairs[listed : listed + len(slots)] = slots << np.uint64(32) | np.uint64(block.terms[term])
        listed += len(slots)
    return pairs


def _gathered(text: Bytes, starts: Longs, sizes: Longs) -> Bytes:
    """The bytes text[starts : starts + sizes] of all, one after another."""
    parts = [np.zeros(0, np.uint8)]
    for first in range(0, len(starts), PORTION):
        some, portion = sizes[first : first + PORTION], starts[first : first + PORTION]
        within = np.arange(int(some.sum())) - np.repeat(np.cumsum(some) - some, some)
        parts.append(text[np.repeat(portion, some) + within])
    return np.concatenate(parts)


def _joined(parts: list[npt.NDArray[Number]], kind: type[Number]) -> npt.NDArray[Number]:
    return np.concatenate([np.zeros(0, kind), *parts])


def _pairs(rows: Sequence[Rows], slot_of: Longs) -> npt.NDArray[np.uint64]:
    """(key, slot) of every token as one number, sorted: by key, then by slot."""
    pairs = np.empty(sum(len(part.keys) for part in rows), np.uint64)
    variant = token = 0
    for part in rows:
        slots = np.repeat(slot_of[variant : variant + len(part.counts)], part.counts)
        span = pairs[token : token + len(part.keys)]
        span[:] = part.keys
        span <<= np.uint64(32)
        span |= slots.astype(np.uint64)
        variant += len(part.counts)
        token += len(part.keys)
    pairs.sort()
    return pairs


def _posted(pairs: npt.NDArray[np.uint64]) -> tuple[Keys, Longs, Ints]:
    """Distinct keys, where the slots of each begin (and the last end), and the slots."""
    # Two stems of one variant may have keys that collide; counted twice, it would be two candidates.
    repeated = np.flatnonzero(pairs[1:] == pairs[:-1])
    if len(repeated):
        pairs = np.delete(pairs, repeated)
    postings = pairs.astype(np.uint32).view(np.int32)
    keys = (pairs >> np.uint64(32)).astype(np.uint32)
    first = np.flatnonzero(np.concatenate([np.ones(min(len(keys), 1), np.bool_), keys[1:] != keys[:-1]]))
    return keys[first], np.append(first, len(keys)), postings


def _split(postings: Ints, ends: Longs, slots: int) -> tuple[Ints, Longs, Ints, Ints, Bytes]:
    """Postings without the frequent terms, their ends, and the frequent ones' rows, counts and bits."""
    spread = np.diff(ends)
    rows = np.full(len(spread), -1, np.int32)
    frequent = np.flatnonzero(spread * FREQUENT > slots) if slots >= SMALLEST_WITH_BITS else spread[:0]
    rows[frequent] = np.arange(len(frequent), dtype=np.int32)
    bits = np.zeros((len(frequent), (slots + 7) // 8), np.uint8)
    dropped = np.zeros(len(postings), np.bool_)
    for row, term in enumerate(frequent.tolist()):
        start, end = ends[term : term + 2].tolist()
        present = np.zeros(slots, np.bool_)
        present[postings[start:end]] = True
        bits[row] = np.packbits(present, bitorder="little")
        dropped[start:end] = True
    counts = spread[frequent].astype(np.int32)
    spread[frequent] = 0
    return postings[~dropped], np.concatenate([[0], np.cumsum(spread)]), rows, counts, bits
