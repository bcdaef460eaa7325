"""Memories with units, variants and history; glossaries with concepts, terms and history."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sa.Text()
SORTED = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "glossary",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", SORTED, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("description", TEXT, nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("created_by", TEXT, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("deleted_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_glossary"),
    )
    op.create_index(
        "uq_glossary_name",
        "glossary",
        ["name"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )

    op.create_table(
        "identity",
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("uuid", name="pk_identity"),
    )
    op.create_table(
        "memory",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", SORTED, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("description", TEXT, nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("epoch", sa.String(length=32), nullable=False),
        sa.Column("created_by", TEXT, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("deleted_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_memory"),
    )
    op.create_index(
        "uq_memory_name",
        "memory",
        ["name"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )

    op.create_table(
        "record",
        sa.Column("id", ID, nullable=False),
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("action", TEXT, nullable=False),
        sa.Column("name", SORTED, nullable=False),
        sa.Column("detail", TEXT, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("why", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_record"),
    )
    op.create_table(
        "concept",
        sa.Column("id", ID, nullable=False),
        sa.Column("glossary_id", ID, nullable=False),
        sa.Column("code", TEXT, nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("domain", TEXT, nullable=False),
        sa.Column("definitions", TEXT, nullable=False),
        sa.Column("note", TEXT, nullable=False),
        sa.Column("related", TEXT, nullable=False),
        sa.Column("not_to_confuse", TEXT, nullable=False),
        sa.Column("valid_from", TEXT, nullable=False),
        sa.Column("valid_until", TEXT, nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("changed_by", TEXT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("deleted_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["glossary_id"], ["glossary.id"], name="fk_concept_glossary_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_concept"),
        sa.UniqueConstraint("glossary_id", "code", name="uq_concept_glossary_id_code"),
    )
    op.create_index("ix_concept_glossary_id_position", "concept", ["glossary_id", "position"])

    op.create_table(
        "memory_language",
        sa.Column("memory_id", ID, nullable=False),
        sa.Column("language", SORTED, nullable=False),
        sa.Column("language_key", TEXT, nullable=False),
        sa.Column("units", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["memory_id"], ["memory.id"], name="fk_memory_language_memory_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("memory_id", "language", name="pk_memory_language"),
    )
    op.create_table(
        "unit",
        sa.Column("id", ID, nullable=False),
        sa.Column("memory_id", ID, nullable=False),
        sa.Column("external_id", TEXT, nullable=False),
        sa.Column("document", SORTED, nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("source_language", TEXT, nullable=False),
        sa.Column("notes", TEXT, nullable=False),
        sa.Column("props", TEXT, nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("origin", TEXT, nullable=False),
        sa.Column("created_by", TEXT, nullable=False),
        sa.Column("created_at", MOMENT, nullable=True),
        sa.Column("changed_by", TEXT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=True),
        sa.Column("added_by", TEXT, nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.Column("usage_count", sa.BigInteger(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("deleted_at", MOMENT, nullable=True),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("source_digest", sa.LargeBinary(), nullable=False),
        sa.Column("identity_digest", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "status IN ('draft', 'translated', 'reviewed', 'rejected')", name="ck_unit_status"
        ),
        sa.ForeignKeyConstraint(["memory_id"], ["memory.id"], name="fk_unit_memory_id"),
        sa.PrimaryKeyConstraint("id", name="pk_unit"),
    )
    op.create_index("ix_unit_memory_id_digest", "unit", ["memory_id", "digest"])
    op.create_index("ix_unit_memory_id_document_position", "unit", ["memory_id", "document", "position"])
    op.create_index(
        "ix_unit_memory_id_identity_digest",
        "unit",
        ["memory_id", "identity_digest"],
        sqlite_where=sa.text("identity_digest IS NOT NULL"),
        postgresql_where=sa.text("identity_digest IS NOT NULL"),
    )
    op.create_index("ix_unit_memory_id_revision", "unit", ["memory_id", "revision"])
    op.create_index("ix_unit_memory_id_source_digest", "unit", ["memory_id", "source_digest"])

    op.create_table(
        "concept_history",
        sa.Column("id", ID, nullable=False),
        sa.Column("concept_id", ID, nullable=False),
        sa.Column("action", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("why", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["concept_id"], ["concept.id"], name="fk_concept_history_concept_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_concept_history"),
    )
    op.create_index("ix_concept_history_concept_id_id", "concept_history", ["concept_id", "id"])

    op.create_table(
        "term",
        sa.Column("id", ID, nullable=False),
        sa.Column("concept_id", ID, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("language", TEXT, nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("type", TEXT, nullable=False),
        sa.Column("part_of_speech", TEXT, nullable=False),
        sa.Column("gender", TEXT, nullable=False),
        sa.Column("number", TEXT, nullable=False),
        sa.Column("country", TEXT, nullable=False),
        sa.Column("case_mode", TEXT, nullable=True),
        sa.Column("match_mode", TEXT, nullable=True),
        sa.Column("forms", TEXT, nullable=False),
        sa.Column("indeclinable", sa.Boolean(), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("enforced", sa.Boolean(), nullable=False),
        sa.Column("everywhere", sa.Boolean(), nullable=False),
        sa.Column("context", TEXT, nullable=False),
        sa.Column("context_source", TEXT, nullable=False),
        sa.Column("replaced_by", TEXT, nullable=False),
        sa.Column("note", TEXT, nullable=False),
        sa.Column("changed_by", TEXT, nullable=False),
        sa.Column("changed_at", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["concept_id"], ["concept.id"], name="fk_term_concept_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_term"),
        sa.UniqueConstraint("concept_id", "ordinal", name="uq_term_concept_id_ordinal"),
    )
    op.create_table(
        "unit_history",
        sa.Column("id", ID, nullable=False),
        sa.Column("unit_id", ID, nullable=False),
        sa.Column("action", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("why", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_unit_history_unit_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_unit_history"),
    )
    op.create_index("ix_unit_history_unit_id_id", "unit_history", ["unit_id", "id"])

    op.create_table(
        "variant",
        sa.Column("id", ID, nullable=False),
        sa.Column("unit_id", ID, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("language", TEXT, nullable=False),
        sa.Column("language_key", TEXT, nullable=False),
        sa.Column("language_as_read", TEXT, nullable=False),
        sa.Column("analyser", TEXT, nullable=False),
        sa.Column("analysis", sa.LargeBinary(), nullable=True),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("codes", TEXT, nullable=False),
        sa.Column("previous", TEXT, nullable=True),
        sa.Column("next", TEXT, nullable=True),
        sa.Column("notes", TEXT, nullable=False),
        sa.Column("props", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_variant_unit_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_variant"),
        sa.UniqueConstraint("unit_id", "ordinal", name="uq_variant_unit_id_ordinal"),
    )


def downgrade() -> None:
    op.drop_table("variant")
    op.drop_table("unit_history")
    op.drop_table("term")
    op.drop_table("concept_history")
    op.drop_table("unit")
    op.drop_table("memory_language")
    op.drop_table("concept")
    op.drop_table("record")
    op.drop_table("memory")
    op.drop_table("identity")
    op.drop_table("glossary")
