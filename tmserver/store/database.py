"""The database: where it is, and the two kinds of transaction on it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import inf
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from tmserver import deadline
from tmserver.errors import DatabaseUnusable, InvalidInput
from tmserver.store import languages, records, schema
from tmserver.store.failures import LOCKED, explained
from tmserver.store.session import Session

PATIENCE = 30
"""Seconds that a transaction waits for another one's lock."""

CACHE = 64 * 1024
"""KiB of a SQLite file that a connection keeps in memory."""

_STEPS = 50_000  # of SQLite's machine between two looks at the clock: some milliseconds

LOG = 8_000
"""Pages (32 MB) of SQLite's log before the file takes them in: an import writes each page many times."""

FORMS = "Write it as sqlite:////absolute/path.db or postgresql://user:password@host/database."


class Database:
    """The stored memories and glossaries behind a URL (SQLite or PostgreSQL).

    Nothing is opened before the first transaction, which raises DatabaseUnusable with the remedy if the
    database is missing, of another program, or of another version. Threads may share one Database.
    """

    def __init__(self, url: str, *, max_text_length: int = 1_000_000, cache: int = CACHE) -> None:
        self.url = _parsed(url)
        self.place = _place(self.url)
        self._max_text_length = max_text_length
        self._checked = False
        self.engine = _sqlite_engine(self.url, cache) if self.is_sqlite else _postgresql_engine(self.url)
        self._reader = self.engine
        if not self.is_sqlite:
            self._reader = self.engine.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
        self._writer = self.engine.execution_options(writes=True)
        self._turn = Lock()

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a file of SQLite; else it is PostgreSQL."""
        return self.url.get_backend_name() == "sqlite"

    def create(self) -> bool:
        """Make the database ready: create what is missing, bring it to this version. Whether it changed."""
        with explained(self.place):
            changed = schema.create(self.url, self.place)
        self._checked = False
        return changed

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A transaction that sees one unchanging state of the database."""
        with explained(self.place):
            self._check()
            with self._reader.connect() as connection, connection.begin():
                yield Session(connection, self._max_text_length)

    @contextmanager
    def write(self, *, by: str = "", why: str = "") -> Iterator[Session]:
        """A transaction that changes the database: committed at the end of the block, undone if it raises.

        On SQLite one such transaction runs at a time, so keep them short.
        """
        with explained(self.place):
            self._check()
            with self._turns(), self._writer.connect() as connection, connection.begin():
                session = Session(connection, self._max_text_length, writable=True, by=by, why=why)
                yield session
                languages.keep(session)
                records.note_added(session)

    @contextmanager
    def _turns(self) -> Iterator[None]:
        """On SQLite, writers of one process wait here for each other, and the next one begins at once.

        SQLite lets who finds its lock taken ask again at intervals of up to 0.1 s: under a load of lookups
        with a tenth of writes, a third of the time of all threads went by between two asks.
        """
        if not self.is_sqlite:
            yield
            return
        if not self._turn.acquire(timeout=min(PATIENCE, deadline.remaining())):
            deadline.check()
            raise DatabaseUnusable(f"The database {self.place} {LOCKED}")
        try:
            yield
        finally:
            self._turn.release()

    def check(self) -> None:
        """Nothing if the database answers and is still of this version, else DatabaseUnusable saying why."""
        self._checked = False
        with self.read():
            pass

    def uuid(self) -> str:
        """What tells this database from every other one, also from an older one at the same place."""
        with self.read() as session:
            return schema.uuid(session.connection)

    def scrub(self) -> None:
        """Leave no copy of deleted rows in the file, its free pages and its log, and give its room back.

        SQLite rewrites its whole file meanwhile: seconds for each gigabyte, in which others cannot write.
        """
        with explained(self.place):
            if self.is_sqlite:
                schema.rewrite(Path(self.place), self.place)
                return
            with self.engine.connect() as connection:
                outside = connection.execution_options(isolation_level="AUTOCOMMIT")
                outside.exec_driver_sql(f"VACUUM (ANALYZE) {', '.join(schema.all_tables())}")

    def size(self) -> int:
        """Bytes on the disk: of the file of SQLite with its log, of the tables and indexes on PostgreSQL."""
        if self.is_sqlite:
            files = (Path(self.place + suffix) for suffix in ("", "-wal"))
            return sum(file.stat().st_size for file in files if file.exists())
        with self.read() as session:
            sizes = (f"pg_total_relation_size('{name}')" for name in schema.all_tables())
            return int(session.connection.exec_driver_sql(f"SELECT {' + '.join(sizes)}").scalar_one())

    def version(self) -> str:
        """The version of the schema, "" of an empty database; DatabaseUnusable if it is not there or ours."""
        with explained(self.place):
            self._check_file()
            with self._reader.connect() as connection, connection.begin():
                return schema.version(connection, self.place) or ""

    def upgrade(self, revision: str = "head") -> bool:
        """Bring the schema up to this version, at most up to ``revision``; whether it changed."""
        return self._migrate(schema.upgrade, revision)

    def downgrade(self, revision: str) -> bool:
        """Bring the schema back to that of an older program, losing what it had no place for."""
        return self._migrate(schema.downgrade, revision)

    def _migrate(self, run: Callable[[URL, str, str], bool], revision: str) -> bool:
        with explained(self.place):
            self._check_file()
            self._checked = False
            return run(self.url, self.place, revision)

    def close(self) -> None:
        """Close all connections; the next transaction opens new ones."""
        self.engine.dispose()

    def _check(self) -> None:
        """Once per Database: a server that runs is not looked at again for each request."""
        if self._checked:
            return
        self._check_file()
        with self._reader.connect() as connection, connection.begin():
            schema.check(connection, self.place)
        self._checked = True

    def _check_file(self) -> None:
        if self.is_sqlite and Path(self.place).is_dir():
            raise DatabaseUnusable(f"{self.place} is a folder. Name a file in it: {self.place}/tmserver.db")
        if self.is_sqlite and not Path(self.place).is_file():
            raise DatabaseUnusable(f"There is no database at {self.place}. Create it with: tmserver init")


def _parsed(text: str) -> URL:
    try:
        url = make_url(text)
        backend = url.get_backend_name()
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise InvalidInput(f"The database URL cannot be read. {FORMS}", field="database_url") from error
    if backend == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if backend != "sqlite":
        raise InvalidInput(f"Databases of {backend} are not supported. {FORMS}", field="database_url")
    if not url.database or url.database == ":memory:":
        raise InvalidInput(f"The database URL must name a file. {FORMS}", field="database_url")
    return url


def _place(url: URL) -> str:
    """How messages name the database: never with a password."""
    if url.get_backend_name() == "sqlite":
        return url.database or ""
    return url.set(drivername="postgresql", query={}).render_as_string()


def _sqlite_engine(url: URL, cache: int) -> Engine:
    # mode=rw: sqlite3 would silently create an empty file in place of a missing one.
    path = f"file:{quote(str(Path(url.database or '').absolute()))}?mode={url.query.get('mode', 'rw')}"

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            path, uri=True, timeout=PATIENCE, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA cache_size = -{cache}")
        connection.execute(f"PRAGMA wal_autocheckpoint = {LOG}")
        connection.set_progress_handler(deadline.is_over, _STEPS)
        return connection

    engine = create_engine(
        "sqlite://",
        creator=connect,
        poolclass=QueuePool,
        pool_size=8,
        max_overflow=56,
        pool_timeout=PATIENCE,
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    """A deferred transaction that reads first fails at once, waiting or not, if another has written since."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgresql_engine(url: URL) -> Engine:
    arguments: dict[str, Any] = {"connect_timeout": 10, "application_name": "tmserver"}
    engine = create_engine(
        url,
        connect_args=arguments,
        pool_size=8,
        max_overflow=56,
        pool_timeout=PATIENCE,
        pool_pre_ping=True,
        hide_parameters=True,
    )
    event.listen(engine, "connect", _set_patience)
    event.listen(engine, "begin", _limit_statements)
    return engine


def _limit_statements(connection: Connection) -> None:
    left = deadline.remaining()
    if left < inf:
        connection.exec_driver_sql(f"SET LOCAL statement_timeout = {max(1, int(1000 * left))}")


def _set_patience(connection: Any, _record: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = '{PATIENCE}s'")
    connection.commit()
