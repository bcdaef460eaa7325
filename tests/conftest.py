"""A fresh, real database for each test that asks for one: the same tests run on SQLite and PostgreSQL.

PostgreSQL is the server of TMSERVER_TEST_POSTGRES_URL, else one on 127.0.0.1:5432 (user postgres, database
test); the user has to be allowed to create databases. Each process that runs tests has a database of its own
there, which each test finds empty, so any number of runs may share a server.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import insert, make_url, text

from tmserver.store import schema
from tmserver.store.database import Database
from tmserver.store.tables import IdentityRow, Table

# A test whose examples are slow on a busy machine is still right.
settings.register_profile(
    "patient",
    settings.get_profile(settings.get_current_profile_name()),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("patient")

LOCAL = "postgresql://postgres@127.0.0.1:5432/test"

EMPTIED = (
    "concordance",
    "concordance_progress",
    *(table.name for table in reversed(Table.metadata.sorted_tables)),
)
"""All tables but that of the version, in an order that no foreign key minds."""


@pytest.fixture(scope="session")
def postgres_server() -> str:
    """The URL of a server that answers; skips the test if there is none, fails it in CI."""
    given = os.environ.get("TMSERVER_TEST_POSTGRES_URL", "")
    url = make_url(given or LOCAL).set(drivername="postgresql")
    plain = url.render_as_string(hide_password=False)
    try:
        psycopg.connect(plain, connect_timeout=5).close()
    except psycopg.OperationalError as error:
        if given or os.environ.get("CI") == "true":
            pytest.fail(f"PostgreSQL does not answer at {url}: {error}")
        pytest.skip("No PostgreSQL: set TMSERVER_TEST_POSTGRES_URL or start one on 127.0.0.1:5432.")
    return plain


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database file to copy: faster than to run the migrations for each test."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    Database(f"sqlite:///{path}").create()
    return path


@pytest.fixture(scope="session")
def postgres_home(postgres_server: str) -> Iterator[str]:
    """The URL of a database to be emptied for each test: faster than to run the migrations each time."""
    name = f"tmserver_test_{uuid4().hex}"
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        url = make_url(postgres_server).set(database=name).render_as_string(hide_password=False)
        Database(url).create()
        yield url
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def sqlite_database(tmp_path: Path, sqlite_template: Path) -> Iterator[Database]:
    """A fresh, empty database in a SQLite file."""
    path = tmp_path / "tmserver.db"
    shutil.copyfile(sqlite_template, path)
    database = Database(f"sqlite:///{path}")
    with database.write() as session:
        session.connection.execute(text("UPDATE identity SET uuid = :uuid"), {"uuid": str(uuid4())})
    yield database
    database.close()


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """The URL of an empty schema on the server, dropped afterwards."""
    with _schema(postgres_server) as url:
        yield url


@pytest.fixture
def other_postgres_url(postgres_server: str) -> Iterator[str]:
    """The URL of another empty schema, beside that of ``postgres_url``."""
    with _schema(postgres_server) as url:
        yield url


@contextmanager
def _schema(postgres_server: str) -> Iterator[str]:
    name = f"tmserver_test_{uuid4().hex}"
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(f'CREATE SCHEMA "{name}"')
        yield str(
            make_url(postgres_server)
            .update_query_dict({"options": f"-csearch_path={name}"})
            .render_as_string(hide_password=False)
        )
        # A test's own process may have been killed in a transaction: wait a little, never for ever.
        with suppress(psycopg.errors.LockNotAvailable):
            connection.execute("SET lock_timeout = '5s'")
            connection.execute("SET client_min_messages = 'warning'")
            connection.execute(f'DROP SCHEMA "{name}" CASCADE')


@pytest.fixture
def postgres_database(postgres_home: str) -> Iterator[Database]:
    """A database on PostgreSQL, as empty as a fresh one, to which nobody else is connected."""
    with psycopg.connect(postgres_home) as connection:
        # What an earlier test has left connected may not write any more: a thread, a killed process.
        connection.execute(
            "SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        for table in EMPTIED:
            connection.execute(f'DELETE FROM "{table}"')
        connection.execute(f"UPDATE {schema.VERSION_TABLE} SET version_num = '{schema.HEAD}'")
        connection.execute("SELECT setval(oid, 1, false) FROM pg_class WHERE relkind = 'S'")
    database = Database(postgres_home)
    with database.engine.begin() as connection:
        connection.execute(insert(IdentityRow).values(uuid=str(uuid4()), created_at=text("now()")))
    yield database
    database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Database:
    """A fresh, empty database, once of each kind."""
    kind = {"sqlite": "sqlite_database", "postgresql": "postgres_database"}[request.param]
    database = request.getfixturevalue(kind)
    assert isinstance(database, Database)
    return database
