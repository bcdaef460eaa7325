"""Findings of an audit accepted with a reason, one or many, and taken back."""

from __future__ import annotations

from datetime import datetime

from apiflask import APIBlueprint
from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from tmserver.audit.kept import Wanted
from tmserver.errors import InvalidInput
from tmserver.gate.caller import caller
from tmserver.gate.services import services
from tmserver.services.access.principal import Right
from tmserver.services.audits.baselines import LONGEST_REASON, withdraw
from tmserver.services.jobs.acceptance import accept_findings, accept_together, take_back
from tmserver.web.audits import Asked, asked_for, audit_page
from tmserver.web.errors import wrong
from tmserver.web.language import gettext
from tmserver.web.page import is_fragment, led_to

blueprint = APIBlueprint("acceptance", __name__, enable_openapi=False, url_prefix="/audits/<int:job>")


@blueprint.post("/accept")
def accept(job: int) -> str | Response:
    """Accept a finding for the reason given: the next audit of the memory leaves it out."""
    caller().require(Right.REVIEW)
    finding, reason = request.form.get("finding", ""), _reason()
    if not reason:
        return _no_reason(f"reason-{finding}")
    here = services()
    accept_findings(here.jobs, here.database, job, [finding], caller(), reason=reason)
    return _verdict(job, finding, reason)


@blueprint.post("/withdraw")
def reopen(job: int) -> str | Response:
    """Take the acceptance of a finding back."""
    caller().require(Right.REVIEW)
    here, finding = services(), request.form.get("finding", "")
    for memory in here.jobs.get(job, caller()).memories:
        withdraw(here.database, memory, [finding], by=caller().name)
    return _verdict(job, finding, None)


@blueprint.post("/accept-many")
def accept_many(job: int) -> str | Response:
    """Accept the findings that were chosen, or all that the address asks for, for one reason."""
    caller().require(Right.REVIEW)
    asked, reason, here = asked_for(), _reason(), services()
    which = _wanted(asked) if request.form.get("which") == "all" else request.form.getlist("finding")
    if not which:
        return wrong("finding", gettext("Choose the findings to accept."))
    if not reason:
        return _no_reason("reason")
    found = accept_together(here.jobs, here.database, job, which, caller(), reason)
    return audit_page(job, asked, acceptance=found)


@blueprint.post("/withdraw-many")
def reopen_many(job: int) -> str:
    """Take back what the caller accepted at once."""
    caller().require(Right.REVIEW)
    here, at = services(), _moment(request.form.get("at", ""))
    return audit_page(job, asked_for(), reopened=take_back(here.jobs, here.database, job, at, caller()))


def _wanted(asked: Asked) -> Wanted:
    return Wanted((asked.check,) if asked.check else (), (asked.severity,) if asked.severity else ())


def _reason() -> str:
    return request.form.get("reason", "").strip()


def _no_reason(field: str) -> Response:
    return wrong(field, gettext("Say why it is right as it stands."))


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise InvalidInput(
            "The moment must be a date and a time as ISO 8601 has them.", field="/at"
        ) from None


def _verdict(job: int, finding: str, reason: str | None) -> str | Response:
    """What htmx puts in the place of the finding's form; without it, the audit again."""
    if not is_fragment():
        return led_to(url_for("web.audits.read", job=job))
    return render_template(
        "audits/verdict.html",
        job=services().jobs.get(job, caller()),
        finding={"id": finding, "accepted": reason},
        longest=LONGEST_REASON,
        may_accept=True,
    )
