"""How an index in the database follows a memory: by the revision and id of the last unit that it took up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sqlalchemy import ColumnElement, Select, Subquery, and_, bindparam, func, or_, select, text

from tmserver.store.session import Session
from tmserver.store.tables import MemoryRow, UnitRow

DONE = 1 << 62
"""Above the ids of all units: every unit of the revision has been taken up."""


@dataclass(frozen=True, slots=True, order=True)
class Progress:
    """How far a memory is in an index: all its units up to this one, by revision and id."""

    revision: int = 0
    unit_id: int = 0


def goal(session: Session, memory_id: int) -> Progress:
    """How far an index is that has all units."""
    return Progress(session.connection.scalar(_revision(), {"memory": memory_id}) or 0, DONE)


def later(after: Progress) -> ColumnElement[bool]:
    """Whether a unit comes after that place."""
    unit = UnitRow
    same = and_(unit.revision == after.revision, unit.id > after.unit_id)
    return or_(unit.revision > after.revision, same)


def units_after(memory_id: int, after: Progress, limit: int | None) -> Subquery:
    """Columns id, revision and deleted_at of the next units, deleted too, by revision and id; None: all."""
    unit = UnitRow
    return (
        select(unit.id, unit.revision, unit.deleted_at)
        .where(unit.memory_id == memory_id, unit.revision >= after.revision, later(after))
        .order_by(unit.revision, unit.id)
        .limit(limit)
        .subquery()
    )


def count_after(session: Session, memory_id: int, after: Progress, most: int | None = None) -> int:
    """How many units come after that place, deleted ones included; counted no further than ``most``."""
    statement = select(func.count()).select_from(units_after(memory_id, after, most))
    return session.connection.scalar(statement) or 0


@cache
def _revision() -> Select[int]:
    """Made once, as every lookup by meaning runs it."""
    return select(MemoryRow.revision).where(MemoryRow.id == bindparam("memory"))


def lock(session: Session, index: int, memory_id: int) -> None:
    """Nobody else takes units of this memory into the index of that number before the transaction ends."""
    if session.connection.dialect.name == "postgresql":  # SQLite has one writer at a time
        session.connection.execute(
            text("SELECT pg_advisory_xact_lock(:index, CAST(:memory AS int))"),
            {"index": index, "memory": memory_id},
        )
