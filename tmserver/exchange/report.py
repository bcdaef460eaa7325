"""What a reader or writer has to say besides the units: what was skipped, put right or could not be kept."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

EXAMPLES = 100


@dataclass(frozen=True, slots=True)
class Skipped:
    """A unit that was not taken: its line (0 unknown) and id in the file, and why."""

    line: int
    reason: str
    external_id: str = ""


@dataclass(slots=True)
class ReadReport:
    """Filled in while a file is read.

    ``line`` is that of the unit handed out last, 0 unknown, ``number`` its place among all units of the file
    from 1, those skipped included. ``skipped`` counts all skipped units by reason,
    ``examples`` holds the first of each reason. ``warnings`` counts what was put right, by sentence.
    ``as_stored``: the file is an export of a memory by tmserver, with all that was known of its units.
    """

    file: str = ""
    format: str = ""
    tool: str = ""
    as_stored: bool = False
    line: int = 0
    number: int = 0
    read: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    examples: list[Skipped] = field(default_factory=list)
    warnings: Counter[str] = field(default_factory=Counter)

    def skip(self, reason: str, line: int, external_id: str = "") -> None:
        """Note that the unit at ``line`` is not taken; its text is kept for the first 100 of a reason."""
        self.read += 1
        self.skipped[reason] += 1
        if self.skipped[reason] <= EXAMPLES:
            self.examples.append(Skipped(line, reason, external_id))

    def take(self, line: int, number: int | None = None) -> None:
        """Note that the unit at ``line`` is handed out; ``number``: where units are read ahead of it."""
        self.read += 1
        self.line = line
        self.number = self.read if number is None else number


@dataclass(slots=True)
class WriteReport:
    """Filled in while a file is written: units written, and how often something could not be kept."""

    written: int = 0
    lost: Counter[str] = field(default_factory=Counter)
