"""The files that jobs write."""

from __future__ import annotations

from pathlib import PurePath

from tmserver.audit.reports.formats import FORMATS
from tmserver.services.jobs import audits, imports
from tmserver.services.jobs.documents import FILLED, PRETRANSLATE
from tmserver.store.jobs import Job

MAIN_REPORTS = {
    imports.KIND: imports.REPORT,
    audits.KIND: audits.report_name("html"),
    PRETRANSLATE: FILLED,
}
"""What ``GET /api/v2/jobs/{id}/report`` gives, by kind; the others write none."""

_MEDIA_TYPES = {form.suffix: form.media_type for form in FORMATS.values()}
_PACKED = (".gz", ".zip")


def media_type(name: str) -> str:
    """The media type of a report, by its suffix."""
    return _MEDIA_TYPES.get(PurePath(name).suffix, "application/octet-stream")


def download_name(job: Job, name: str) -> str:
    """What a report is called where it is saved; a filled document as it was called when it came."""
    if name == FILLED:
        return unpacked_name(str(job.request["files"][0]["name"]))
    return f"{job.kind}-{job.id}{PurePath(name).suffix}"


def unpacked_name(name: str) -> str:
    """The name of what comes out of a packed file."""
    path = PurePath(name)
    return path.stem if path.suffix.lower() in _PACKED else name
