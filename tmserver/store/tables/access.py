"""Who may call, and what they see."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tmserver.store.tables.mapping import Id, Sorted, Table, partial_index


class AccountRow(Table):
    """A person or a key: who may call. A key's name is free again once it is revoked.

    ``digest`` is the SHA-256 of a key, ``password`` the Argon2 hash of a person's; neither can be read back.
    """

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint("kind IN ('key', 'person')", name="kind"),
        partial_index("uq_account_name", "name", where="kind = 'person' OR ended_at IS NULL", unique=True),
        UniqueConstraint("digest"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(String(6))
    name: Mapped[str] = mapped_column(Sorted)
    role: Mapped[str]
    digest: Mapped[bytes | None]
    password: Mapped[str]
    limited: Mapped[bool]
    created_by: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]


class GrantRow(Table):
    """A memory or glossary that a limited account sees; gone with either of the two."""

    __tablename__ = "account_grant"
    __table_args__ = (
        CheckConstraint("(memory_id IS NULL) <> (glossary_id IS NULL)", name="one"),
        UniqueConstraint("account_id", "memory_id"),
        UniqueConstraint("account_id", "glossary_id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    memory_id: Mapped[int | None] = mapped_column(ForeignKey("memory.id", ondelete="CASCADE"), index=True)
    glossary_id: Mapped[int | None] = mapped_column(ForeignKey("glossary.id", ondelete="CASCADE"), index=True)


class SignInRow(Table):
    """A person's open session in a browser; ``digest`` is the SHA-256 of what the cookie holds."""

    __tablename__ = "sign_in"

    digest: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    started_at: Mapped[datetime]
    expires_at: Mapped[datetime]
