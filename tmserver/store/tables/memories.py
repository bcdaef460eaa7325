"""Memories, their units and what these were before."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tmserver.segment import Status
from tmserver.store.tables.mapping import Id, Sorted, Table, partial_index

STATUSES = ", ".join(f"'{status}'" for status in Status)


class MemoryRow(Table):
    """A memory; a name is free again once its memory is deleted."""

    __tablename__ = "memory"
    __table_args__ = (partial_index("uq_memory_name", "name", where="deleted_at IS NULL", unique=True),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(Sorted)
    title: Mapped[str]
    description: Mapped[str]
    revision: Mapped[int] = mapped_column(BigInteger)
    epoch: Mapped[str] = mapped_column(String(32))
    created_by: Mapped[str]
    created_at: Mapped[datetime]
    deleted_at: Mapped[datetime | None]


class MemoryLanguageRow(Table):
    """How many units of a memory have a language: kept by every write, so that asking costs nothing."""

    __tablename__ = "memory_language"

    memory_id: Mapped[int] = mapped_column(ForeignKey("memory.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(Sorted, primary_key=True)
    language_key: Mapped[str]
    units: Mapped[int] = mapped_column(BigInteger)


class UnitRow(Table):
    """A translation unit without its texts. ``position`` 0 is unknown; a deleted unit keeps its row."""

    __tablename__ = "unit"
    __table_args__ = (
        CheckConstraint(f"status IN ({STATUSES})", name="status"),
        Index(None, "memory_id", "revision"),
        Index(None, "memory_id", "document", "position"),
        Index(None, "memory_id", "digest"),
        Index(None, "memory_id", "source_digest"),
        partial_index(None, "memory_id", "identity_digest", where="identity_digest IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    memory_id: Mapped[int] = mapped_column(ForeignKey("memory.id"))
    external_id: Mapped[str]
    document: Mapped[str] = mapped_column(Sorted)
    position: Mapped[int] = mapped_column(BigInteger)
    source_language: Mapped[str]
    notes: Mapped[str]
    props: Mapped[str]
    status: Mapped[str] = mapped_column(String(10))
    origin: Mapped[str]
    created_by: Mapped[str]
    created_at: Mapped[datetime | None]
    changed_by: Mapped[str]
    changed_at: Mapped[datetime | None]
    added_by: Mapped[str]
    added_at: Mapped[datetime]
    usage_count: Mapped[int] = mapped_column(BigInteger)
    revision: Mapped[int] = mapped_column(BigInteger)
    deleted_at: Mapped[datetime | None]
    digest: Mapped[bytes]
    source_digest: Mapped[bytes]
    identity_digest: Mapped[bytes | None]


class VariantRow(Table):
    """One language of a unit.

    ``removed``: an edit left the unit with fewer variants. The row stays, without its text, so that an index
    which holds its id learns that it is gone.
    """

    __tablename__ = "variant"
    __table_args__ = (UniqueConstraint("unit_id", "ordinal"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id", ondelete="CASCADE"))
    ordinal: Mapped[int] = mapped_column(Integer)
    removed: Mapped[bool]
    language: Mapped[str]
    language_key: Mapped[str]
    language_as_read: Mapped[str]
    analyser: Mapped[str]
    analysis: Mapped[bytes | None]
    text: Mapped[str]
    codes: Mapped[str]
    previous: Mapped[str | None]
    next: Mapped[str | None]
    notes: Mapped[str]
    props: Mapped[str]


class UnitHistoryRow(Table):
    """An earlier state of a unit, as JSON, and who ended it, when and why."""

    __tablename__ = "unit_history"
    __table_args__ = (Index(None, "unit_id", "id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id", ondelete="CASCADE"))
    action: Mapped[str]
    state: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[str]
    why: Mapped[str]
