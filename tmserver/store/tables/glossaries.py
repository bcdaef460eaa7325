"""Glossaries, their concepts and what these were before."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tmserver.store.tables.mapping import Id, Sorted, Table, partial_index


class GlossaryRow(Table):
    """A glossary; a name is free again once its glossary is deleted."""

    __tablename__ = "glossary"
    __table_args__ = (partial_index("uq_glossary_name", "name", where="deleted_at IS NULL", unique=True),)

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
