"""What Alembic runs around the migrations: on the connection it is given, else on TMSERVER_DATABASE_URL's."""

from __future__ import annotations

import os

from alembic import context
from sqlalchemy import Connection, create_engine

from tmserver.settings import Settings
from tmserver.store.schema import VERSION_TABLE
from tmserver.store.tables import Table


def _is_mapped(name: str | None, kind: str, _parents: object) -> bool:
    """The tables of the word index are those of each database's full text, and no class."""
    return kind != "table" or name is None or not name.startswith("concordance")


def run(connection: Connection) -> None:
    """Run the migrations asked for, all in one transaction, on SQLite too."""
    context.configure(
        connection=connection,
        target_metadata=Table.metadata,
        version_table=VERSION_TABLE,
        render_as_batch=True,
        compare_server_default=True,
        include_name=_is_mapped,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given: Connection | None = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with create_engine(Settings.from_environment(os.environ).database_url).connect() as opened:
        run(opened)
