"""/api/v2/jobs: what was handed in, how far it is, what came of it."""

from __future__ import annotations

from typing import Any

from apiflask import APIBlueprint
from flask import Response, send_file, url_for
from marshmallow import RAISE

from tmserver.api.describe import answers
from tmserver.api.schemas.fields import EmptyBody
from tmserver.api.schemas.jobs import JobAnswer, JobsAnswer, JobsQuery
from tmserver.gate.caller import caller
from tmserver.gate.services import services
from tmserver.services.access.principal import Right
from tmserver.services.jobs.reports import MAIN_REPORTS, download_name, media_type
from tmserver.services.jobs.shapes import job_shape
from tmserver.services.shapes import page_shape
from tmserver.store.jobs import Job, JobState

blueprint = APIBlueprint("jobs", __name__, url_prefix="/api/v2/jobs")


def accepted(job: Job) -> tuple[dict[str, object], int, dict[str, str]]:
    """The answer to a request that became a job: 202, and where the job is."""
    return job_shape(job), 202, {"Location": url_for("jobs.show_job", job=job.id)}


@blueprint.get("")
@blueprint.input(JobsQuery, location="query", unknown=RAISE)
@answers(blueprint, JobsAnswer, "A page of jobs")
def list_jobs(query_data: dict[str, Any]) -> dict[str, object]:
    """Your jobs, the last one first; those of everybody for administrators."""
    caller().require(Right.READ)
    states = tuple(JobState(state) for state in query_data["state"])
    return page_shape(
        services().jobs.page(
            caller(),
            kinds=tuple(query_data["kind"]),
            states=states,
            limit=query_data["limit"],
            cursor=query_data["cursor"],
        ),
        job_shape,
    )


@blueprint.get("/<int:job>")
@answers(blueprint, JobAnswer, "The job")
def show_job(job: int) -> dict[str, object]:
    """A job: its progress, and what came of it."""
    caller().require(Right.READ)
    return job_shape(services().jobs.get(job, caller()))


@blueprint.get("/<int:job>/report")
@answers(blueprint, None, "The report, a file")
def job_report(job: int) -> Response:
    """The file that the job has written: table of an import, page of an audit, filled document."""
    caller().require(Right.READ)
    found = services().jobs.get(job, caller())
    return sent(found, MAIN_REPORTS.get(found.kind, "none"))


@blueprint.post("/<int:job>/cancel")
@blueprint.input(EmptyBody)
@answers(blueprint, JobAnswer, "The job")
def cancel_job(job: int, json_data: dict[str, Any]) -> dict[str, object]:  # noqa: ARG001 (it is empty)
    """Stop a job: at once if it waits, else between two batches; what it has stored stays."""
    caller().require(Right.READ)
    return job_shape(services().jobs.cancel(job, caller()))


@blueprint.delete("/<int:job>")
@answers(blueprint, None, "It is gone, with its files", status=204)
def delete_job(job: int) -> tuple[str, int]:
    """Delete a job that has ended, with its uploads and reports; what it stored in memories stays."""
    caller().require(Right.READ)
    services().jobs.delete(job, caller())
    return "", 204


def sent(job: Job, name: str) -> Response:
    """A file of the job, as a download."""
    path = services().jobs.file(job, name)
    return send_file(
        path,
        mimetype=media_type(name),
        as_attachment=True,
        download_name=download_name(job, name),
        etag=False,
    )
