"""Which months a chart of growth shows."""

from __future__ import annotations

import pytest

from tmserver.web.charts import growth


@pytest.mark.parametrize(
    ("months", "first", "last", "number"),
    [
        ({"2026-11": 5}, "2025-12", "2026-11", 12),
        ({"2026-12": 5}, "2026-01", "2026-12", 12),
        ({"2026-01": 5, "2025-12": 1}, "2025-02", "2026-01", 12),
        ({"2025-06": 5, "2026-07": 1}, "2025-06", "2026-07", 14),
        ({"2020-06": 5, "2026-07": 1}, "2024-08", "2026-07", 24),
    ],
)
def test_months(months: dict[str, int], first: str, last: str, number: int) -> None:
    """A year at least, two at most, up to the last month in which something was added."""
    shown = growth(months)
    assert [shown[0].name, shown[-1].name, len(shown)] == [first, last, number]
    assert shown[-1].count == months[last]


def test_nothing() -> None:
    """A memory to which nothing was added has no chart."""
    assert growth({}) == []
