"""People and keys, what they are granted, and sessions of pages."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sa.Text()
SORTED = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)
TAKEN = sa.text("kind = 'person' OR ended_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.String(length=6), nullable=False),
        sa.Column("name", SORTED, nullable=False),
        sa.Column("role", TEXT, nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=True),
        sa.Column("password", TEXT, nullable=False),
        sa.Column("limited", sa.Boolean(), nullable=False),
        sa.Column("created_by", TEXT, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.CheckConstraint("kind IN ('key', 'person')", name="ck_account_kind"),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.UniqueConstraint("digest", name="uq_account_digest"),
    )
    op.create_index(
        "uq_account_name", "account", ["name"], unique=True, sqlite_where=TAKEN, postgresql_where=TAKEN
    )

    op.create_table(
        "account_grant",
        sa.Column("id", ID, nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("memory_id", ID, nullable=True),
        sa.Column("glossary_id", ID, nullable=True),
        sa.CheckConstraint("(memory_id IS NULL) <> (glossary_id IS NULL)", name="ck_account_grant_one"),
        _owned_by("account", "account_grant"),
        _owned_by("memory", "account_grant"),
        _owned_by("glossary", "account_grant"),
        sa.PrimaryKeyConstraint("id", name="pk_account_grant"),
        sa.UniqueConstraint("account_id", "memory_id", name="uq_account_grant_account_id_memory_id"),
        sa.UniqueConstraint("account_id", "glossary_id", name="uq_account_grant_account_id_glossary_id"),
    )
    op.create_index("ix_account_grant_memory_id", "account_grant", ["memory_id"])
    op.create_index("ix_account_grant_glossary_id", "account_grant", ["glossary_id"])

    op.create_table(
        "sign_in",
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        _owned_by("account", "sign_in"),
        sa.PrimaryKeyConstraint("digest", name="pk_sign_in"),
    )
    op.create_index("ix_sign_in_account_id", "sign_in", ["account_id"])


def downgrade() -> None:
    for table in ("sign_in", "account_grant", "account"):
        op.drop_table(table)


def _owned_by(owner: str, table: str) -> sa.ForeignKeyConstraint:
    column = f"{owner}_id"
    return sa.ForeignKeyConstraint([column], [f"{owner}.id"], name=f"fk_{table}_{column}", ondelete="CASCADE")
