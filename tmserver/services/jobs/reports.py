"""The files that jobs write."""

from __future__ import annotations

from tmserver.audit.reports.formats import FORMATS
from tmserver.services.jobs import audits, imports

MAIN_REPORTS = {imports.KIND: imports.REPORT, audits.KIND: audits.report_name("html")}
"""What ``GET /api/v2/jobs/{id}/report`` gives, by kind."""

_MEDIA_TYPES = {form.suffix: form.media_type for form in FORMATS.values()}


def media_type(name: str) -> str:
    """The media type of a report, by its suffix."""
    return _MEDIA_TYPES[f".{name.rpartition('.')[2]}"]
