"""Databases that cannot be used say why and what to do; transactions hold what they promise."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import make_url, text

from tmserver.errors import DatabaseUnusable, InvalidInput
from tmserver.segment import Unit, Variant
from tmserver.store import database as module
from tmserver.store import memories, schema, units
from tmserver.store.database import Database

UNIT = Unit((Variant("ru", "да"), Variant("es", "sí")))


def refusal(url: str) -> str:
    """What the database at the URL answers to a reader."""
    database = Database(url)
    with pytest.raises(DatabaseUnusable) as refused, database.read():
        pass
    database.close()
    return str(refused.value)


def test_a_missing_file_is_not_made(tmp_path: Path) -> None:
    """The reader is told how to make it; nothing appears on disk."""
    told = refusal(f"sqlite:///{tmp_path}/a/b.db")
    assert "tmserver init" in told
    assert str(tmp_path) in told
    assert list(tmp_path.iterdir()) == []


def test_create_makes_folders_and_is_quiet_the_second_time(tmp_path: Path) -> None:
    """The first time something changes, the second time nothing."""
    database = Database(f"sqlite:///{tmp_path}/a/б ё.db")
    assert database.create()
    uuid = database.uuid()
    assert not database.create()
    assert database.uuid() == uuid
    assert (tmp_path / "a" / "б ё.db").is_file()
    database.close()


def test_postgresql_is_created_in_an_empty_schema(postgres_url: str) -> None:
    """As with SQLite; an empty one says how."""
    assert "tmserver init" in refusal(postgres_url)
    database = Database(postgres_url)
    assert database.create()
    uuid = database.uuid()
    assert not database.create()
    assert database.uuid() == uuid
    database.close()


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    """Neither read nor overwritten."""
    path = tmp_path / "notes.txt"
    path.write_text("not a database, but long enough to be taken for one\n" * 50)
    assert "not a SQLite database" in refusal(f"sqlite:///{path}")
    with pytest.raises(DatabaseUnusable, match="not a SQLite database"):
        Database(f"sqlite:///{path}").create()
    assert path.read_text().startswith("not a database")


def test_another_programs_file(tmp_path: Path) -> None:
    """Neither read nor written, whether it has a mark of its own or only tables."""
    for number, statement in enumerate(("CREATE TABLE t (x)", "PRAGMA application_id = 7")):
        path = tmp_path / f"{number}.db"
        connection = sqlite3.connect(path)
        connection.execute(statement)
        connection.close()
        with pytest.raises(DatabaseUnusable, match="another program"):
            Database(f"sqlite:///{path}").create()
    assert "another program" in refusal(f"sqlite:///{tmp_path}/0.db")


def test_another_programs_postgresql_schema(postgres_url: str) -> None:
    """Tables that are not ours are left alone."""
    with psycopg.connect(postgres_url) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num text)")
    assert "another program" in refusal(postgres_url)
    with pytest.raises(DatabaseUnusable, match="another program"):
        Database(postgres_url).create()


@pytest.mark.parametrize(("version", "remedy"), [("9999", "Install the newer"), ("0000", "tmserver init")])
def test_other_versions(database: Database, version: str, remedy: str) -> None:
    """A newer database asks for the newer program, an older one for init."""
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE tmserver_version SET version_num = :v"), {"v": version})
    fresh = Database(database.url.render_as_string(hide_password=False))
    with pytest.raises(DatabaseUnusable, match=remedy), fresh.read():
        pass
    if version == "9999":
        with pytest.raises(DatabaseUnusable, match=remedy):
            fresh.create()
    fresh.close()


def test_a_locked_database(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer gives up after its patience, readers never notice."""
    monkeypatch.setattr(module, "PATIENCE", 0.1)
    impatient = Database(str(sqlite_database.url))
    with sqlite_database.write():
        with impatient.read() as session:
            assert memories.list_memories(session) == []
        with pytest.raises(DatabaseUnusable, match="locked"), impatient.write():
            pass
    impatient.close()


def test_a_locked_memory_on_postgresql(postgres_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer to the same memory gives up after its patience; one to another memory does not wait."""
    monkeypatch.setattr(module, "PATIENCE", 0.1)
    impatient = Database(postgres_database.url.render_as_string(hide_password=False))
    with postgres_database.write() as session:
        first, second = (memories.create_memory(session, name) for name in "ab")
    with postgres_database.write() as session:
        units.add(session, first.id, [UNIT])
        with impatient.write() as other:
            units.add(other, second.id, [UNIT])
        with pytest.raises(DatabaseUnusable, match="locked"), impatient.write() as other:
            units.add(other, first.id, [UNIT])
    impatient.close()


def test_a_read_only_database(sqlite_database: Database) -> None:
    """It can be read; a write says that it is read-only."""
    with sqlite_database.write() as session:
        memories.create_memory(session, "chile")
    database = Database(f"sqlite:///{sqlite_database.place}?mode=ro")
    with database.read() as session:
        assert memories.find_memory(session, "chile")
    with pytest.raises(DatabaseUnusable, match="read-only"), database.write() as session:
        memories.create_memory(session, "peru")
    database.close()


def test_a_full_disk(sqlite_database: Database) -> None:
    """Said as such, and nothing of the transaction is stored (a page limit fills up as a disk does)."""

    def fill() -> None:
        with sqlite_database.write() as session:
            session.connection.exec_driver_sql("PRAGMA max_page_count = 1")
            memory = memories.create_memory(session, "chile")
            units.add(session, memory.id, [UNIT] * 2_000)

    with pytest.raises(DatabaseUnusable, match="disk is full"):
        fill()
    sqlite_database.close()
    with sqlite_database.read() as session:
        assert memories.list_memories(session) == []


def test_a_server_that_does_not_answer() -> None:
    """Host and port are named, the password never."""
    told = refusal("postgresql://anna:secret@127.0.0.1:1/tm")
    assert "cannot be reached" in told
    assert "secret" not in told


def test_a_database_that_the_server_has_not(postgres_server: str) -> None:
    """The remedy is to create it."""
    url = make_url(postgres_server).set(database="tmserver_test_none")
    assert "createdb" in refusal(url.render_as_string(hide_password=False))


@pytest.mark.parametrize(
    "url", ["", "nonsense", "mysql://localhost/x", "sqlite://", "sqlite:///:memory:", "a://b"]
)
def test_urls_that_name_no_database(url: str) -> None:
    """The accepted forms are shown."""
    with pytest.raises(InvalidInput, match="postgresql:") as refused:
        Database(url)
    assert refused.value.field == "database_url"


def test_a_reader_cannot_write(database: Database) -> None:
    """A mistake of ours, not of the user."""
    with database.write() as session:
        key = memories.create_memory(session, "chile").id
    with pytest.raises(RuntimeError, match="a write in a reading"), database.read() as session:
        units.add(session, key, [UNIT])


def test_a_reader_sees_one_state(database: Database) -> None:
    """What others commit meanwhile is not seen before the next transaction."""
    with database.write() as session:
        key = memories.create_memory(session, "chile").id
    with database.read() as reader:
        assert memories.revisions(reader) == {key: 0}
        with database.write() as session:
            units.add(session, key, [UNIT])
        assert memories.revisions(reader) == {key: 0}
    with database.read() as reader:
        assert memories.revisions(reader) == {key: 1}


def test_down_and_up_again_and_nothing_missing(tmp_path: Path, postgres_url: str) -> None:
    """The migrations go both ways, and they make exactly the tables that the code knows."""
    for url in (make_url(f"sqlite:///{tmp_path}/x.db"), Database(postgres_url).url):
        place = str(url)
        assert schema.create(url, place)
        assert schema.downgrade(url, place, "base")
        assert schema.upgrade(url, place)
        engine = schema._engine(url)
        with engine.connect() as connection, connection.begin():
            command.check(schema.configuration(connection))
        engine.dispose()


def test_the_newest_migration_is_the_one_the_code_asks_for() -> None:
    """HEAD is written down so that no command has to load Alembic."""
    assert ScriptDirectory(str(schema.migrations())).get_current_head() == schema.HEAD


def test_reading_loads_no_alembic(sqlite_database: Database) -> None:
    """A lookup from the shell starts without it, and without PostgreSQL's driver."""
    code = (
        "import sys; from tmserver.store.database import Database\n"
        f"with Database({str(sqlite_database.url)!r}).read(): pass\n"
        "print(sorted({'alembic', 'psycopg'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=os.environ, check=True
    )
    assert done.stdout == "[]\n"
