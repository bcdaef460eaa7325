"""Dates as files write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from tmserver.exchange.dates import read_date, write_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20230314T093000Z", datetime(2023, 3, 14, 9, 30, tzinfo=UTC)),
        ("20230314T093000", datetime(2023, 3, 14, 9, 30, tzinfo=UTC)),
        ("20230314", datetime(2023, 3, 14, tzinfo=UTC)),
        ("19650314T093000Z", datetime(1965, 3, 14, 9, 30, tzinfo=UTC)),
        ("2023-03-14T09:30:00.123456", datetime(2023, 3, 14, 9, 30, tzinfo=UTC)),
        ("2023-03-14T09:30:00.5Z", datetime(2023, 3, 14, 9, 30, tzinfo=UTC)),
        ("2023-03-14T09:30:00+03:00", datetime(2023, 3, 14, 6, 30, tzinfo=UTC)),
        ("Wed Aug 20 19:33:38 2014", None),
        ("20231314T093000Z", None),
        ("0001-01-01T00:00:00+03:00", None),
        ("", None),
    ],
)
def test_reading(text: str, expected: datetime | None) -> None:
    """Basic and extended ISO 8601 in whole seconds of UTC; None for what is no date."""
    assert read_date(text) == expected


def test_writing() -> None:
    """In UTC, whatever the zone, with a year of four digits."""
    assert write_date(datetime(2023, 3, 14, 9, 30, tzinfo=timezone(timedelta(hours=3)))) == "20230314T063000Z"
    assert write_date(datetime(33, 4, 3, tzinfo=UTC)) == "00330403T000000Z"
