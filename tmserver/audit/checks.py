"""All checks by name: what each weighs by default, and the function that looks at a pair."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tmserver.audit import (
    addresses,
    alphanumeric,
    brackets,
    codes,
    completeness,
    numbers,
    pattern,
    punctuation,
    quotes,
    repetition,
    script,
    spacing,
    terms,
)
from tmserver.audit.finding import Finding, Severity
from tmserver.audit.grouping import Grouping
from tmserver.audit.inconsistency import term_inconsistent
from tmserver.audit.lengths import LengthRatio
from tmserver.audit.meanings import Meanings
from tmserver.audit.options import AuditOptions
from tmserver.audit.pair import Pair
from tmserver.audit.same_texts import same_source, same_target

PairCheck = Callable[[Pair], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Check:
    """A check: its name, default severity, and its function of a pair, None where it needs more than a pair.

    Several checks may share a function, which says of each finding whose it is.
    ``terms``: it needs a glossary and is passed over without one. ``grouping`` makes an empty ``Grouping``.
    """

    name: str
    severity: Severity
    find: PairCheck | None = None
    terms: bool = False
    grouping: Callable[[AuditOptions], Grouping] | None = None


_ERROR, _WARNING, _INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

CHECKS: dict[str, Check] = {
    check.name: check
    for check in (
        Check("term-missing", _WARNING, terms.find_term_problems, terms=True),
        Check("term-forbidden", _ERROR, terms.find_term_problems, terms=True),
        Check("term-deprecated", _WARNING, terms.find_term_problems, terms=True),
        Check("term-inconsistent", _WARNING, grouping=term_inconsistent),
        Check("number", _ERROR, numbers.find_differences),
        Check("date", _ERROR, numbers.find_differences),
        Check("name-script", _ERROR, script.find_mixed_scripts),
        Check("same-source", _WARNING, grouping=same_source),
        Check("same-target", _INFO, grouping=same_target),
        Check("untranslated", _WARNING, completeness.find_untranslated),
        Check("empty", _ERROR, completeness.find_empty),
        Check("punctuation", _WARNING, punctuation.find_marks),
        Check("style", _INFO, punctuation.find_marks),
        Check("brackets", _WARNING, brackets.find_unpaired),
        Check("quotes", _WARNING, quotes.find_quotes),
        Check("repeated-word", _WARNING, repetition.find_repeated_words),
        Check("spacing", _WARNING, spacing.find_spacing),
        Check("code", _ERROR, codes.find_codes),
        Check("url", _ERROR, addresses.find_addresses),
        Check("alphanumeric", _WARNING, alphanumeric.find_alphanumeric),
        Check("length", _WARNING, grouping=LengthRatio),
        Check("meaning", _WARNING, grouping=Meanings),
        Check("pattern", _ERROR, pattern.find_patterns),
        Check("three-way", _ERROR),
    )
}
"""Every check by its name, in the order of reports. A new check is a function and its line here."""
