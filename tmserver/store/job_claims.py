"""Jobs as the processes that do them see them: taken, alive, ended, released.

A process that takes a job writes its own *claim* into the row; every later write of that process asks for the
claim, so that one which was taken for dead changes nothing any more.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, update

from tmserver.store.job_writes import bind
from tmserver.store.jobs import Job, JobState, select_jobs
from tmserver.store.session import Session
from tmserver.store.tables import JobRow


@dataclass(frozen=True, slots=True)
class Candidate:
    """A job that could be taken, and the claim that it must still have then."""

    id: int
    folder: str
    claim: str


def candidates(session: Session, silent_since: datetime, limit: int = 20) -> list[Candidate]:
    """Jobs that wait, and those of which nothing was heard since that moment; the oldest first."""
    row = JobRow
    silent = and_(row.state == JobState.RUNNING.value, row.heartbeat_at < silent_since)
    statement = select(row.id, row.folder, row.claim).where(or_(row.state == JobState.QUEUED.value, silent))
    return [
        Candidate(*found) for found in session.connection.execute(statement.order_by(row.id).limit(limit))
    ]


def take(session: Session, candidate: Candidate, claim: str) -> bool:
    """Make the job run under a new claim; whether nobody else was quicker."""
    row = JobRow
    states = [JobState.QUEUED.value, JobState.RUNNING.value]
    unchanged = and_(row.id == candidate.id, row.claim == candidate.claim, row.state.in_(states))
    values = {
        "state": JobState.RUNNING.value,
        "claim": claim,
        "attempts": row.attempts + 1,
        "started_at": func.coalesce(row.started_at, session.now),
        "claimed_at": session.now,
        "heartbeat_at": session.now,
        "share": 0.0,
        "units": 0,
    }
    return bool(session.connection.execute(update(row).where(unchanged).values(values)).rowcount)


def claimed(session: Session, job_id: int, claim: str) -> Job | None:
    """The job, if it runs under this claim."""
    found = select_jobs(session, [_held(job_id, claim)], 1)
    return found[0] if found else None


def beat(session: Session, job_id: int, claim: str, *, share: float, units: int) -> bool | None:
    """Say that the job lives and how far it is; whether it is to stop, None if it is not ours any more."""
    statement = update(JobRow).where(_held(job_id, claim))
    values = {"share": share, "units": units, "heartbeat_at": session.now}
    return session.connection.scalar(statement.values(values).returning(JobRow.cancelling))


def finish(
    session: Session,
    job_id: int,
    claim: str,
    state: JobState,
    *,
    result: dict[str, Any] | None,
    error: str,
    units: int,
) -> bool:
    """End the job; whether it was still ours."""
    values: dict[str, object] = {
        "state": state.value,
        "result": "" if result is None else json.dumps(result, ensure_ascii=False),
        "error": error,
        "units": units,
        "finished_at": session.now,
    }
    if state is JobState.DONE:
        values["share"] = 1.0
    bind(session, job_id)
    return bool(
        session.connection.execute(update(JobRow).where(_held(job_id, claim)).values(values)).rowcount
    )


def release(session: Session, job_id: int, claim: str, *, in_order: bool) -> bool:
    """Let another process take the job up; whether it was still ours.

    ``in_order``: the server stops, and the job is not to blame: this attempt does not count.
    """
    values = {"state": JobState.QUEUED.value, "attempts": JobRow.attempts - int(in_order)}
    return bool(
        session.connection.execute(update(JobRow).where(_held(job_id, claim)).values(values)).rowcount
    )


def _held(job_id: int, claim: str) -> ColumnElement[bool]:
    return and_(JobRow.id == job_id, JobRow.claim == claim, JobRow.state == JobState.RUNNING.value)
