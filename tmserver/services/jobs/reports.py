"""The files that jobs write."""

from __future__ import annotations

MAIN_REPORTS = {"import": "report.csv"}
"""What ``GET /api/v2/jobs/{id}/report`` gives, by kind."""

_MEDIA_TYPES = {".csv": "text/csv"}


def media_type(name: str) -> str:
    """The media type of a report, by its suffix."""
    return _MEDIA_TYPES[f".{name.rpartition('.')[2]}"]
