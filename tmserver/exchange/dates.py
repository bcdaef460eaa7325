"""Dates as exchange files write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import lru_cache

_BASIC = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)Z?)?")


@lru_cache(maxsize=4096)
def read_date(text: str) -> datetime | None:
    """The time in UTC and whole seconds, None if it is no date.

    Basic (20230314T093000Z, the form of TMX; the time may be missing) and extended ISO 8601, with or without
    zone and fraction; no zone means UTC.
    """
    try:
        if basic := _BASIC.fullmatch(text):
            year, month, day, hour, minute, second = (int(part or 0) for part in basic.groups())
            return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
        found = datetime.fromisoformat(text.strip())
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC).replace(microsecond=0)
    except (ValueError, OverflowError):
        return None


@lru_cache(maxsize=4096)
def write_date(time: datetime) -> str:
    """The date in the form of TMX: YYYYMMDDThhmmssZ, in UTC."""
    utc = time.astimezone(UTC)
    return f"{utc.year:04}{utc.month:02}{utc.day:02}T{utc.hour:02}{utc.minute:02}{utc.second:02}Z"
