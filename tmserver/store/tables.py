"""The tables: one mapped class each. Statements are Core selects and inserts; no ORM object is ever made.

Lists (notes, props, codes, forms …) are JSON text, "" when empty: most are, and "" costs nothing to read.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from tmserver.segment import Status

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

STATUSES = ", ".join(f"'{status}'" for status in Status)


class Moment(TypeDecorator[datetime]):
    """An aware time in UTC on every database; SQLite has no time zones and would give it back naive."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment in UTC; without its zone for SQLite."""
        if value is None:
            return None
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """The moment as aware UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# SQLite numbers rows by itself only where the key is exactly INTEGER.
Id = BigInteger().with_variant(Integer, "sqlite")
# By code point on every database: SQLite has no other order, PostgreSQL's default depends on the server.
Sorted = Text().with_variant(Text(collation="C"), "postgresql")


class Table(DeclarativeBase):
    """What all tables share: the naming of constraints, which migrations need to drop them again."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {str: Text(), datetime: Moment(), bytes: LargeBinary()}  # noqa: RUF012 (SQLAlchemy's form)


class IdentityRow(Table):
    """The one row that tells which database this is."""

    __tablename__ = "identity"

    uuid: Mapped[str] = mapped_column(String(36), primary_key=True)
    created_at: Mapped[datetime]


class MemoryRow(Table):
    """A memory; a name is free again once its memory is deleted."""

    __tablename__ = "memory"
    __table_args__ = (
        Index(
            "uq_memory_name",
            "name",
            unique=True,
            sqlite_where=text("deleted_at IS NULL"),
            postgresql_where=text("deleted_at IS NULL"),
        ),
    )

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
        Index(
            None,
            "memory_id",
            "identity_digest",
            sqlite_where=text("identity_digest IS NOT NULL"),
            postgresql_where=text("identity_digest IS NOT NULL"),
        ),
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


class VectorRow(Table):
    """The vector of a variant's text: 512 whole numbers of a byte each, and a digest of the text.

    A cache, as is the progress: it fills itself again when its rows are deleted.
    """

    __tablename__ = "vector"

    variant_id: Mapped[int] = mapped_column(
        ForeignKey("variant.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    digest: Mapped[bytes] = mapped_column(LargeBinary(8))
    data: Mapped[bytes] = mapped_column(LargeBinary(512))


class VectorProgressRow(Table):
    """How far a memory's texts have vectors, and by which encoder."""

    __tablename__ = "vector_progress"

    memory_id: Mapped[int] = mapped_column(
        ForeignKey("memory.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    encoder: Mapped[str] = mapped_column(String(100))
    revision: Mapped[int] = mapped_column(BigInteger)
    unit_id: Mapped[int] = mapped_column(BigInteger)


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


class GlossaryRow(Table):
    """A glossary; a name is free again once its glossary is deleted."""

    __tablename__ = "glossary"
    __table_args__ = (
        Index(
            "uq_glossary_name",
            "name",
            unique=True,
            sqlite_where=text("deleted_at IS NULL"),
            postgresql_where=text("deleted_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(Sorted)
    title: Mapped[str]
    description: Mapped[str]
    revision: Mapped[int] = mapped_column(BigInteger)
    created_by: Mapped[str]
    created_at: Mapped[datetime]
    deleted_at: Mapped[datetime | None]


class ConceptRow(Table):
    """A concept; ``code`` is its id in the glossary's files. A deleted concept keeps its row."""

    __tablename__ = "concept"
    __table_args__ = (UniqueConstraint("glossary_id", "code"), Index(None, "glossary_id", "position"))

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    glossary_id: Mapped[int] = mapped_column(ForeignKey("glossary.id", ondelete="CASCADE"))
    code: Mapped[str]
    position: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str]
    domain: Mapped[str]
    definitions: Mapped[str]
    note: Mapped[str]
    related: Mapped[str]
    not_to_confuse: Mapped[str]
    valid_from: Mapped[str]
    valid_until: Mapped[str]
    revision: Mapped[int] = mapped_column(BigInteger)
    changed_by: Mapped[str]
    changed_at: Mapped[datetime]
    deleted_at: Mapped[datetime | None]


class TermRow(Table):
    """A term of a concept; ``case_mode`` and ``match_mode`` None: by the concept's kind."""

    __tablename__ = "term"
    __table_args__ = (UniqueConstraint("concept_id", "ordinal"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    concept_id: Mapped[int] = mapped_column(ForeignKey("concept.id", ondelete="CASCADE"))
    ordinal: Mapped[int] = mapped_column(Integer)
    text: Mapped[str]
    language: Mapped[str]
    status: Mapped[str]
    type: Mapped[str]
    part_of_speech: Mapped[str]
    gender: Mapped[str]
    number: Mapped[str]
    country: Mapped[str]
    case_mode: Mapped[str | None]
    match_mode: Mapped[str | None]
    forms: Mapped[str]
    indeclinable: Mapped[bool]
    accepted: Mapped[bool]
    enforced: Mapped[bool]
    everywhere: Mapped[bool]
    context: Mapped[str]
    context_source: Mapped[str]
    replaced_by: Mapped[str]
    note: Mapped[str]
    changed_by: Mapped[str]
    changed_at: Mapped[str]


class ConceptHistoryRow(Table):
    """An earlier state of a concept with its terms, as JSON, and who ended it, when and why."""

    __tablename__ = "concept_history"
    __table_args__ = (Index(None, "concept_id", "id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    concept_id: Mapped[int] = mapped_column(ForeignKey("concept.id", ondelete="CASCADE"))
    action: Mapped[str]
    state: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[str]
    why: Mapped[str]


class AccountRow(Table):
    """A person or a key: who may call. A key's name is free again once it is revoked.

    ``digest`` is the SHA-256 of a key, ``password`` the Argon2 hash of a person's; neither can be read back.
    """

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint("kind IN ('key', 'person')", name="kind"),
        Index(
            "uq_account_name",
            "name",
            unique=True,
            sqlite_where=text("kind = 'person' OR ended_at IS NULL"),
            postgresql_where=text("kind = 'person' OR ended_at IS NULL"),
        ),
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
