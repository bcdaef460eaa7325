"""All checks by name: what each weighs by default, and the function that looks at a pair."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from tmserver.audit.finding import Finding, Location, Severity
from tmserver.audit.options import AuditOptions
from tmserver.audit.pair import Pair

PairCheck = Callable[[Pair], Iterable[Finding]]


class Grouping(Protocol):
    """A check that compares units with each other.

    ``trace`` runs in any process, on a ``Grouping`` of its own; ``add`` and ``findings`` in one process, the
    traces in the order of the units.
    """

    def trace(self, pair: Pair) -> Any:
        """What ``add`` needs of a pair: small and picklable; None if the pair does not matter."""

    def add(self, location: Location, trace: Any) -> None:
        """Take in the trace of a pair."""

    def findings(self) -> Iterator[Finding]:
        """What was found in all traces; severity, ordinals and locations of their own set or not."""


@dataclass(frozen=True, slots=True)
class Check:
    """A check: its name, default severity, and its function of a pair, None where it needs more than a pair.

    ``terms``: it needs a glossary and is passed over without one. ``grouping`` makes an empty ``Grouping``.
    """

    name: str
    severity: Severity
    find: PairCheck | None = None
    terms: bool = False
    grouping: Callable[[AuditOptions], Grouping] | None = None


CHECKS: dict[str, Check] = {
    check.name: check
    for check in (
        Check("term-missing", Severity.WARNING, terms=True),
        Check("term-forbidden", Severity.ERROR, terms=True),
        Check("term-deprecated", Severity.WARNING, terms=True),
        Check("term-inconsistent", Severity.WARNING),
        Check("number", Severity.ERROR),
        Check("date", Severity.ERROR),
        Check("name-script", Severity.ERROR),
        Check("same-source", Severity.WARNING),
        Check("same-target", Severity.INFO),
        Check("untranslated", Severity.WARNING),
        Check("empty", Severity.ERROR),
        Check("punctuation", Severity.WARNING),
        Check("brackets", Severity.WARNING),
        Check("quotes", Severity.WARNING),
        Check("repeated-word", Severity.WARNING),
        Check("spacing", Severity.WARNING),
        Check("code", Severity.ERROR),
        Check("url", Severity.ERROR),
        Check("alphanumeric", Severity.WARNING),
        Check("length", Severity.WARNING),
        Check("pattern", Severity.ERROR),
        Check("three-way", Severity.ERROR),
    )
}
"""Every check by its name, in the order of reports. A new check is a function and its line here."""
