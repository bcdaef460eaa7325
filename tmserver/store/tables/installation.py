"""What is of the database as a whole."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from tmserver.store.tables.mapping import Id, Sorted, Table


class IdentityRow(Table):
    """The one row that tells which database this is."""

    __tablename__ = "identity"

    uuid: Mapped[str] = mapped_column(String(36), primary_key=True)
    created_at: Mapped[datetime]


class RecordRow(Table):
    """What was done to a memory, glossary, key or person as a whole; it outlives what it tells of."""

    __tablename__ = "record"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    subject: Mapped[str]
    action: Mapped[str]
    name: Mapped[str] = mapped_column(Sorted)
    detail: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[str]
    why: Mapped[str]
