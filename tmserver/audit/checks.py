"""All checks by name: what each weighs by default, and the function that looks at a pair."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tmserver.audit.finding import Finding, Severity
from tmserver.audit.pair import Pair

PairCheck = Callable[[Pair], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Check:
    """A check: its name, default severity, and its function of a pair, None where it needs more than a pair.

    ``terms``: it needs a glossary and is passed over without one.
    """

    name: str
    severity: Severity
    find: PairCheck | None = None
    terms: bool = False


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
        Check("pattern", Severity.WARNING),
        Check("three-way", Severity.ERROR),
    )
}
"""Every check by its name, in the order of reports. A new check is a function and its line here."""
