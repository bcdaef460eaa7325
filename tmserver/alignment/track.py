"""What is aligned: documents in segments, and what becomes of them when they are joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

Span = tuple[int, int]
"""Segments [start, end) of a document."""


@dataclass(frozen=True, slots=True)
class Document:
    """The segments of a text in one language; ``paragraphs`` has the number of each one's, () unknown."""

    language: str
    segments: Sequence[str]
    paragraphs: Sequence[int] = ()

    def text(self, span: Span) -> str:
        """The segments of a span with a space between them, "" for none."""
        return " ".join(self.segments[slice(*span)])

    def begins_paragraph(self, segment: int) -> bool:
        """Whether a paragraph begins at the segment; without knowledge of paragraphs at none."""
        numbers = self.paragraphs
        return bool(numbers) and (segment == 0 or numbers[segment] != numbers[segment - 1])


@dataclass(frozen=True, slots=True)
class Bead:
    """Segments that say the same: the span in each document (empty where it says nothing of it).

    ``confidence``, 0 to 1, is the probability that exactly these belong together.
    """

    spans: tuple[Span, ...]
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Track:
    """Beads in order over some of the documents: one document alone at first, all of them at the end.

    ``members`` are the numbers of the documents whose spans the beads have, in the same order.
    """

    members: tuple[int, ...]
    beads: tuple[Bead, ...] = field(repr=False)

    @classmethod
    def of(cls, number: int, document: Document) -> Track:
        """A document alone: each segment is a bead."""
        return cls((number,), tuple(Bead(((at, at + 1),)) for at in range(len(document.segments))))

    def blocks(self, member: int, size: int) -> list[Span]:
        """The spans in one document of each ``size`` beads in a row."""
        place = self.members.index(member)
        spans = [bead.spans[place] for bead in self.beads]
        return [(spans[at][0], spans[at + size - 1][1]) for at in range(len(spans) - size + 1)]
