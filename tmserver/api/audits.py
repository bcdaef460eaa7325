"""/api/v2/audits: audits of files and memories as jobs, their findings and reports."""

from __future__ import annotations

from typing import Any

from apiflask import APIBlueprint
from flask import Response, abort
from marshmallow import RAISE

from tmserver.api.describe import answers
from tmserver.api.jobs import accepted, sent
from tmserver.api.schemas.audits import AcceptBody, AcceptedAnswer, AuditBody, FindingsAnswer, FindingsQuery
from tmserver.api.schemas.jobs import JobAnswer
from tmserver.audit.reports.formats import FORMATS
from tmserver.gate.caller import caller
from tmserver.gate.services import services
from tmserver.gate.uploads import takes_uploads
from tmserver.services.access.principal import Right
from tmserver.services.jobs.acceptance import accept_findings
from tmserver.services.jobs.audits import (
    AuditWishes,
    FindingsRequest,
    findings_of,
    report_name,
    submit_audit,
)

blueprint = APIBlueprint("audits", __name__, url_prefix="/api/v2/audits")


@blueprint.post("")
@takes_uploads
@blueprint.input(AuditBody, location="form_and_files", unknown=RAISE)
@answers(blueprint, JobAnswer, "The job; Location has its address", status=202)
def start_audit(form_and_files_data: dict[str, Any]) -> tuple[dict[str, object], int, dict[str, str]]:
    """Check the translations of files, of a memory, or both for consistency, as a job."""
    given = form_and_files_data
    files, baseline = given.pop("files"), given.pop("baseline")
    lists = {"glossaries": "glossary", "only": "only", "skip": "skip"}
    given |= {name: tuple(given.pop(field)) for name, field in lists.items()}
    wishes = AuditWishes(**given)
    return accepted(submit_audit(services().jobs, services().database, wishes, files, baseline, caller()))


@blueprint.get("/<int:job>/findings")
@blueprint.input(FindingsQuery, location="query", unknown=RAISE)
@answers(blueprint, FindingsAnswer, "A page of findings")
def list_findings(job: int, query_data: dict[str, Any]) -> dict[str, object]:
    """The findings of an audit that has ended, in the order of the units."""
    caller().require(Right.READ)
    request = FindingsRequest(
        checks=tuple(query_data["check"]),
        severities=tuple(query_data["severity"]),
        language=query_data["language"],
        limit=query_data["limit"],
        cursor=query_data["cursor"],
    )
    page = findings_of(services().jobs, services().database, job, request, caller())
    return {"items": list(page.items), "total": page.total, "more": page.more, "next": page.next}


@blueprint.get("/<int:job>/report.<report>")
@answers(blueprint, None, "The report, a file")
def read_audit_report(job: int, report: str) -> Response:
    """The report of an audit in one of the formats html, sarif, junit, csv, json and text."""
    caller().require(Right.READ)
    if report not in FORMATS:
        abort(404)
    return sent(services().jobs.get(job, caller()), report_name(report))


@blueprint.post("/<int:job>/accepted")
@blueprint.input(AcceptBody)
@answers(blueprint, AcceptedAnswer, "How many findings were accepted")
def accept_audit_findings(job: int, json_data: dict[str, Any]) -> dict[str, object]:
    """Accept findings of the audit of a memory: its next audit leaves them out."""
    number = accept_findings(
        services().jobs,
        services().database,
        job,
        json_data["findings"],
        caller(),
        reason=json_data["reason"],
        expires=json_data["expires"],
    )
    return {"accepted": number}
