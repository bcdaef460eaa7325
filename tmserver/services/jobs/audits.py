"""Audits as jobs: what is asked, what is done, and the findings page by page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from tmserver.audit.finding import Severity
from tmserver.audit.kept import Wanted, count_findings, findings_page, keep_findings
from tmserver.audit.options import AuditOptions
from tmserver.audit.reports.formats import FORMATS
from tmserver.audit.reports.json_report import summary_shape
from tmserver.audit.reports.result import Result
from tmserver.errors import InvalidInput, NotFound
from tmserver.services.access.principal import Principal, Right
from tmserver.services.audits.baselines import read_upload
from tmserver.services.audits.run import AuditRequest, audited, check_names, why_nothing
from tmserver.services.audits.terms import stored_concepts
from tmserver.services.jobs.files import Upload
from tmserver.services.jobs.queue import JobQueue, NewJob
from tmserver.services.jobs.work import Outcome, Work
from tmserver.services.limits import LIMIT, check_range
from tmserver.services.paging import COUNTED, Page, from_cursor, page_of, to_cursor
from tmserver.store import accepted, glossaries, memories
from tmserver.store.accepted import Accepted
from tmserver.store.database import Database
from tmserver.store.jobs import Job

KIND = "audit"
FINDINGS = "findings.db"
NEVER = "never"

_REPORTS_BEGIN = 0.95
"""The share of the work that is done when the reports are begun."""


@dataclass(frozen=True, slots=True)
class AuditWishes:
    """What to audit besides uploaded files, and how; the names are those of the API's form.

    Without ``source``, ``target`` and ``all_pairs`` each unit is compared from its source language to its
    others. ``fail_on`` is a severity, or "never".
    """

    memory: str = ""
    source: str = ""
    target: str = ""
    all_pairs: bool = False
    glossaries: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    counts: bool = False
    drafts: bool = False
    fail_on: str = Severity.WARNING.value
    language: str = "en"


@dataclass(frozen=True, slots=True)
class FindingsRequest:
    """Which findings of an audit: of these checks and severities (none: all), told in the ``language``."""

    checks: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()
    language: str = "en"
    limit: int = 20
    cursor: str = ""


def submit_audit(
    queue: JobQueue,
    database: Database,
    wishes: AuditWishes,
    files: Sequence[Upload],
    baseline: Sequence[Upload],
    caller: Principal,
) -> Job:
    """The job that audits the uploads and the memory, waiting.

    InvalidInput names what cannot be; NotFound an unknown or hidden memory or glossary.
    """
    caller.require(Right.READ)
    if not (files or wishes.memory):
        raise InvalidInput("Give files, a memory, or both.", field="/files")
    if wishes.all_pairs and (wishes.source or wishes.target):
        raise InvalidInput("Give source and target, or all_pairs, not both.", field="/all_pairs")
    check_names(AuditOptions(only=frozenset(wishes.only), skip=frozenset(wishes.skip)))
    _check_baseline(baseline)
    named = (wishes.memory,) if wishes.memory else ()
    with database.read() as session:
        for name in caller.scope(named) if named else ():
            memories.get_memory(session, name)
        for name in caller.glossary_scope(wishes.glossaries) if wishes.glossaries else ():
            glossaries.get_glossary(session, name)
    new = NewJob(KIND, asdict(wishes), memories=named, glossaries=wishes.glossaries)
    return queue.submit(new, {"files": files, "baseline": baseline}, caller)


def run_audit(work: Work) -> Outcome:
    """Audit the job's files and memory; every report and the findings go to its folder."""
    request = _request(work)
    progress = lambda share: work.tell(share * _REPORTS_BEGIN)  # noqa: E731 (a name for an argument)
    with audited(request, work.database, progress) as result:
        if not result.summary.pairs:
            return Outcome(None, f"Nothing was audited: {why_nothing(result, request)}")
        _write(work, result)
        work.units = result.summary.units
        summary = summary_shape(result) | {"total": result.total}
        return Outcome(summary, " ".join(result.unreadable))


def _write(work: Work, result: Result) -> None:
    keep_findings(result, work.folder / FINDINGS)
    for done, (name, form) in enumerate(FORMATS.items(), 1):
        work.tell(_REPORTS_BEGIN + (1 - _REPORTS_BEGIN) * done / (len(FORMATS) + 1))
        with (work.folder / report_name(name)).open("wb") as out:
            form.write(result, out)


def report_name(format_: str) -> str:
    """What the report in a format is called in the job's folder."""
    return f"report{FORMATS[format_].suffix}"


def _request(work: Work) -> AuditRequest:
    kept, files = work.job.request, work.files("files")
    wishes = AuditWishes(**{each.name: kept[each.name] for each in fields(AuditWishes)})
    pairs = (
        () if wishes.all_pairs or not (wishes.source or wishes.target) else ((wishes.source, wishes.target),)
    )
    options = AuditOptions(
        pairs=pairs,
        concepts=stored_concepts(wishes.glossaries, work.database),
        only=frozenset(wishes.only),
        skip=frozenset(wishes.skip),
        counts=wishes.counts,
        all_pairs=wishes.all_pairs,
        drafts=wishes.drafts,
    )
    return AuditRequest(
        options,
        tuple(files),
        wishes.memory and work.job.memories[0],
        next(iter(work.files("baseline")), None),
        None if wishes.fail_on == NEVER else Severity(wishes.fail_on),
        wishes.language,
        names=files,
    )


def findings_of(
    queue: JobQueue, database: Database, job_id: int, request: FindingsRequest, caller: Principal
) -> Page[dict[str, Any]]:
    """A page of the findings of an audit; each says whether it was ``accepted`` since, and why.

    NotFound unless there is such an audit, and it has ended.
    """
    check_range(request.limit, LIMIT, field="/limit")
    job = audit_job(queue, job_id, caller)
    path = queue.file(job, FINDINGS)
    after = int(from_cursor("findings", request.cursor, [int])[0]) if request.cursor else 0
    wanted = Wanted(request.checks, request.severities, after)
    found = findings_page(path, wanted, request.limit + 1, request.language)
    known = accepted_of(database, job, [shape["id"] for _, shape in found])
    reasons = {key: each.reason for key, each in known.items()}
    shapes = [shape | {"accepted": reasons.get(shape["id"])} for _, shape in found]
    shown = found[: request.limit]
    cursor = to_cursor("findings", [shown[-1][0]]) if shown else ""
    return page_of(shapes, request.limit, count_findings(path, wanted, COUNTED + 1), cursor)


def audit_job(queue: JobQueue, job_id: int, caller: Principal) -> Job:
    """The audit of that number; NotFound if the job is another kind's or somebody else's."""
    job = queue.get(job_id, caller)
    if job.kind != KIND:
        raise NotFound(f"The job {job_id} is no audit, but of the kind {job.kind}.", field="/job")
    return job


def accepted_of(database: Database, job: Job, ids: Sequence[str]) -> dict[str, Accepted]:
    """Those of the findings that are accepted in the audit's memory, by id."""
    if not job.memories:
        return {}
    with database.read() as session:
        memory = memories.find_memory(session, job.memories[0])
        return accepted.among(session, memory.id, ids) if memory else {}


def _check_baseline(uploads: Sequence[Upload]) -> None:
    """UnreadableFile unless the upload is a baseline: better now than when the job runs."""
    for upload in uploads:
        read_upload(upload.stream.read(), Path(upload.filename or "baseline").name)
        upload.stream.seek(0)
