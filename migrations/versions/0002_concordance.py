"""An index of all words for the concordance: FTS5 on SQLite, tsvector on PostgreSQL."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SQLITE = (
    # Contentless: the texts are in the variants. The words come folded, one space between: "ascii" only cuts.
    "CREATE VIRTUAL TABLE concordance USING fts5(words, content='', tokenize=\"ascii tokenchars '-_:'\")",
    "CREATE TABLE concordance_stale (id INTEGER NOT NULL PRIMARY KEY)",
)
POSTGRESQL = (
    "CREATE TABLE concordance (unit_id BIGINT NOT NULL PRIMARY KEY, words TSVECTOR NOT NULL)",
    "CREATE INDEX ix_concordance_words ON concordance USING gin (words)",
)
PROGRESS = (
    "CREATE TABLE concordance_progress "
    "(memory_id BIGINT NOT NULL PRIMARY KEY, revision BIGINT NOT NULL, unit_id BIGINT NOT NULL)"
)


def upgrade() -> None:
    for statement in (*(SQLITE if _is_sqlite() else POSTGRESQL), PROGRESS):
        op.execute(statement)


def downgrade() -> None:
    op.execute("DROP TABLE concordance_progress")
    if _is_sqlite():
        op.execute("DROP TABLE concordance_stale")
    op.execute("DROP TABLE concordance")


def _is_sqlite() -> bool:
    return op.get_context().dialect.name == "sqlite"
