"""Jobs: who asked for what work, and how far it is.

``job_writes`` makes them and takes them away, ``job_claims`` is for the processes that do them.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

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


def find_job(session: Session, job_id: int, visible: Visible) -> Job | None:
    """The job of that id, None if there is none or it is not visible."""
    found = select_jobs(session, [JobRow.id == job_id, *_seen(visible)], 1)
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
    return select_jobs(session, conditions, limit)


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


def ended_before(session: Session, moment: datetime) -> list[Job]:
    """The jobs that had ended by then, up to 500 of them."""
    return select_jobs(session, [JobRow.finished_at < moment], 500)


def of_memory(session: Session, memory_id: int, name: str) -> list[Job]:
    """The jobs that read or wrote the memory; those that named it before it was made count too."""
    row = JobScopeRow
    unbound = and_(row.memory_id.is_(None), row.name == name)
    meant = and_(row.subject == MEMORY, or_(row.memory_id == memory_id, unbound))
    return select_jobs(session, [JobRow.id.in_(select(row.job_id).where(meant))], None)


def folders(session: Session) -> set[str]:
    """The folders of all jobs."""
    return set(session.connection.scalars(select(JobRow.folder)))


def select_jobs(session: Session, conditions: Sequence[ColumnElement[bool]], limit: int | None) -> list[Job]:
    """The jobs that meet all conditions, the last one first; up to ``limit``, None for all of them."""
    statement = select(*_COLUMNS).where(*conditions).order_by(JobRow.id.desc()).limit(limit)
    rows = session.connection.execute(statement).all()
    scopes = _scopes(session, [row.id for row in rows])
    return [_job(row._mapping, scopes[row.id]) for row in rows]


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
