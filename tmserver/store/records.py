"""What was done to memories, glossaries, keys, people and the database as a whole: it outlives them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, insert, select

from tmserver.store.session import Session
from tmserver.store.tables import GlossaryRow, MemoryRow, RecordRow


@dataclass(frozen=True, slots=True)
class Record:
    """One act: ``subject`` memory, glossary, key, person or database; ``action`` create, rename, revoke …

    Of a backup ``name`` is the file.
    """

    subject: str
    action: str
    name: str
    detail: str
    at: datetime
    by: str
    why: str


def note(session: Session, subject: str, action: str, name: str, detail: str = "") -> None:
    """Record an act of this transaction."""
    values = {"subject": subject, "action": action, "name": name, "detail": detail}
    values |= {"by": session.by, "why": session.why}
    session.connection.execute(insert(RecordRow), {"at": session.now, **values})


def note_added(session: Session) -> None:
    """Record how much this transaction added to each memory and glossary that is there at its end."""
    for kind, row, what in (("memory", MemoryRow, "units"), ("glossary", GlossaryRow, "concepts")):
        added = {key: count for (of, key), count in session.added.items() if of == kind}
        if added:
            for key, name in session.connection.execute(_named(row), {"ids": list(added)}).all():
                note(session, kind, "add", name, f"{added[key]} {what if added[key] > 1 else what[:-1]}")


@cache
def _named(row: type[MemoryRow | GlossaryRow]) -> Select[int, str]:
    """Made once, as every added unit runs it."""
    wanted = row.id.in_(bindparam("ids", expanding=True))
    return select(row.id, row.name).where(wanted, row.deleted_at.is_(None))


def keep(session: Session, known: Iterable[Record]) -> None:
    """Take over records of another database, those that are here already left out."""
    here = set(list_records(session))
    for each in known:
        if each not in here:
            session.connection.execute(insert(RecordRow).values(**asdict(each)))


def backups(session: Session) -> list[Record]:
    """The backups that were made, the latest first."""
    return [each for each in list_records(session, subject="database") if each.action == "backup"]


def list_records(session: Session, name: str = "", subject: str = "") -> list[Record]:
    """All acts, or those on what had that name then or is of that kind, the latest first."""
    statement = _records().where(RecordRow.name == name) if name else _records()
    if subject:
        statement = statement.where(RecordRow.subject == subject)
    return [Record(*found) for found in session.connection.execute(statement.order_by(RecordRow.id.desc()))]


def on_memory(known: Iterable[Record], name: str) -> list[Record]:
    """Of acts, the latest first, those on memories of that name, and before under their earlier names."""
    names = {name}
    found = []
    for each in known:
        if each.subject != "memory":
            continue
        if each.action == "rename" and each.detail in names:
            names.add(each.name)
        if each.name in names:
            found.append(each)
    return found


def _records() -> Select[*tuple[Any, ...]]:
    row = RecordRow
    return select(row.subject, row.action, row.name, row.detail, row.at, row.by, row.why)
