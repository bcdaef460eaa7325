"""Short ways to say what a test compares."""

from __future__ import annotations

from tmserver.match.pairs import Comparer, Comparison, Query
from tmserver.segment import Code, Variant


def compared(
    language: str,
    stored: str,
    asked: str,
    stored_codes: tuple[Code, ...] = (),
    asked_codes: tuple[Code, ...] = (),
) -> Comparison:
    """How a stored text compares with the one asked for."""
    comparer = Comparer(Query.of(Variant(language, asked, asked_codes), "xx"))
    comparison = comparer.compare(Variant(language, stored, stored_codes), None, 0)
    assert comparison is not None
    return comparison


def points(comparison: Comparison) -> dict[str, int]:
    """Reason → points of a comparison."""
    return {deduction.reason: deduction.points for deduction in comparison.deductions}


def details(comparison: Comparison) -> dict[str, str]:
    """Reason → detail of a comparison."""
    return {deduction.reason: deduction.detail for deduction in comparison.deductions}
