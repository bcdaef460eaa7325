"""Writing jobs: handed in, cancelled, taken away."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import and_, delete, insert, select, update

from tmserver.store.jobs import GLOSSARY, MEMORY, JobState
from tmserver.store.session import Session
from tmserver.store.tables import JobRow, JobScopeRow, MemoryRow


def add(
    session: Session,
    kind: str,
    folder: str,
    request: dict[str, Any],
    *,
    memories: Iterable[str] = (),
    glossaries: Iterable[str] = (),
) -> int:
    """The id of a new job that waits to be taken; a memory named need not exist yet."""
    statement = insert(JobRow).values(
        kind=kind,
        state=JobState.QUEUED.value,
        request=json.dumps(request, ensure_ascii=False),
        result="",
        error="",
        folder=folder,
        share=0.0,
        units=0,
        cancelling=False,
        claim="",
        attempts=0,
        created_by=session.by,
        created_at=session.now,
    )
    job_id = int(session.connection.scalar(statement.returning(JobRow.id)) or 0)
    scopes = [(MEMORY, name) for name in dict.fromkeys(memories)]
    scopes += [(GLOSSARY, name) for name in dict.fromkeys(glossaries)]
    if scopes:
        rows = [{"job_id": job_id, "subject": subject, "name": name} for subject, name in scopes]
        session.connection.execute(insert(JobScopeRow), rows)
        bind(session, job_id)
    return job_id


def bind(session: Session, job_id: int) -> None:
    """Note which memories the job's names mean, where they exist by now: a purge asks for ids."""
    row, memory = JobScopeRow, MemoryRow
    meant = select(memory.id).where(memory.name == row.name, memory.deleted_at.is_(None)).scalar_subquery()
    unbound = and_(row.job_id == job_id, row.subject == MEMORY, row.memory_id.is_(None))
    session.connection.execute(update(row).where(unbound).values(memory_id=meant))


def cancel(session: Session, job_id: int) -> None:
    """End the job if it still waits; if it runs, ask it to stop."""
    waiting = and_(JobRow.id == job_id, JobRow.state == JobState.QUEUED.value)
    ended = {"state": JobState.CANCELLED.value, "cancelling": True, "finished_at": session.now}
    if not session.connection.execute(update(JobRow).where(waiting).values(ended)).rowcount:
        running = and_(JobRow.id == job_id, JobRow.state == JobState.RUNNING.value)
        session.connection.execute(update(JobRow).where(running).values(cancelling=True))


def abandon(session: Session, error: str) -> None:
    """End all jobs that have not ended: in a copy of the database their files may be missing."""
    unended = JobRow.state.in_([state.value for state in JobState if not state.has_ended])
    values = {"state": JobState.FAILED.value, "error": error, "finished_at": session.now}
    session.connection.execute(update(JobRow).where(unended).values(values))


def delete_jobs(session: Session, job_ids: Iterable[int]) -> None:
    """Take the jobs away, whatever their state; a process that works on one learns it at its next beat."""
    wanted = list(job_ids)
    session.connection.execute(delete(JobScopeRow).where(JobScopeRow.job_id.in_(wanted)))
    session.connection.execute(delete(JobRow).where(JobRow.id.in_(wanted)))
