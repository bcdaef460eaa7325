"""Memories: named collections of units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from secrets import token_hex
from typing import Any

from sqlalchemy import Select, and_, bindparam, delete, func, insert, select, update

from tmserver.errors import Conflict, NotFound
from tmserver.segment import Memory
from tmserver.store import concordance, records
from tmserver.store.session import Session
from tmserver.store.tables import (
    MemoryLanguageRow,
    MemoryRow,
    UnitHistoryRow,
    UnitRow,
    VariantRow,
)
from tmserver.store.texts import check_name, check_text, is_storable, printable


def find_memory(session: Session, name: str) -> Memory | None:
    """The memory of that name, None if there is none."""
    if not is_storable(name):
        return None
    row = session.connection.execute(_named(), {"of_name": name}).first()
    return _memory(row) if row else None


def get_memory(session: Session, name: str, *, field: str = "/memory") -> Memory:
    """The memory of that name; NotFound naming those that there are, and the ``field`` that named it."""
    memory = find_memory(session, name)
    if memory is None:
        known = [known.name for known in list_memories(session)]
        raise NotFound(f"There is no memory {printable(name)}. {_listed(known)}", field=field, known=known)
    return memory


def get_memories(session: Session, names: Iterable[str], *, field: str = "/memory") -> list[Memory]:
    """The memories of those names in that order, all there are if none is named; NotFound as get_memory."""
    known = {memory.name: memory for memory in list_memories(session)}
    return [known.get(name) or get_memory(session, name, field=field) for name in names] or [*known.values()]


def list_memories(session: Session) -> list[Memory]:
    """All memories by name."""
    return [_memory(row) for row in session.connection.execute(_by_name())]


def find_home(session: Session, unit_id: int) -> Memory | None:
    """The memory that has the unit, deleted or not; None if there is none or its memory is deleted."""
    statement = _memories().join(UnitRow, UnitRow.memory_id == MemoryRow.id).where(UnitRow.id == unit_id)
    row = session.connection.execute(statement).first()
    return _memory(row) if row else None


def revisions(session: Session) -> dict[int, int]:
    """The revision of each memory by its id: the one number that a reader compares before a lookup."""
    rows = session.connection.execute(
        select(MemoryRow.id, MemoryRow.revision).where(MemoryRow.deleted_at.is_(None))
    )
    return dict(rows.all())


def create_memory(session: Session, name: str, *, title: str = "", description: str = "") -> Memory:
    """A new, empty memory; Conflict if the name is taken, InvalidInput if it is none."""
    _check(session, name, title, description)
    if find_memory(session, name):
        raise Conflict(f"There is a memory {name!r} already. Choose another name.")
    epoch = token_hex(16)
    statement = insert(MemoryRow).values(
        name=name,
        title=title,
        description=description,
        revision=0,
        epoch=epoch,
        created_by=session.by,
        created_at=session.now,
    )
    key = session.connection.scalar(statement.returning(MemoryRow.id))
    records.note(session, "memory", "create", name)
    return Memory(int(key or 0), name, title, description, 0, epoch)


def rename_memory(session: Session, memory: Memory, name: str) -> Memory:
    """The memory under another name; Conflict if that is taken, InvalidInput if it is none."""
    check_name(name)
    if name == memory.name:
        return memory
    if find_memory(session, name):
        raise Conflict(f"There is a memory {name!r} already. Choose another name.")
    records.note(session, "memory", "rename", memory.name, name)
    return _change(session, memory, name=name)


def describe_memory(session: Session, memory: Memory, *, title: str, description: str) -> Memory:
    """The memory with another title and description."""
    _check(session, memory.name, title, description)
    records.note(session, "memory", "describe", memory.name)
    return _change(session, memory, title=title, description=description)


def delete_memory(session: Session, memory: Memory) -> None:
    """Take the memory away with all its units; nothing is lost until it is purged. Its name is free again."""
    session.revision(memory.id)
    records.note(session, "memory", "delete", memory.name)
    _set(session, memory, deleted_at=session.now)


def list_deleted(session: Session) -> list[Memory]:
    """Deleted memories that can still be restored or purged, the last created first."""
    # A stage of an import (see staging.py) is called "import …"; no memory's name holds a space.
    deleted = and_(MemoryRow.deleted_at.is_not(None), MemoryRow.name.not_like("% %"))
    statement = _columns().where(deleted).order_by(MemoryRow.id.desc())
    return [_memory(row) for row in session.connection.execute(statement)]


def created_at(session: Session, memory: Memory) -> datetime:
    """When the memory was made, deleted or not."""
    row = MemoryRow
    return session.connection.scalars(select(row.created_at).where(row.id == memory.id)).one()


def restore_memory(session: Session, memory: Memory) -> Memory:
    """A deleted memory, there again with all its units; Conflict if its name has been taken meanwhile."""
    if find_memory(session, memory.name):
        raise Conflict(f"There is another memory {memory.name!r} by now. Rename that one first.")
    epoch = token_hex(16)
    _set(session, memory, deleted_at=None, epoch=epoch)
    records.note(session, "memory", "restore", memory.name)
    session.revision(memory.id)
    return get_memory(session, memory.name)


def renew_epochs(session: Session, memory_ids: Iterable[int] | None = None) -> None:
    """Let no index made before be taken for one of these memories, by default of all, deleted ones too."""
    if memory_ids is None:
        memory_ids = session.connection.scalars(select(MemoryRow.id)).all()
    for memory_id in memory_ids:
        statement = update(MemoryRow).where(MemoryRow.id == memory_id)
        session.connection.execute(statement.values(epoch=token_hex(16)))


def purge_memory(session: Session, memory: Memory) -> int:
    """Really delete the memory with its units and their history; the number of units that are gone.

    A record of who did it, when and why stays. ``Database.scrub`` afterwards clears the last traces.
    """
    units = select(UnitRow.id).where(UnitRow.memory_id == memory.id)
    counted = session.connection.scalar(select(func.count()).select_from(units.subquery())) or 0
    records.note(session, "memory", "purge", memory.name, f"{counted} unit{'' if counted == 1 else 's'}")
    concordance.forget(session, memory.id)
    for statement in (
        delete(UnitHistoryRow).where(UnitHistoryRow.unit_id.in_(units)),
        delete(VariantRow).where(VariantRow.unit_id.in_(units)),
        delete(UnitRow).where(UnitRow.memory_id == memory.id),
        delete(MemoryLanguageRow).where(MemoryLanguageRow.memory_id == memory.id),
        delete(MemoryRow).where(MemoryRow.id == memory.id),
    ):
        session.connection.execute(statement)
    return counted


def _columns() -> Select[*tuple[Any, ...]]:
    row = MemoryRow
    return select(row.id, row.name, row.title, row.description, row.revision, row.epoch)


def _memories() -> Select[*tuple[Any, ...]]:
    return _columns().where(MemoryRow.deleted_at.is_(None))


@cache
def _by_name() -> Select[*tuple[Any, ...]]:
    """Made once, as every lookup runs it."""
    return _memories().order_by(MemoryRow.name)


@cache
def _named() -> Select[*tuple[Any, ...]]:
    """Made once, as every added unit runs it."""
    return _memories().where(MemoryRow.name == bindparam("of_name"))


def _memory(row: Sequence[Any]) -> Memory:
    return Memory(*row)


def _change(session: Session, memory: Memory, **values: str) -> Memory:
    revision = session.revision(memory.id)
    _set(session, memory, **values)
    return replace(memory, revision=revision, **values)  # type: ignore[arg-type]  # all are texts


def _set(session: Session, memory: Memory, **values: Any) -> None:
    session.connection.execute(update(MemoryRow).where(MemoryRow.id == memory.id).values(**values))


def _check(session: Session, name: str, title: str, description: str) -> None:
    check_name(name)
    check_text(title, "title", session.max_text_length)
    check_text(description, "description", session.max_text_length)


def _listed(names: list[str]) -> str:
    if not names:
        return "There is none yet; create one with: tmserver memory create NAME"
    shown = ", ".join(names[:20]) + (" …" if len(names) > 20 else "")
    return f"There are: {shown}."
