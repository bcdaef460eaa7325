"""Segments in a row as arrays: what the likeness of two texts is computed from."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tmserver.alignment.traces import Matrix, values
from tmserver.alignment.track import Document, Span

Floats = npt.NDArray[np.float32]
Longs = npt.NDArray[np.int64]
Encode = Callable[[Sequence[str]], Matrix]

EDGE = 60
"""Characters of a beginning or end that are encoded by themselves: they show a heading run into its text."""

_SENTENCE_END = re.compile(r"[.!?:;…](?=\s|$)")
_INNER_MARK = re.compile(r"[,()«“\"]")
_CLOSERS = "»”\")'’ "
_OPENERS = "«“\"'(¿¡—–- "
_LAST_MARKS = ".!?:…;"


@dataclass(frozen=True, slots=True)
class Blocks:
    """Blocks of equally many beads, one row each; see ``blocks_of``.

    ``there`` is 0 where the document has no text. ``lengths`` count characters, ``ends`` marks that end a
    sentence, ``marks`` others. ``last``, ``first`` and ``numbers`` are codes that are equal where the last
    mark, the kind of the first character and the numbers are; 0 in ``numbers`` is none. ``opens`` is 1 where
    a paragraph begins with the block, ``inside`` counts those that begin within. ``meaning``, ``head`` and
    ``tail`` are the vectors of the whole and of its edges, of no columns without an encoder.
    """

    there: Floats
    lengths: Floats
    ends: Floats
    marks: Floats
    last: Longs
    first: Longs
    numbers: Longs
    opens: Floats
    inside: Floats
    traces: Matrix
    meaning: Matrix
    head: Matrix
    tail: Matrix


def blocks_of(
    document: Document, spans: Sequence[Span], traces: Matrix, encode: Encode, meaning: Matrix | None = None
) -> Blocks:
    """The blocks of these spans; ``traces`` has a row for each segment of the document.

    ``meaning`` are the vectors of the blocks if they are known.
    """
    texts = [document.text(span) for span in spans]
    sums = np.concatenate([np.zeros((1, traces.shape[1]), np.float32), np.cumsum(traces, axis=0)])
    bounds = np.array(spans, np.int64).reshape(-1, 2)
    opening = np.array([document.begins_paragraph(at) for at in range(len(document.segments))], np.float32)
    opened = np.concatenate([[0], np.cumsum(opening)])
    first = np.append(opening, 0)[bounds[:, 0]] * (bounds[:, 1] > bounds[:, 0])
    return Blocks(
        there=_floats(texts, bool),
        lengths=_floats(texts, lambda text: len(text) + 1 if text else 0),
        ends=_floats(texts, lambda text: len(_SENTENCE_END.findall(text))),
        marks=_floats(texts, lambda text: len(_INNER_MARK.findall(text))),
        last=np.array([_last_mark(text) for text in texts], np.int64),
        first=np.array([_kind_of_first(text) for text in texts], np.int64),
        numbers=np.array([_numbers(document, span) for span in spans], np.int64),
        opens=first.astype(np.float32),
        inside=(opened[bounds[:, 1]] - opened[bounds[:, 0]] - first).astype(np.float32),
        traces=sums[bounds[:, 1]] - sums[bounds[:, 0]],
        meaning=encode(texts) if meaning is None else meaning,
        head=encode([_head(text) for text in texts]),
        tail=encode([_tail(text) for text in texts]),
    )


def pooled(singles: Blocks, size: int) -> Matrix:
    """Vectors of ``size`` single blocks in a row, about as they were encoded as one text.

    The encoder adds up what is in a text and divides by the root of its length.
    """
    weighed = singles.meaning * np.sqrt(singles.lengths)[:, None]
    rows = max(len(weighed) - size + 1, 0)
    total = np.sum([weighed[first : first + rows] for first in range(size)], axis=0)
    sums: Matrix = total / np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-6)
    return sums


def without_encoder(texts: Sequence[str]) -> Matrix:
    """Vectors of no columns: the product of any two is 0."""
    return np.zeros((len(texts), 0), np.float32)


def _floats(texts: Sequence[str], count: Callable[[str], float]) -> Floats:
    return np.array([count(text) for text in texts], np.float32)


def _last_mark(text: str) -> int:
    return _LAST_MARKS.find(text.rstrip(_CLOSERS)[-1:] or " ") + 1


def _kind_of_first(text: str) -> int:
    first = text.lstrip(_OPENERS)[:1]
    return 1 if first.isdigit() else 2 if first.islower() else 0


def _numbers(document: Document, span: Span) -> int:
    """The same for blocks with the same numbers in any order; 0 for none."""
    found = [value for text in document.segments[slice(*span)] for value in values(text, document.language)]
    return hash(tuple(sorted(found))) if found else 0


def _head(text: str) -> str:
    """The first EDGE characters, up to the end of a word; the whole text if it is hardly longer."""
    if len(text) <= EDGE * 1.25:
        return text
    end = text.find(" ", EDGE)
    return text[:end] if 0 < end < 2 * EDGE else text[:EDGE]


def _tail(text: str) -> str:
    if len(text) <= EDGE * 1.25:
        return text
    start = text.rfind(" ", 0, len(text) - EDGE)
    return text[start + 1 :] if start > len(text) - 2 * EDGE else text[-EDGE:]
