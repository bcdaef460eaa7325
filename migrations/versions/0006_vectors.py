"""Vectors of texts, by which matches of the same meaning are found."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "vector",
        sa.Column("variant_id", ID, nullable=False),
        sa.Column("digest", sa.LargeBinary(length=8), nullable=False),
        sa.Column("data", sa.LargeBinary(length=512), nullable=False),
        sa.ForeignKeyConstraint(
            ["variant_id"], ["variant.id"], name="fk_vector_variant_id_variant", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("variant_id", name="pk_vector"),
    )
    op.create_table(
        "vector_progress",
        sa.Column("memory_id", ID, nullable=False),
        sa.Column("encoder", sa.String(length=100), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("unit_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["memory_id"], ["memory.id"], name="fk_vector_progress_memory_id_memory", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("memory_id", name="pk_vector_progress"),
    )


def downgrade() -> None:
    op.drop_table("vector_progress")
    op.drop_table("vector")
