"""Numbers as bars: how long each is beside the longest, for the SVG of a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

MONTHS = range(12, 25)
"""How many months a chart of growth may show: the last ones, and empty ones before the first."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A thing counted: ``share`` is its part of the largest, 0–1."""

    name: str
    count: int
    share: float


def bars(counts: Mapping[str, int]) -> Sequence[Bar]:
    """The counts in their order."""
    most = max(counts.values(), default=0) or 1
    return [Bar(name, count, count / most) for name, count in counts.items()]


def growth(months: Mapping[str, int]) -> Sequence[Bar]:
    """What was added in each month ("2026-11") up to the last one; as many months as MONTHS has."""
    if not months:
        return []
    first, last = min(months), max(months)
    shown = [*_between(min(first, _a_year_to(last)), last)][-MONTHS[-1] :]
    return bars({month: months.get(month, 0) for month in shown})


def _a_year_to(month: str) -> str:
    """The first of the twelve months that end with this one."""
    year, number = map(int, month.split("-"))
    return f"{year - (number < MONTHS[0]):04}-{number % MONTHS[0] + 1:02}"


def _between(first: str, last: str) -> Iterator[str]:
    year, month = map(int, first.split("-"))
    while (shown := f"{year:04}-{month:02}") <= last:
        yield shown
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
