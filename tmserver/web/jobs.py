"""A job that somebody waits for: how far it is, then what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from apiflask import APIBlueprint
from flask import url_for
from werkzeug.wrappers import Response

from tmserver.gate.caller import caller
from tmserver.gate.services import services
from tmserver.services.access.principal import Right
from tmserver.services.jobs import imports
from tmserver.services.jobs.documents import ANALYSE
from tmserver.services.jobs.shapes import job_shape
from tmserver.store.jobs import Job
from tmserver.web.charts import Bar, bars
from tmserver.web.page import answer, led_to

blueprint = APIBlueprint("jobs", __name__, enable_openapi=False, url_prefix="/jobs/<int:job>")


@blueprint.get("")
def page(job: int) -> str:
    """The job; htmx asks for its state again while it has not ended."""
    caller().require(Right.READ)
    return _page(services().jobs.get(job, caller()))


@blueprint.post("/cancel")
def cancel(job: int) -> Response:
    """Stop the job; what it has stored stays."""
    caller().require(Right.READ)
    services().jobs.cancel(job, caller())
    return led_to(url_for("web.jobs.page", job=job))


def band_bars(analysis: Mapping[str, Any]) -> Sequence[Bar]:
    """The words in each match band, best band first."""
    return bars({row["band"]: row["words"] for row in analysis["rows"] if row["band"] != "total"})


def _page(job: Job) -> str:
    result = job.result
    return answer(
        "jobs/page.html",
        "jobs/state.html",
        job=job,
        shape=job_shape(job),
        report=result if job.kind == imports.KIND else None,
        analysis=result if job.kind == ANALYSE else None,
        bars=band_bars(result) if result and job.kind == ANALYSE else (),
        names=[each["name"] for each in job.request.get("files", ())],
    )
