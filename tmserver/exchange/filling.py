"""Documents to translate: their segments, translated or not, and how translations get into them.

A new format: a class like those of ``xliff/filling.py`` and ``po/filling.py``, a line in ``documents.py``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from tmserver.segment import Code


@dataclass(frozen=True, slots=True)
class Place:
    """A segment of a document: its source text, and whether a translation stands there already.

    ``codes`` are as a reader gives them. ``previous`` and ``next`` are the neighbouring source texts, "" the
    document's edge, None unknown.
    """

    id: str
    source: str
    target: str
    text: str
    codes: tuple[Code, ...] = ()
    previous: str | None = None
    next: str | None = None
    filled: bool = False


@dataclass(frozen=True, slots=True)
class Filling:
    """A translation for a place: text, and codes of the document (see ``carried``).

    ``score`` and ``memory`` say where it comes from; ``match_source`` and ``match_target`` are the stored
    texts. ``sure``: it may count as translated; else the document says that somebody has to look at it.
    """

    text: str
    codes: tuple[Code, ...]
    score: int
    memory: str
    match_source: str
    match_target: str
    sure: bool


class Document(Protocol):
    """A document that was read whole."""

    @property
    def places(self) -> Sequence[Place]:
        """Its segments, in order."""

    def codes(self, number: int) -> tuple[Code, ...]:
        """The codes of a place as they stand in the document, for ``carried``."""

    def filled(self, fillings: Mapping[int, Filling]) -> bytes:
        """The document with translations by the number of their place; all else as it was, byte for byte."""


def carried(
    ours: Sequence[Code], stored_source: Sequence[Code], stored_target: Sequence[Code]
) -> tuple[Code, ...] | None:
    """The codes of a stored target as those of the document that stand for them; None if some has none.

    The k-th code of the stored source stands for the k-th of the document's source; each must come to the
    target exactly once.
    """
    if len(ours) != len(stored_source) or [c.part for c in ours] != [c.part for c in stored_source]:
        return None
    left = Counter(map(_kind, stored_source))
    if left != Counter(map(_kind, stored_target)):
        return None
    free: dict[tuple[object, ...], list[Code]] = {}
    for own, theirs in zip(ours, stored_source, strict=True):
        free.setdefault(_kind(theirs), []).append(own)
    placed = []
    for code in stored_target:
        own = free[_kind(code)].pop(0)
        placed.append(Code(code.position, own.element, own.part, own.attributes, own.content))
    return tuple(placed)


def _kind(code: Code) -> tuple[object, ...]:
    return code.element, code.part, code.attributes, code.content
