"""Jobs, and the findings of audits that need not be told any more."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Float, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from tmserver.store.tables.mapping import Id, Sorted, Table


class JobRow(Table):
    """Work that outlives a request: an import, an audit; ``claim`` names the process that does it.

    Ids are never used anew, so that an old address does not come to mean another job.
    """

    __tablename__ = "job"
    __table_args__ = (Index(None, "state", "id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    kind: Mapped[str]
    state: Mapped[str] = mapped_column(String(10))
    request: Mapped[str]
    result: Mapped[str]
    error: Mapped[str]
    folder: Mapped[str] = mapped_column(String(32))
    share: Mapped[float] = mapped_column(Float)
    units: Mapped[int] = mapped_column(BigInteger)
    cancelling: Mapped[bool]
    claim: Mapped[str] = mapped_column(String(32))
    attempts: Mapped[int] = mapped_column(Integer)
    created_by: Mapped[str]
    created_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    claimed_at: Mapped[datetime | None]
    heartbeat_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]


class JobScopeRow(Table):
    """A memory or glossary that a job reads or writes; ``memory_id`` None: of a glossary, or not made yet."""

    __tablename__ = "job_scope"
    __table_args__ = (Index(None, "memory_id"),)

    job_id: Mapped[int] = mapped_column(ForeignKey("job.id", ondelete="CASCADE"), primary_key=True)
    subject: Mapped[str] = mapped_column(String(10), primary_key=True)
    name: Mapped[str] = mapped_column(Sorted, primary_key=True)
    memory_id: Mapped[int | None] = mapped_column(BigInteger)


class AcceptedFindingRow(Table):
    """A finding of audits of a memory that was looked at and accepted; gone with its memory."""

    __tablename__ = "accepted_finding"

    memory_id: Mapped[int] = mapped_column(ForeignKey("memory.id", ondelete="CASCADE"), primary_key=True)
    finding: Mapped[str] = mapped_column(Sorted, primary_key=True)
    reason: Mapped[str]
    expires: Mapped[str]
    check_name: Mapped[str]
    languages: Mapped[str]
    file: Mapped[str]
    unit: Mapped[str]
    source: Mapped[str]
    evidence: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
