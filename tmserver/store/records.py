"""What was done to memories, glossaries, keys and people as a whole: it outlives them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from tmserver.store.session import Session
from tmserver.store.tables import RecordRow


@dataclass(frozen=True, slots=True)
class Record:
    """One act: ``subject`` memory, glossary, key or person; ``action`` rename, purge, revoke and so on."""

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
    session.connection.execute(insert(RecordRow).values(at=session.now, **values))


def list_records(session: Session, name: str = "") -> list[Record]:
    """All acts, or those on what had that name then, the latest first."""
    row = RecordRow
    statement = select(row.subject, row.action, row.name, row.detail, row.at, row.by, row.why)
    if name:
        statement = statement.where(row.name == name)
    return [Record(*found) for found in session.connection.execute(statement.order_by(row.id.desc()))]
