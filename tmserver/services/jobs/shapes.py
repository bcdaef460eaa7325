"""Jobs as JSON."""

from __future__ import annotations

from tmserver.services.shapes import time_shape
from tmserver.store.jobs import Job, JobState

FILES = ("files", "baseline")
"""The parts of requests that are uploads."""


def job_shape(job: Job) -> dict[str, object]:
    """A job; ``progress`` has its share 0–1, and while it runs units a second and the seconds left.

    Both are of its present attempt, null where nothing can be said yet. ``result`` null: there is none.
    """
    return {
        "id": job.id,
        "kind": job.kind,
        "state": job.state.value,
        "memories": list(job.memories),
        "glossaries": list(job.glossaries),
        "progress": _progress(job),
        "cancelling": job.cancelling,
        "attempts": job.attempts,
        "created_by": job.created_by,
        "created_at": time_shape(job.created_at),
        "started_at": time_shape(job.started_at),
        "finished_at": time_shape(job.finished_at),
        "request": _request(job),
        "result": job.result,
        "error": job.error or None,
    }


def _progress(job: Job) -> dict[str, object]:
    seconds = 0.0
    if job.state is JobState.RUNNING and job.claimed_at and job.heartbeat_at:
        seconds = (job.heartbeat_at - job.claimed_at).total_seconds()
    known = seconds > 0 and job.share > 0
    return {
        "share": round(job.share, 4),
        "units": job.units,
        "rate": round(job.units / seconds, 1) if known else None,
        "seconds_left": round(seconds * (1 - job.share) / job.share) if known else None,
    }


def _request(job: Job) -> dict[str, object]:
    """The request without the names under which files are kept."""
    return {
        name: [{"name": each["name"], "size": each["size"]} for each in value] if name in FILES else value
        for name, value in job.request.items()
    }
