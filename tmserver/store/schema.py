"""The schema in a database: whether it is ours, of which version, how it is created and brought up to date.

Alembic is imported only when something is to be changed: a lookup from the shell must start fast.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    NullPool,
    create_engine,
    event,
    insert,
    inspect,
    select,
    text,
    update,
)

from tmserver.errors import DatabaseUnusable
from tmserver.store.failures import explain
from tmserver.store.tables import IdentityRow, Table

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0006"
"""The newest migration; a test compares it with the folder's."""

VERSION_TABLE = "tmserver_version"
"""Not Alembic's own name, which any other program's database may have as well."""

APPLICATION_ID = 0x746D7376
"""Marks a SQLite file as ours ("tmsv"; sqlite.org/pragma.html#pragma_application_id)."""


def check(connection: Connection, place: str) -> None:
    """Nothing if the database is one of this version; else DatabaseUnusable saying what to do."""
    found = version(connection, place)
    if found is None:
        raise DatabaseUnusable(f"The database {place} is empty. Fill it with: tmserver init")
    if found > HEAD:
        raise _newer(place, found)
    if found < HEAD:
        raise DatabaseUnusable(
            f"The database {place} is of an older version ({found}, this program needs {HEAD}). "
            "Make a backup, then bring it up to date with: tmserver init"
        )


def uuid(connection: Connection) -> str:
    """What tells this database from every other one."""
    return str(connection.scalar(select(IdentityRow.uuid)))


def renew_uuid(connection: Connection) -> None:
    """Make it another database than the one that it is a copy of."""
    connection.execute(update(IdentityRow).values(uuid=str(uuid4())))


def create(url: URL, place: str) -> bool:
    """Create what is missing of the database and bring it up to date; whether there was anything to do."""
    if url.get_backend_name() == "sqlite":
        _prepare_file(Path(url.database or ""), place)
    return upgrade(url, place)


def upgrade(url: URL, place: str, revision: str = "head") -> bool:
    """Run the migrations up to ``revision`` in one transaction; whether any was to be run."""
    from alembic import command  # noqa: PLC0415 (see the top)

    return _migrate(url, place, lambda config: command.upgrade(config, revision))


def downgrade(url: URL, place: str, revision: str) -> bool:
    """Run the migrations back to ``revision`` ("base": no tables are left); whether any was to be run."""
    from alembic import command  # noqa: PLC0415 (see the top)

    return _migrate(url, place, lambda config: command.downgrade(config, revision))


def migrations() -> Path:
    """The folder of the migrations: within the package as installed, beside it in a checkout."""
    package = Path(__file__).parents[1]
    installed = package / "migrations"
    return installed if installed.is_dir() else package.parent / "migrations"


def versions() -> list[str]:
    """The versions that there have been, the oldest first."""
    return sorted(file.name.partition("_")[0] for file in (migrations() / "versions").glob("[0-9]*_*.py"))


def configuration(connection: Connection) -> Config:
    """What Alembic's commands need to work on an open connection; no alembic.ini is read."""
    from alembic.config import Config  # noqa: PLC0415 (see the top)

    config = Config()
    # A percent sign in the path would be read as an interpolation.
    config.set_main_option("script_location", str(migrations()).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _migrate(url: URL, place: str, run: Callable[[Config], None]) -> bool:
    engine = _engine(url)
    with engine.connect() as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": APPLICATION_ID})
        before = version(connection, place)
        if before is not None and before > HEAD:
            raise _newer(place, before)
        run(configuration(connection))
        after = version(connection, place)
        if after is not None and not uuid_exists(connection):
            connection.execute(insert(IdentityRow).values(uuid=str(uuid4()), created_at=datetime.now(UTC)))
    engine.dispose()
    return before != after


def uuid_exists(connection: Connection) -> bool:
    """Whether the database has been given its identity yet."""
    return connection.scalar(select(IdentityRow.uuid)) is not None


def version(connection: Connection, place: str) -> str | None:
    """The schema's version, None of an empty database; DatabaseUnusable if it is another program's."""
    if connection.dialect.has_table(connection, VERSION_TABLE):
        found = connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}"))  # noqa: S608 (a constant)
        return None if found is None else str(found)
    if inspect(connection).get_table_names():
        raise DatabaseUnusable(f"The database {place} belongs to another program. Choose another one.")
    return None


def _newer(place: str, found: str) -> DatabaseUnusable:
    return DatabaseUnusable(
        f"The database {place} was written by a newer version of this program "
        f"(its schema is {found}, this program knows {HEAD}). Install the newer version."
    )


def _prepare_file(path: Path, place: str) -> None:
    """Make the file, its folder and its mark, unless another program has written to it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseUnusable(f"The folder of the database {place} cannot be made: {error}.") from error
    try:
        connection = sqlite3.connect(path, timeout=30, isolation_level=None)
    except sqlite3.Error as error:
        raise explain(error, place) or error from error
    try:
        (mark,) = connection.execute("PRAGMA application_id").fetchone()
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if mark not in {0, APPLICATION_ID} or (mark == 0 and tables):
            raise DatabaseUnusable(f"The file {place} belongs to another program. Choose another one.")
        if mark == 0:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    except sqlite3.Error as error:
        raise explain(error, place) or error from error
    finally:
        connection.close()


def all_tables() -> list[str]:
    """The names of all tables on PostgreSQL."""
    return [*Table.metadata.tables, "concordance", "concordance_progress", VERSION_TABLE]


def rewrite(path: Path, place: str) -> None:
    """Write a SQLite file anew with nothing but what is in its tables, and cut its log to nothing.

    PRAGMA secure_delete is not enough: texts of deleted rows were found in the file with it.
    """
    connection = sqlite3.connect(path, timeout=30, isolation_level=None)
    try:
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error as error:
        raise explain(error, place) or error from error
    finally:
        connection.close()


def _engine(url: URL) -> Engine:
    """An engine for migrations alone: no pool, and on SQLite no foreign keys.

    With them on, the copy-and-rename by which Alembic alters a SQLite table would delete what refers to it.
    """
    if url.get_backend_name() != "sqlite":
        return create_engine(url, poolclass=NullPool)
    path = Path(url.database or "").absolute()
    engine = create_engine(
        "sqlite://",
        creator=lambda: sqlite3.connect(path, timeout=30, isolation_level=None),
        poolclass=NullPool,
    )
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine
