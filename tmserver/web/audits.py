"""Audits: started, watched, their findings grouped by check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from apiflask import APIBlueprint
from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from tmserver.audit.checks import CHECKS
from tmserver.audit.finding import Severity
from tmserver.audit.reports.formats import FORMATS
from tmserver.audit.wording import title
from tmserver.gate.caller import caller
from tmserver.gate.services import services
from tmserver.gate.uploads import takes_uploads
from tmserver.services.access.principal import Right
from tmserver.services.audits.baselines import LONGEST_REASON
from tmserver.services.jobs.audits import (
    KIND,
    AuditWishes,
    FindingsRequest,
    audit_job,
    findings_of,
    submit_audit,
)
from tmserver.services.jobs.shapes import job_shape
from tmserver.services.languages import tag_of
from tmserver.services.paging import Page
from tmserver.store.jobs import Job, JobState
from tmserver.web.charts import Bar, bars
from tmserver.web.errors import wrong
from tmserver.web.glossary import glossaries_seen
from tmserver.web.imports import sent_files
from tmserver.web.language import gettext, language
from tmserver.web.marks import pieces
from tmserver.web.page import answer, led_to

FIRST = 3
"""Findings of each check on the page of all of them."""

blueprint = APIBlueprint("audits", __name__, enable_openapi=False, url_prefix="/audits")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which findings: of a check, of a severity; "" means all."""

    check: str = ""
    severity: str = ""
    cursor: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of a check, or the first of them."""

    check: str
    page: Page[dict[str, Any]]


@blueprint.get("")
def page() -> str:
    """The form that starts an audit, and the audits there are, the last one first."""
    caller().require(Right.READ)
    found = services().jobs.page(caller(), kinds=(KIND,), cursor=request.args.get("cursor", ""))
    return render_template(
        "audits/page.html",
        audits=found,
        glossaries=[each.glossary.name for each in glossaries_seen()],
        checks={name: title(name, language()) for name in CHECKS},
    )


@blueprint.post("")
@takes_uploads
def start() -> Response:
    """Hand the audit in, and show how far it is."""
    caller().require(Right.READ)
    form, files = request.form, sent_files()
    wishes = AuditWishes(
        memory=form.get("memory", ""),
        source=tag_of(form.get("source", ""), "/source"),
        target=tag_of(form.get("target", ""), "/target"),
        all_pairs="all_pairs" in form,
        glossaries=tuple(form.getlist("glossary")),
        only=tuple(form.getlist("only")),
        drafts="drafts" in form,
        language=language(),
    )
    if not (wishes.memory or files):
        return wrong("memory", gettext("Choose a memory or files."))
    here = services()
    job = submit_audit(here.jobs, here.database, wishes, files, (), caller())
    return led_to(url_for("web.audits.read", job=job.id))


@blueprint.get("/<int:job>")
def read(job: int) -> str:
    """The audit: how far it is, then its findings, those of a check or severity if the address names one."""
    caller().require(Right.READ)
    return audit_page(job, asked_for())


def audit_page(job: int, asked: Asked, **more: object) -> str:
    """The audit as a page, for htmx as a part of it; ``more`` is what was just done with its findings."""
    found = audit_job(services().jobs, job, caller())
    is_read = found.state is JobState.DONE and found.result is not None
    return answer(
        "audits/audit.html",
        "audits/more.html" if asked.cursor else "audits/state.html",
        job=found,
        shape=job_shape(found),
        asked=asked,
        names=[each["name"] for each in found.request.get("files", ())],
        groups=_groups(found, asked) if is_read else (),
        bars=_bars(found.result) if found.result else (),
        formats=tuple(FORMATS),
        severities=_severities(found.result) if found.result else (),
        title=lambda check: title(check, language()),
        marked=_marked,
        longest=LONGEST_REASON,
        may_accept=caller().may(Right.REVIEW) and bool(found.memories),
        **more,
    )


@blueprint.post("/<int:job>/cancel")
def cancel(job: int) -> Response:
    """Stop the audit."""
    caller().require(Right.READ)
    services().jobs.cancel(job, caller())
    return led_to(url_for("web.audits.read", job=job))


def asked_for() -> Asked:
    """What the address asks for; a check or severity that there is not narrows nothing."""
    check, severity, cursor = (request.args.get(name, "") for name in ("check", "severity", "cursor"))
    return Asked(check if check in CHECKS else "", severity if severity in set(Severity) else "", cursor)


def _groups(job: Job, asked: Asked) -> Sequence[Group]:
    """All findings of the check that is asked for, page by page; else the first of each, gravest first."""
    if asked.check:
        return [Group(asked.check, _findings(job, asked.check, asked, 20))]
    counts = (job.result or {})["by_check"]
    order = sorted(counts, key=lambda check: (-_weight(check), -counts[check]))
    found = [Group(check, _findings(job, check, asked, FIRST)) for check in order]
    return [each for each in found if each.page.items]


def _findings(job: Job, check: str, asked: Asked, limit: int) -> Page[dict[str, Any]]:
    severities = (asked.severity,) if asked.severity else ()
    wanted = FindingsRequest((check,), severities, language(), limit, asked.cursor)
    return findings_of(services().jobs, services().database, job.id, wanted, caller())


def _marked(side: dict[str, Any], severity: str) -> list[tuple[str, str]]:
    """The text of a side in pieces, what the finding is about marked."""
    return pieces(side["text"], [(start, end, severity) for start, end in side["spans"]])


def _weight(check: str) -> int:
    return CHECKS[check].severity.rank if check in CHECKS else 0


def _severities(result: dict[str, Any]) -> Sequence[Bar]:
    """The severities by their findings, the gravest first."""
    return bars({each.value: result["by_severity"].get(each.value, 0) for each in reversed(Severity)})


def _bars(result: dict[str, Any]) -> Sequence[Bar]:
    """The checks by their findings, most first."""
    counts = {name: count for name, count in result["by_check"].items() if count}
    return bars(dict(sorted(counts.items(), key=lambda item: -item[1])))
