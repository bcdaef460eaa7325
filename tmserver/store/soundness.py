"""What may be wrong with the rows of a database, found by SQL, and put right where that loses nothing."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, ForeignKeyConstraint, delete, exists, func, select, text, update
from sqlalchemy import Table as Rows

from tmserver.segment import Memory
from tmserver.store import languages, memories, sqlite_files
from tmserver.store.copying import tables
from tmserver.store.session import Session
from tmserver.store.tables import MemoryLanguageRow, MemoryRow, UnitRow, VariantRow


@dataclass(frozen=True, slots=True)
class Orphans:
    """So many rows of a table that belong to a row of ``parent`` which is not there."""

    table: str
    parent: str
    rows: int


def damage(session: Session) -> list[str]:
    """What SQLite finds wrong with its file; empty on PostgreSQL, which tells when it meets damage."""
    driver: Any = session.connection.connection.driver_connection
    return sqlite_files.damage(driver) if isinstance(driver, sqlite3.Connection) else []


def orphans(session: Session) -> list[Orphans]:
    """Rows whose parent is missing, by table."""
    found = []
    for table in tables():
        for constraint in table.foreign_key_constraints:
            statement = select(func.count()).select_from(table).where(_orphaned(constraint))
            number = session.connection.scalar(statement) or 0
            if number:
                found.append(Orphans(table.name, constraint.referred_table.name, number))
    return found


def delete_orphans(session: Session) -> None:
    """Take the rows away that belong to nothing, and then what belonged to them."""
    for table in tables():
        for constraint in table.foreign_key_constraints:
            session.connection.execute(delete(table).where(_orphaned(constraint)))


def _orphaned(constraint: ForeignKeyConstraint) -> ColumnElement[bool]:
    (key,) = constraint.elements
    parent = key.column.table.alias()
    return key.parent.is_not(None) & ~exists().where(parent.c[key.column.name] == key.parent)


def miscounted(session: Session) -> list[Memory]:
    """Memories whose numbers of units by language are not what they should be."""
    kept = MemoryLanguageRow
    stored = {
        (memory_id, language): units
        for memory_id, language, units in session.connection.execute(
            select(kept.memory_id, kept.language, kept.units).where(kept.units != 0)
        )
    }
    counted = _counted(session)
    wrong = {key[0] for key in stored.keys() | counted.keys() if stored.get(key) != counted.get(key)}
    return [memory for memory in memories.list_memories(session) if memory.id in wrong]


def recount(session: Session, memory: Memory) -> None:
    """Count the units of a memory by language anew; nobody writes to it meanwhile."""
    session.revision(memory.id)
    session.connection.execute(delete(MemoryLanguageRow).where(MemoryLanguageRow.memory_id == memory.id))
    for (memory_id, language), units in _counted(session, memory.id).items():
        session.tally[memory_id, language] += units
    languages.keep(session)


def _counted(session: Session, memory_id: int | None = None) -> dict[tuple[int, str], int]:
    unit, variant = UnitRow, VariantRow
    statement = (
        select(unit.memory_id, variant.language, func.count(unit.id.distinct()))
        .join_from(unit, variant, variant.unit_id == unit.id)
        .where(unit.deleted_at.is_(None), variant.removed.is_(False))
        .group_by(unit.memory_id, variant.language)
    )
    if memory_id is not None:
        statement = statement.where(unit.memory_id == memory_id)
    return {(memory, language): units for memory, language, units in session.connection.execute(statement)}


def ahead(session: Session) -> list[Memory]:
    """Memories that have a unit of a later revision than their own: readers may miss its next changes."""
    row = MemoryRow
    later = exists().where(UnitRow.memory_id == row.id, UnitRow.revision > row.revision)
    found = set(session.connection.scalars(select(row.id).where(later)))
    return [memory for memory in memories.list_memories(session) if memory.id in found]


def raise_revision(session: Session, memory: Memory) -> None:
    """Put the memory's revision after those of all its units."""
    highest = select(func.max(UnitRow.revision)).where(UnitRow.memory_id == memory.id).scalar_subquery()
    statement = update(MemoryRow).where(MemoryRow.id == memory.id)
    session.connection.execute(statement.values(revision=highest + 1))
    memories.renew_epochs(session, [memory.id])


def outrun_sequences(session: Session) -> list[str]:
    """Tables on PostgreSQL that would number their next row as one that is there."""
    if session.connection.dialect.name == "sqlite":
        return []
    return [table.name for table in tables() if _is_outrun(session, table)]


def _is_outrun(session: Session, table: Rows) -> bool:
    column = table.autoincrement_column
    if column is None:
        return False
    names = {"name": f'"{table.name}"', "key": column.name}
    sequence = session.connection.scalar(text("SELECT pg_get_serial_sequence(:name, :key)"), names)
    last, called = session.connection.execute(text(f"SELECT last_value, is_called FROM {sequence}")).one()  # noqa: S608 (PostgreSQL's own, quoted name)
    highest = session.connection.scalar(select(func.max(column))) or 0
    return bool(last < highest or (last == highest and not called))
