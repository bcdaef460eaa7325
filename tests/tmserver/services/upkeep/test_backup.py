"""Backups while others write, restored and moved, on SQLite and PostgreSQL."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest

from tests.tmserver.services.installation import settings_of
from tests.tmserver.services.jobs.working import hand_in
from tmserver.errors import Conflict, DatabaseUnusable, InvalidInput, UnreadableFile
from tmserver.segment import Unit, Variant
from tmserver.services.access.principal import LOCAL
from tmserver.services.jobs.queue import JobQueue
from tmserver.services.upkeep.backup import back_up
from tmserver.services.upkeep.move import move
from tmserver.services.upkeep.restore import restore
from tmserver.store import glossaries, jobs, memories, records, schema, selection, units
from tmserver.store.copying import Step
from tmserver.store.database import Database
from tmserver.store.jobs import JobState

UNIT = Unit((Variant("ru", "народная власть"), Variant("es", "poder popular")))
BATCH = 7


def texts(database: Database, memory: str = "chile") -> list[str]:
    """The Russian texts of a memory."""
    with database.read() as session:
        found = selection.iterate(session, memories.get_memory(session, memory).id)
        return [unit.variants[0].text for unit in found]


@pytest.fixture
def filled(database: Database) -> Database:
    """A database with a memory of one unit."""
    with database.write(by="ana") as session:
        units.add(session, memories.create_memory(session, "chile").id, [UNIT])
    return database


@contextmanager
def busy(database: Database) -> Iterator[None]:
    """Others write meanwhile, seven units a transaction."""
    stop, begun = Event(), Event()

    def write() -> None:
        other = Database(database.url.render_as_string(hide_password=False))
        while not stop.is_set():
            with other.write() as session:
                units.add(session, memories.get_memory(session, "chile").id, [UNIT] * BATCH)
            begun.set()
        other.close()

    with ThreadPoolExecutor() as pool:
        writer = pool.submit(write)
        try:
            assert begun.wait(60)
            yield
        finally:
            stop.set()
        writer.result()


def test_a_backup_while_others_write(filled: Database, tmp_path: Path) -> None:
    """It is whole, has the state of one moment, is one file for its owner only, and is recorded."""
    with busy(filled):
        made = [back_up(filled, tmp_path / f"{number}.backup", by="ana") for number in range(3)]
    for each in made:
        copy = Database(f"sqlite:///{each.file}")
        with copy.read() as session:
            (chile,) = memories.list_memories(session)
            assert selection.count(session, chile.id) == each.rows["unit"] == 1 + BATCH * (chile.revision - 1)
        copy.close()
        assert each.rows["unit"] > 1
    assert {file.name for file in tmp_path.glob("*backup*")} == {"0.backup", "1.backup", "2.backup"}
    if os.name == "posix":
        assert made[0].file.stat().st_mode & 0o077 == 0
    with filled.read() as session:
        assert [each.name for each in records.backups(session)] == [str(each.file) for each in reversed(made)]


def test_where_a_backup_goes(filled: Database, tmp_path: Path) -> None:
    """Into a folder under the time as its name; never over a file that is there; no part is left behind."""
    named = back_up(filled, tmp_path).file
    assert named.parent == tmp_path
    assert named.suffix == ".backup"
    with pytest.raises(Conflict, match="exists already"):
        back_up(filled, named)
    with pytest.raises(UnreadableFile, match="none"):
        back_up(filled, tmp_path / "none" / "x.backup")
    assert not list(tmp_path.glob(".*part*"))


def test_there_and_back(filled: Database, tmp_path: Path) -> None:
    """What the backup has is there again; what came after it is kept in a file; readers see it at once."""
    file = back_up(filled, tmp_path / "one.backup").file
    with filled.write() as session:
        chile = memories.get_memory(session, "chile")
        units.add(session, chile.id, [UNIT] * 2)
    uuid = filled.uuid()
    done = restore(settings_of(filled, tmp_path), file, by="ana")
    assert texts(filled) == ["народная власть"]
    assert done.rows["unit"] == 1
    assert done.kept is not None
    assert len(texts(Database(f"sqlite:///{done.kept}"))) == 3
    assert filled.uuid() != uuid
    with filled.read() as session:
        assert memories.get_memory(session, "chile").epoch != chile.epoch
        assert {each.name for each in records.backups(session)} == {str(file), str(done.kept)}
    with filled.write() as session:
        units.add(session, chile.id, [UNIT])
    assert len(texts(filled)) == 2


def test_a_restore_tells_what_comes_back(filled: Database, tmp_path: Path) -> None:
    """A memory that was purged after the backup was made is named, by the name it has there."""
    file = back_up(filled, tmp_path / "one.backup").file
    with filled.write() as session:
        renamed = memories.rename_memory(session, memories.get_memory(session, "chile"), "chile-1973")
        memories.purge_memory(session, renamed)
    assert restore(settings_of(filled, tmp_path), file).back == ("chile",)
    later = back_up(filled, tmp_path / "two.backup").file
    assert restore(settings_of(filled, tmp_path), later).back == ()


def test_into_nothing(filled: Database, tmp_path: Path, other_postgres_url: str) -> None:
    """A backup of either kind makes a database of either kind where there is none."""
    file = back_up(filled, tmp_path / "one.backup").file
    for url in (f"sqlite:///{tmp_path / 'new' / 'tm.db'}", other_postgres_url):
        fresh = Database(url)
        done = restore(settings_of(fresh, tmp_path), file)
        assert (texts(fresh), done.kept) == (["народная власть"], None)
        fresh.close()


def test_files_that_are_no_backups(filled: Database, tmp_path: Path) -> None:
    """Missing, empty, another program's, cut short: said, and nothing is touched."""
    good = back_up(filled, tmp_path / "good.backup").file
    (tmp_path / "empty").touch()
    (tmp_path / "text").write_text("x" * 5_000)
    (tmp_path / "cut").write_bytes(good.read_bytes()[:-20_000])
    with sqlite3.connect(tmp_path / "other") as connection:
        connection.execute("CREATE TABLE x (y)")
    connection.close()
    for name in ("missing", "empty", "text", "cut", "other"):
        with pytest.raises(DatabaseUnusable, match=name):
            restore(settings_of(filled, tmp_path), tmp_path / name)
    assert texts(filled) == ["народная власть"]
    assert not list(tmp_path.glob("*before-restore*"))


def test_an_older_backup(sqlite_database: Database, tmp_path: Path) -> None:
    """It is brought up to date aside, before it takes the place."""
    file = back_up(sqlite_database, tmp_path / "old.backup").file
    url = Database(f"sqlite:///{file}").url
    schema.downgrade(url, str(file), "0001")
    restore(settings_of(sqlite_database, tmp_path), file)
    assert sqlite_database.version() == schema.HEAD


def test_a_damaged_database_is_put_aside(sqlite_database: Database, tmp_path: Path) -> None:
    """Restoring is what one does then."""
    file = back_up(sqlite_database, tmp_path / "good.backup").file
    sqlite_database.close()
    place = Path(sqlite_database.place)
    place.write_bytes(b"rubbish" * 1_000)
    done = restore(settings_of(sqlite_database, tmp_path), file)
    assert done.kept is not None
    assert done.kept.read_bytes().startswith(b"rubbish")
    assert sqlite_database.version() == schema.HEAD


def test_another_program_s_database_is_left_alone(sqlite_database: Database, tmp_path: Path) -> None:
    """A wrong path must not cost somebody else's data."""
    file = back_up(sqlite_database, tmp_path / "good.backup").file
    other = Database(f"sqlite:///{tmp_path / 'other.db'}")
    with sqlite3.connect(other.place) as connection:
        connection.execute("CREATE TABLE x (y)")
    connection.close()
    before = Path(other.place).read_bytes()
    with pytest.raises(InvalidInput, match="another program"):
        restore(settings_of(other, tmp_path), file)
    assert Path(other.place).read_bytes() == before


def test_moving_there_and_back(filled: Database, tmp_path: Path, other_postgres_url: str) -> None:
    """All units come over, with new epochs; a second move into the same place is refused."""
    with filled.read() as session:
        epoch = memories.get_memory(session, "chile").epoch
    there = Database(other_postgres_url)
    done = move(filled, there, by="ana")
    assert (texts(there), done.rows["unit"], done.written_meanwhile) == (texts(filled), 1, ())
    with there.read() as session:
        assert memories.get_memory(session, "chile").epoch != epoch
    assert there.uuid() != filled.uuid()
    back = Database(f"sqlite:///{tmp_path / 'back.db'}")
    move(there, back)
    assert texts(back) == texts(filled)
    with pytest.raises(Conflict, match="not empty"):
        move(back, there)
    with pytest.raises(Conflict, match="not empty"):
        move(filled, filled)
    there.close()
    back.close()


def test_a_move_tells_what_came_too_late(filled: Database, tmp_path: Path) -> None:
    """What is written after the copy began is not in the new place, and is named."""
    target = Database(f"sqlite:///{tmp_path / 'target.db'}")
    late: list[str] = []

    def write(_step: Step) -> None:
        if not late:
            late.append("now")
            with filled.write() as session:
                units.add(session, memories.get_memory(session, "chile").id, [UNIT])
                glossaries.create_glossary(session, "terms")

    assert move(filled, target, watch=write).written_meanwhile == ("memory chile", "glossary terms")
    assert len(texts(target)) == 1
    target.close()


def test_a_move_while_others_write(filled: Database, tmp_path: Path) -> None:
    """It has the state of one moment, and says that the old place went on."""
    target = Database(f"sqlite:///{tmp_path / 'target.db'}")
    with busy(filled):
        done = move(filled, target)
        with filled.write() as session:
            units.add(session, memories.get_memory(session, "chile").id, [UNIT] * BATCH)
    assert len(texts(target)) % BATCH == 1
    assert done.rows["unit"] == len(texts(target))
    target.close()


def test_jobs_that_had_not_ended(filled: Database, tmp_path: Path) -> None:
    """Restored or moved, they are failed: nobody must wait for files that may be elsewhere."""
    settings = settings_of(filled, tmp_path)
    queue = JobQueue(filled, settings)
    job = hand_in(filled, queue, back_up(filled, tmp_path / "one.backup").file, memory="chile")
    file = back_up(filled, tmp_path / "two.backup").file
    assert queue.get(job.id, LOCAL).state is JobState.QUEUED
    target = Database(f"sqlite:///{tmp_path / 'target.db'}")
    move(filled, target)
    restore(settings, file)
    for database in (filled, target):
        with database.read() as session:
            found = jobs.find_job(session, job.id, jobs.Visible())
            assert found is not None
            assert found.state is JobState.FAILED
            assert found.error
    target.close()
