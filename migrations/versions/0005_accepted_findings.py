"""Findings of audits that were accepted, kept with their memory."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sa.Text()


def upgrade() -> None:
    op.create_table(
        "accepted_finding",
        sa.Column("memory_id", ID, nullable=False),
        sa.Column("finding", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        *(
            sa.Column(name, TEXT, nullable=False)
            for name in ("reason", "expires", "check_name", "languages", "file", "unit", "source", "evidence")
        ),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["memory_id"], ["memory.id"], name="fk_accepted_finding_memory_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("memory_id", "finding", name="pk_accepted_finding"),
    )


def downgrade() -> None:
    op.drop_table("accepted_finding")
