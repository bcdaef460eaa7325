"""Numbers as bars: how long each is beside the longest, for the SVG of a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

MONTHS = 24
"""Months that a chart of growth shows, the last ones."""


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
    """What was added in each month ("2026-11") from the first to the last, at most MONTHS of them."""
    if not months:
        return []
    known = list(_between(min(months), max(months)))[-MONTHS:]
    return bars({month: months.get(month, 0) for month in known})


def _between(first: str, last: str) -> Iterator[str]:
    year, month = map(int, first.split("-"))
    while (shown := f"{year:04}-{month:02}") <= last:
        yield shown
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
