"""Two tracks made one: the table of their likeness, the best way through it, the beads that come of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

import numpy as np

from tmserver.alignment.band import anchors, band, nearest
from tmserver.alignment.blocks import Blocks, Encode, Longs, blocks_of, pooled, without_encoder
from tmserver.alignment.encoding import Encoding
from tmserver.alignment.lattice import Doubles, Lattice, Step, best_path
from tmserver.alignment.likeness import LONGEST, SHAPES, Pair, Shape, Window, score
from tmserver.alignment.traces import Matrix, short_rows, traces
from tmserver.alignment.track import Bead, Document, Span, Track
from tmserver.alignment.weights import WITH_MEANING, WITHOUT_MEANING
from tmserver.meaning.encoder import understands

ENCODED_WHOLE = 2
"""Beads in a block that are encoded as one text; of longer ones, which are rare, vectors are added up."""

_ROWS = 64
"""Rows of the table computed at a time: more would waste room at the slanted edges of a band."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A pair of documents, and what their likeness is weighed by."""

    pair: Pair
    weights: Mapping[str, float]


class Joiner:
    """Joins tracks over the same documents."""

    def __init__(self, documents: Sequence[Document], encoding: Encoding | None) -> None:
        self._documents = documents
        self._encoding = encoding
        self._traces = cache(self._traces_of)

    def join(self, one: Track, other: Track) -> Track:
        """The track over the documents of both."""
        weighed = [
            self.weigh(one, first, other, second) for first, second in product(one.members, other.members)
        ]
        steps = best_path(lattice(weighed, len(one.beads), len(other.beads)))
        return Track((*one.members, *other.members), tuple(_bead(one, other, step) for step in steps))

    def weigh(self, one: Track, first: int, other: Track, second: int) -> Weighed:
        """One document of the one track and one of the other, ready to be compared."""
        languages = self._documents[first].language, self._documents[second].language
        encoding = self._encoding
        if encoding and not understands(encoding.encoder, *languages):
            encoding = None
        encode = encoding.encode if encoding else without_encoder
        marks = self._traces(first, second)
        here = self._blocks(one, first, marks[0], encode)
        there = self._blocks(other, second, marks[1], encode)
        ratio = float(there[0].lengths.sum() / max(here[0].lengths.sum(), 1))
        means = _mean(here[0]), _mean(there[0])
        if encoding:
            near = nearest(_meanings(here[0]), _meanings(there[0]))
            return Weighed(Pair(here, there, ratio, means, near), WITH_MEANING)
        near = nearest(short_rows(here[0].traces), short_rows(there[0].traces))
        return Weighed(Pair(here, there, ratio, means, near), WITHOUT_MEANING)

    def _blocks(self, track: Track, member: int, marks: Matrix, encode: Encode) -> list[Blocks]:
        document = self._documents[member]
        found: list[Blocks] = []
        for size in range(1, LONGEST + 1):
            whole = pooled(found[0], size) if size > ENCODED_WHOLE else None
            found.append(blocks_of(document, track.blocks(member, size), marks, encode, whole))
        return found

    def _traces_of(self, first: int, second: int) -> tuple[Matrix, Matrix]:
        one, other = (
            [(text, document.language) for text in document.segments]
            for document in (self._documents[first], self._documents[second])
        )
        return traces(one, other)


def lattice(weighed: Sequence[Weighed], rows: int, columns: int) -> Lattice:
    """All ways to join ``rows`` beads with ``columns`` beads; of several pairs of documents the mean."""
    points = [point for each in weighed for point in anchors(*each.pair.nearest)]
    lows, width = band(rows, columns, points)
    scores = {shape: np.full((rows + 1, width), -np.inf, np.float32) for shape in SHAPES}
    for top in range(0, rows, _ROWS):
        bottom = min(top + _ROWS, rows)
        for shape in SHAPES:
            window = Window(
                top,
                min(bottom, rows + 1 - shape[0]),
                int(lows[top]),
                min(int(lows[bottom - 1]) + width, columns + 1 - shape[1]),
            )
            if window.bottom > window.top and window.right > window.left:
                _fill(scores[shape], lows, window, _mean_score(weighed, shape, window))
    gaps = [_gaps(weighed, side) for side in (0, 1)]
    return Lattice(lows, width, scores, (gaps[0], gaps[1]))


def _fill(scores: Matrix, lows: Longs, window: Window, values: Matrix) -> None:
    """Put a rectangle's values where they stand in the band."""
    for row in range(window.top, window.bottom):
        low = int(lows[row])
        part = values[row - window.top, low - window.left : low - window.left + scores.shape[1]]
        scores[row, : len(part)] = part


def _mean_score(weighed: Sequence[Weighed], shape: Shape, window: Window) -> Matrix:
    """The mean over the pairs in which both have text, -inf where none has."""
    sums = [score(each.pair, shape, window, each.weights) for each in weighed]
    total, count = (np.sum([pair[part] for pair in sums], axis=0) for part in (0, 1))
    return np.where(count > 0, total / np.maximum(count, 1), -np.inf)


def gap_features(each: Weighed, side: int) -> dict[str, Matrix]:
    """What speaks for passing over each bead of one side."""
    blocks = (each.pair.one, each.pair.other)[side][0]
    return {
        "gap": np.ones(len(blocks.lengths), np.float32),
        "gap length": np.log(np.maximum(blocks.lengths, 1)) - 4,
        "gap nearest": each.pair.nearest[side].best,
    }


def _gaps(weighed: Sequence[Weighed], side: int) -> Doubles:
    there = np.array([(each.pair.one, each.pair.other)[side][0].there for each in weighed])
    sums = [
        sum(each.weights.get(name, 0.0) * values for name, values in gap_features(each, side).items())
        for each in weighed
    ]
    return np.asarray((there * sums).sum(axis=0) / np.maximum(there.sum(axis=0), 1), np.float64)


def _meanings(blocks: Blocks) -> Matrix:
    return blocks.meaning * blocks.there[:, None]


def _mean(blocks: Blocks) -> Matrix:
    mean: Matrix = _meanings(blocks).sum(axis=0) / max(float(blocks.there.sum()), 1)
    return mean


def _bead(one: Track, other: Track, step: Step) -> Bead:
    top, bottom, left, right, probability = step
    parts = [*one.beads[top:bottom], *other.beads[left:right]]
    spans = [*_spans(one, top, bottom), *_spans(other, left, right)]
    return Bead(tuple(spans), probability * min(part.confidence for part in parts))


def _spans(track: Track, start: int, end: int) -> list[Span]:
    """What beads in a row cover of each document of their track; of none an empty span at their place."""
    beads = track.beads
    if start < end:
        return [
            (first[0], last[1]) for first, last in zip(beads[start].spans, beads[end - 1].spans, strict=True)
        ]
    if start < len(beads):
        return [(span[0], span[0]) for span in beads[start].spans]
    return [(span[1], span[1]) for span in beads[-1].spans] if beads else [(0, 0) for _ in track.members]
