"""What reports are written of: the summary, the findings, and how to speak of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from tmserver.audit.auditor import Summary
from tmserver.audit.baseline import Entry
from tmserver.audit.finding import Finding, Location, Severity
from tmserver.audit.spool import Group, Spool

PLURALS = {Severity.ERROR: "errors", Severity.WARNING: "warnings", Severity.INFO: "infos"}
"""The phrases for several findings of a severity."""


@dataclass(frozen=True)
class Result:
    """A finished audit.

    ``by_check`` and ``by_severity`` count the findings that are not accepted. ``accepted`` counts the others,
    ``stale`` and ``expired`` are entries of the baseline: what was not found any more, and what was found
    though its last day is over. ``skipped`` counts units that could not be read, by reason, ``unreadable``
    says what is wrong with whole files. ``threshold`` is the severity from which on the audit fails, None
    never. ``language`` is that of the report.
    """

    summary: Summary
    spool: Spool
    language: str = "en"
    threshold: Severity | None = Severity.WARNING
    by_check: Counter[tuple[str, Severity]] = field(default_factory=Counter)
    accepted: int = 0
    stale: tuple[Entry, ...] = ()
    expired: tuple[Entry, ...] = ()
    skipped: Counter[str] = field(default_factory=Counter)
    files: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """How many findings count."""
        return self.by_check.total()

    @property
    def failing(self) -> int:
        """How many of them are at or above the threshold."""
        return sum(count for (_, severity), count in self.by_check.items() if self.fails(severity))

    @property
    def checks(self) -> Counter[str]:
        """How many there are of each check."""
        counts: Counter[str] = Counter()
        for (check, _), count in self.by_check.items():
            counts[check] += count
        return counts

    @property
    def severities(self) -> Counter[Severity]:
        """How many there are of each severity."""
        counts: Counter[Severity] = Counter()
        for (_, severity), count in self.by_check.items():
            counts[severity] += count
        return counts

    def fails(self, severity: Severity) -> bool:
        """Whether a finding of this severity makes the audit fail."""
        return self.threshold is not None and severity.rank >= self.threshold.rank

    def findings(self) -> Iterator[Finding]:
        """Those that count, in the order of the units."""
        return self.spool.findings()

    def groups(self, first: int) -> Iterator[Group]:
        """Those that count, those that say the same together."""
        return self.spool.groups(first)


def place(location: Location) -> str:
    """A location in one line: ``memory.tmx:12 #3 tuid``; without a file its number and unit alone."""
    where = f"{location.file}:{location.line}" if location.line else location.file
    number = f"#{location.number}" if location.number else ""
    return " ".join(part for part in (where, number, location.unit) if part)


def left_out(result: Result) -> Iterator[tuple[str, int]]:
    """What was not audited or does not count: a phrase's key, and how many."""
    summary = result.summary
    yield "empty", summary.empty
    yield "drafts", summary.drafts
    yield "rejected", summary.rejected
    yield "unpaired", summary.unpaired
    yield "ignored", summary.ignored
    yield "accepted", result.accepted
    yield "skipped", result.skipped.total()
