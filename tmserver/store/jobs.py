"""Jobs: who asked for what work, how far it is, and which process does it.

A process that takes a job writes its own *claim* into the row; every later write of that process asks for the
claim, so that one which was taken for dead changes nothing any more.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, func, insert, or_, select, update

from tmserver.store.session import Session
from tmserver.store.tables import JobRow, JobScopeRow, MemoryRow

MEMORY, GLOSSARY = "memory", "glossary"


class JobState(StrEnum):
    """Where a job stands; the last three are for good."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def has_ended(self) -> bool:
        """Whether nothing more will happen to the job."""
        return self not in {JobState.QUEUED, JobState.RUNNING}


@dataclass(frozen=True, slots=True)
class Job:
    """A job as stored; ``share`` of its work is done (0–1) and ``units`` were handled.

    ``request`` and ``result`` are JSON objects whose form depends on ``kind``; ``result`` None: there is none
    yet. ``folder`` is the name of its folder of files. ``claimed_at`` is when its present or last attempt
    began. ``cancelling``: somebody has asked it to stop.
    """

    id: int
    kind: str
    state: JobState
    request: dict[str, Any]
    result: dict[str, Any] | None
    error: str
    folder: str
    share: float
    units: int
    cancelling: bool
    attempts: int
    created_by: str
    created_at: datetime
    started_at: datetime | None
    claimed_at: datetime | None
    heartbeat_at: datetime | None
    finished_at: datetime | None
    memories: tuple[str, ...] = ()
    glossaries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Visible:
    """Which jobs a caller may see: those ``by`` that name (None: anybody's), within what is granted.

    ``memories`` and ``glossaries`` None: all are granted.
    """

    by: str | None = None
    memories: frozenset[str] | None = None
    glossaries: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A job that could be taken, and the claim that it must still have then."""

    id: int
    folder: str
    claim: str


_COLUMNS = (
    JobRow.id,
    JobRow.kind,
    JobRow.state,
    JobRow.request,
    JobRow.result,
    JobRow.error,
    JobRow.folder,
    JobRow.share,
    JobRow.units,
    JobRow.cancelling,
    JobRow.attempts,
    JobRow.created_by,
    JobRow.created_at,
    JobRow.started_at,
    JobRow.claimed_at,
    JobRow.heartbeat_at,
    JobRow.finished_at,
)

_NAME = func.coalesce(MemoryRow.name, JobScopeRow.name)
"""How a memory is called now, though it was called otherwise when the job was made."""


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


def find_job(session: Session, job_id: int, visible: Visible) -> Job | None:
    """The job of that id, None if there is none or it is not visible."""
    found = _read(session, [JobRow.id == job_id, *_seen(visible)], 1)
    return found[0] if found else None


def page(
    session: Session,
    visible: Visible,
    *,
    kinds: Sequence[str] = (),
    states: Sequence[JobState] = (),
    before: int | None = None,
    limit: int,
) -> list[Job]:
    """Visible jobs, the last one first, with ids below ``before``; of some kinds or states only."""
    conditions = _narrowed(visible, kinds, states)
    if before is not None:
        conditions.append(JobRow.id < before)
    return _read(session, conditions, limit)


def count(
    session: Session,
    visible: Visible,
    *,
    kinds: Sequence[str] = (),
    states: Sequence[JobState] = (),
    most: int,
) -> int:
    """How many jobs ``page`` would list in all, counted up to ``most``."""
    some = select(JobRow.id).where(*_narrowed(visible, kinds, states)).limit(most)
    return session.connection.scalar(select(func.count()).select_from(some.subquery())) or 0


def count_by_state(session: Session) -> dict[str, int]:
    """How many jobs there are in each state, 0 too."""
    statement = select(JobRow.state, func.count()).group_by(JobRow.state)
    found = dict(session.connection.execute(statement).all())
    return {state.value: found.get(state.value, 0) for state in JobState}


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
    found = _read(session, [_held(job_id, claim)], 1)
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


def ended_before(session: Session, moment: datetime) -> list[Job]:
    """The jobs that had ended by then, up to 500 of them."""
    return _read(session, [JobRow.finished_at < moment], 500)


def of_memory(session: Session, memory_id: int, name: str) -> list[Job]:
    """The jobs that read or wrote the memory; those that named it before it was made count too."""
    row = JobScopeRow
    unbound = and_(row.memory_id.is_(None), row.name == name)
    meant = and_(row.subject == MEMORY, or_(row.memory_id == memory_id, unbound))
    return _read(session, [JobRow.id.in_(select(row.job_id).where(meant))], None)


def folders(session: Session) -> set[str]:
    """The folders of all jobs."""
    return set(session.connection.scalars(select(JobRow.folder)))


def _held(job_id: int, claim: str) -> ColumnElement[bool]:
    return and_(JobRow.id == job_id, JobRow.claim == claim, JobRow.state == JobState.RUNNING.value)


def _narrowed(
    visible: Visible, kinds: Sequence[str], states: Sequence[JobState]
) -> list[ColumnElement[bool]]:
    conditions = list(_seen(visible))
    if kinds:
        conditions.append(JobRow.kind.in_(kinds))
    if states:
        conditions.append(JobRow.state.in_([state.value for state in states]))
    return conditions


def _seen(visible: Visible) -> Iterable[ColumnElement[bool]]:
    if visible.by is not None:
        yield JobRow.created_by == visible.by
    row = JobScopeRow
    for subject, granted in ((MEMORY, visible.memories), (GLOSSARY, visible.glossaries)):
        if granted is not None:
            named = select(row.job_id).outerjoin(MemoryRow, MemoryRow.id == row.memory_id)
            hidden = named.where(row.job_id == JobRow.id, row.subject == subject, _NAME.not_in(granted))
            yield ~hidden.exists()


def _read(session: Session, conditions: Sequence[ColumnElement[bool]], limit: int | None) -> list[Job]:
    statement = select(*_COLUMNS).where(*conditions).order_by(JobRow.id.desc()).limit(limit)
    rows = session.connection.execute(statement).all()
    scopes = _scopes(session, [row.id for row in rows])
    return [_job(row._mapping, scopes[row.id]) for row in rows]


def _scopes(session: Session, job_ids: Sequence[int]) -> dict[int, dict[str, list[str]]]:
    row = JobScopeRow
    statement = select(row.job_id, row.subject, _NAME).outerjoin(MemoryRow, MemoryRow.id == row.memory_id)
    statement = statement.where(row.job_id.in_(job_ids))
    found: dict[int, dict[str, list[str]]] = defaultdict(lambda: {MEMORY: [], GLOSSARY: []})
    for job_id, subject, name in session.connection.execute(statement.order_by(row.job_id, _NAME)):
        found[job_id][subject].append(name)
    return found


def _job(row: Any, scopes: dict[str, list[str]]) -> Job:
    values = dict(row)
    values["state"] = JobState(values["state"])
    values["request"] = json.loads(values["request"])
    values["result"] = json.loads(values["result"]) if values["result"] else None
    return Job(**values, memories=tuple(scopes[MEMORY]), glossaries=tuple(scopes[GLOSSARY]))
