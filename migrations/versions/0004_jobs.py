"""Jobs: imports and audits that outlive a request."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sa.Text()
SORTED = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "job",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("request", TEXT, nullable=False),
        sa.Column("result", TEXT, nullable=False),
        sa.Column("error", TEXT, nullable=False),
        sa.Column("folder", sa.String(length=32), nullable=False),
        sa.Column("share", sa.Float(), nullable=False),
        sa.Column("units", sa.BigInteger(), nullable=False),
        sa.Column("cancelling", sa.Boolean(), nullable=False),
        sa.Column("claim", sa.String(length=32), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_by", TEXT, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("started_at", MOMENT, nullable=True),
        sa.Column("claimed_at", MOMENT, nullable=True),
        sa.Column("heartbeat_at", MOMENT, nullable=True),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_job"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_job_state_id", "job", ["state", "id"])
    op.create_table(
        "job_scope",
        sa.Column("job_id", ID, nullable=False),
        sa.Column("subject", sa.String(length=10), nullable=False),
        sa.Column("name", SORTED, nullable=False),
        sa.Column("memory_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name="fk_job_scope_job_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("job_id", "subject", "name", name="pk_job_scope"),
    )
    op.create_index("ix_job_scope_memory_id", "job_scope", ["memory_id"])


def downgrade() -> None:
    op.drop_table("job_scope")
    op.drop_table("job")
