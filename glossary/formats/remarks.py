"""What a glossary file or a format could not keep as it was, told to the user once for each sort."""

from __future__ import annotations

from dataclasses import dataclass

from glossary.concept import Glossary


@dataclass(frozen=True, slots=True)
class Remark:
    """One sort of loss or repair: what, the line where it was first met (0 unknown), how often."""

    text: str
    line: int = 0
    count: int = 1


@dataclass(frozen=True, slots=True)
class GlossaryReading:
    """A glossary as a file held it, and what about the file was passed over or put right.

    ``unnamed`` are the ids that the reader made up, for concepts to which the file gives none.
    """

    glossary: Glossary
    remarks: tuple[Remark, ...] = ()
    unnamed: frozenset[str] = frozenset()


class Remarks:
    """Collects remarks while a file is read or written; equal texts are counted, the first line is kept."""

    def __init__(self) -> None:
        self._seen: dict[str, tuple[int, int]] = {}

    def add(self, text: str, line: int = 0) -> None:
        """Count one more occurrence of ``text``."""
        first, count = self._seen.get(text, (line, 0))
        self._seen[text] = (first, count + 1)

    def all(self) -> tuple[Remark, ...]:
        """The remarks in the order in which each sort was first met."""
        return tuple(Remark(text, line, count) for text, (line, count) in self._seen.items())
