"""Findings of an audit accepted one by one or many at once, for one reason, and taken back together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tmserver.audit.kept import Wanted, entries_of_findings, ids_of_findings
from tmserver.errors import InvalidInput, NotFound
from tmserver.services.access.principal import Principal, Right
from tmserver.services.audits.baselines import MOST_ENTRIES, accept
from tmserver.services.jobs.audits import FINDINGS, accepted_of, audit_job
from tmserver.services.jobs.queue import JobQueue
from tmserver.services.limits import check_count
from tmserver.services.paging import COUNTED
from tmserver.store import accepted, memories
from tmserver.store.database import Database
from tmserver.store.jobs import Job


@dataclass(frozen=True, slots=True)
class Acceptance:
    """How many findings were accepted at a moment; None if all of them were accepted before."""

    number: int
    at: datetime | None


def accept_findings(
    queue: JobQueue,
    database: Database,
    job_id: int,
    ids: Sequence[str],
    caller: Principal,
    *,
    reason: str,
    expires: str = "",
) -> int:
    """Accept findings of the audit of a memory, so that its next audit leaves them out; how many.

    Forbidden without the right to review; InvalidInput if the audit was of files only; NotFound for an id
    that the audit has not.
    """
    caller.require(Right.REVIEW)
    check_count(len(ids), COUNTED, field="/findings")
    job = _of_memory(queue, job_id, caller)
    entries = entries_of_findings(queue.file(job, FINDINGS), ids)
    if missing := sorted(set(ids) - {entry.id for entry in entries}):
        raise NotFound(f"The audit has no finding {missing[0][:40]!r}.", field="/findings")
    return accept(database, job.memories[0], entries, reason=reason, expires=expires, by=caller.name)


def accept_together(
    queue: JobQueue,
    database: Database,
    job_id: int,
    which: Sequence[str] | Wanted,
    caller: Principal,
    reason: str,
) -> Acceptance:
    """Accept those of the findings that are not accepted yet: those with these ids, or all that are wanted.

    Errors as ``accept_findings``; InvalidInput for more than MOST_ENTRIES.
    """
    caller.require(Right.REVIEW)
    job = _of_memory(queue, job_id, caller)
    path = queue.file(job, FINDINGS)
    ids = ids_of_findings(path, which, MOST_ENTRIES + 1) if isinstance(which, Wanted) else which
    known = accepted_of(database, job, ids)
    new = [each for each in ids if each not in known]
    if not new:
        return Acceptance(0, None)
    entries = entries_of_findings(path, new)
    number = accept(database, job.memories[0], entries, reason=reason, by=caller.name)
    return Acceptance(number, accepted_of(database, job, new[:1])[new[0]].at)


def take_back(queue: JobQueue, database: Database, job_id: int, at: datetime, caller: Principal) -> int:
    """Let what the caller accepted at that moment count again; how many findings."""
    caller.require(Right.REVIEW)
    job = _of_memory(queue, job_id, caller)
    with database.write(by=caller.name, why="withdraw findings") as session:
        home = memories.get_memory(session, job.memories[0])
        return accepted.remove_of(session, home.id, caller.name, at)


def _of_memory(queue: JobQueue, job_id: int, caller: Principal) -> Job:
    job = audit_job(queue, job_id, caller)
    if not job.memories:
        raise InvalidInput("This audit was of files only: keep a baseline file for them.", field="/findings")
    return job
