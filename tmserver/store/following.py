"""How an index in the database follows a memory: by the revision and id of the last unit that it took up."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Subquery, and_, func, or_, select, text

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
    revision = session.connection.scalar(select(MemoryRow.revision).where(MemoryRow.id == memory_id))
    return Progress(revision or 0, DONE)


def later(after: Progress) -> ColumnElement[bool]:
    """Whether a unit comes after that place."""
    unit = UnitRow
    same = and_(unit.revision == after.revision, unit.id > after.unit_id)
    return or_(unit.revision > after.revision, same)


def units_after(memory_id: int, after: Progress, limit: int) -> Subquery:
    """Columns id, revision and deleted_at of the next units, deleted ones too, by revision and id."""
    unit = UnitRow
    return (
        select(unit.id, unit.revision, unit.deleted_at)
        .where(unit.memory_id == memory_id, unit.revision >= after.revision, later(after))
        .order_by(unit.revision, unit.id)
        .limit(limit)
        .subquery()
    )


def count_after(session: Session, memory_id: int, after: Progress) -> int:
    """How many units come after that place, deleted ones included."""
    statement = select(func.count()).select_from(UnitRow).where(UnitRow.memory_id == memory_id, later(after))
    return session.connection.scalar(statement) or 0


def lock(session: Session, index: int, memory_id: int) -> None:
    """Nobody else takes units of this memory into the index of that number before the transaction ends."""
    if session.connection.dialect.name == "postgresql":  # SQLite has one writer at a time
        session.connection.execute(
            text("SELECT pg_advisory_xact_lock(:index, CAST(:memory AS int))"),
            {"index": index, "memory": memory_id},
        )
