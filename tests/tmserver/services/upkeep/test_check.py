"""Everything that can be wrong, made wrong: found, explained, and mended where that loses nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.tmserver.services.installation import settings_of
from tmserver.language.analyser import ANALYSER
from tmserver.match.snapshot import Snapshots
from tmserver.segment import Unit, Variant
from tmserver.services import searches
from tmserver.services.concordance.follow import follow_all
from tmserver.services.lookup import LookupRequest, LookupService, Segment
from tmserver.services.upkeep.check import Fault, check
from tmserver.store import concordance, languages, memories, staging, units
from tmserver.store.database import Database
from tmserver.store.session import Session

UNITS = [Unit((Variant("ru", f"слово {number}"), Variant("es", "palabra"))) for number in range(3)]


@pytest.fixture
def filled(database: Database) -> Database:
    """A memory of three units, looked up in and with its words indexed."""
    with database.write() as session:
        units.add(session, memories.create_memory(session, "chile").id, UNITS)
    service = LookupService(database, settings_of(database, Path("/nonexistent")))
    service.matches(LookupRequest("ru", "es", (Segment("слово 1"),)))
    service.close()
    follow_all(database)
    return database


def faults(database: Database, folder: Path, *, repair: bool = False) -> list[Fault]:
    """What the check finds."""
    return check(database, settings_of(database, folder), repair=repair)


def spoil(database: Database, *statements: str) -> None:
    """Change rows behind the program's back; foreign keys are not looked at."""
    if database.is_sqlite:
        with closing(sqlite3.connect(database.place)) as plain:
            plain.executescript(";".join(statements))
        return
    with database.engine.begin() as connection:
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        for statement in statements:
            connection.execute(text(statement))


def test_nothing_is_wrong(filled: Database, tmp_path: Path) -> None:
    """A sound installation gives no finding, also an empty one."""
    assert faults(filled, tmp_path) == []


SPOILT = {
    "orphans": "DELETE FROM unit WHERE id = (SELECT min(id) FROM unit)",
    "counts": "UPDATE memory_language SET units = 7 WHERE language = 'ru'",
    "revisions": "UPDATE unit SET revision = 99 WHERE id = (SELECT min(id) FROM unit)",
    "analyses": "UPDATE variant SET text = 'другое' WHERE language = 'ru'",
    "words": "DELETE FROM unit WHERE id = (SELECT max(id) FROM unit)",
}


@pytest.mark.parametrize("name", SPOILT)
def test_found_and_mended(filled: Database, tmp_path: Path, name: str) -> None:
    """Each fault is found by its check, has a remedy, is mended by --repair, and is gone then."""
    spoil(filled, SPOILT[name])
    found = faults(filled, tmp_path)
    assert name in {fault.check for fault in found}
    assert all(fault.remedy.endswith("check --repair") for fault in found)
    assert all(fault.mended for fault in faults(filled, tmp_path, repair=True))
    assert faults(filled, tmp_path) == []


def test_rows_of_rows_that_are_gone(filled: Database, tmp_path: Path) -> None:
    """With a unit go its variants and its history; the counts are put right as well."""
    with filled.write() as session:
        chile = memories.get_memory(session, "chile")
        units.delete(session, chile.id, [1])
    spoil(filled, "DELETE FROM unit WHERE id = 1")
    told = {fault.what.split(" belong")[0] for fault in faults(filled, tmp_path) if fault.check == "orphans"}
    assert told == {"2 rows of variant", "1 rows of unit_history"}
    faults(filled, tmp_path, repair=True)
    with filled.read() as session:
        assert {each.language: each.units for each in languages.of_memory(session, chile.id)} == {
            "es": 2,
            "ru": 2,
        }


def test_an_import_that_was_killed(filled: Database, tmp_path: Path) -> None:
    """What it stored out of sight is found when nobody has added to it for hours."""
    with filled.write() as session:
        session.now -= staging.ABANDONED + timedelta(minutes=1)
        staging.add(session, staging.open_stage(session), [staging.Staged(UNITS[0], 1, (None, None))], "")
    assert [fault.check for fault in faults(filled, tmp_path, repair=True)] == ["imports"]
    assert faults(filled, tmp_path) == []


def test_numbers_on_postgresql(postgres_database: Database, tmp_path: Path) -> None:
    """A sequence behind its table would give the next row a number that is taken."""
    with postgres_database.write() as session:
        memories.create_memory(session, "chile")
    spoil(postgres_database, "SELECT setval('memory_id_seq', 1, false)")
    assert [fault.check for fault in faults(postgres_database, tmp_path, repair=True)] == ["numbers"]
    with postgres_database.write() as session:
        assert memories.create_memory(session, "peru").id == 2


def test_a_damaged_file(sqlite_database: Database, tmp_path: Path) -> None:
    """SQLite's own finding, and the advice to restore a backup; nothing is called mended."""
    with sqlite_database.write() as session:
        units.add(session, memories.create_memory(session, "chile").id, UNITS * 500)
    spoil(sqlite_database, "PRAGMA wal_checkpoint(TRUNCATE)")
    sqlite_database.close()
    place = Path(sqlite_database.place)
    content = bytearray(place.read_bytes())
    index = sqlite_database_root(place, "ix_unit_memory_id_digest")
    content[(index - 1) * 4096 + 100 : index * 4096] = bytes(3996)
    place.write_bytes(content)
    found = faults(sqlite_database, tmp_path, repair=True)
    assert found[0].check == "file"
    assert "restore" in found[0].remedy
    assert not found[0].mended


def sqlite_database_root(place: Path, name: str) -> int:
    """The first page of a table or index."""
    with Database(f"sqlite:///{place}").engine.connect() as connection:
        found = connection.execute(
            text("SELECT rootpage FROM sqlite_master WHERE name = :name"), {"name": name}
        )
        return int(found.scalar_one())


@pytest.fixture
def with_snapshot(filled: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The one snapshot of the installation, though its memory is small."""
    monkeypatch.setattr(searches, "SNAPSHOT_FROM", 1)
    service = LookupService(filled, settings_of(filled, tmp_path))
    service.matches(LookupRequest("ru", "es", (Segment("слово 1"),)))
    service.close()
    (path,) = (tmp_path / "cache").glob("*.index")
    return path


def renew(session: Session) -> None:
    """As a restored backup does."""
    memories.renew_epochs(session)


def delete(session: Session) -> None:
    """A deleted memory is not looked up in."""
    memories.delete_memory(session, memories.get_memory(session, "chile"))


@pytest.mark.parametrize("act", [renew, delete])
def test_a_stale_snapshot(
    filled: Database, tmp_path: Path, with_snapshot: Path, act: Callable[[Session], None]
) -> None:
    """One that nothing reads any more is named, and removed."""
    assert faults(filled, tmp_path) == []
    with filled.write() as session:
        act(session)
    (found,) = faults(filled, tmp_path, repair=True)
    assert (found.check, found.mended) == ("snapshots", True)
    assert str(with_snapshot) in found.what
    assert not with_snapshot.exists()


def test_a_damaged_snapshot(filled: Database, tmp_path: Path, with_snapshot: Path) -> None:
    """A flipped bit, and what a killed process left, are removed too."""
    content = bytearray(with_snapshot.read_bytes())
    content[20] ^= 1
    with_snapshot.write_bytes(content)
    with_snapshot.with_suffix(".part").touch()
    found = faults(filled, tmp_path, repair=True)
    assert [fault.mended for fault in found] == [True, True]
    assert not list((tmp_path / "cache").glob("*.[ip]*"))


def test_snapshots_of_other_databases(filled: Database, tmp_path: Path, with_snapshot: Path) -> None:
    """They are told of, alarm nobody, and stay: the folder may be shared."""
    spoil(filled, "UPDATE identity SET uuid = 'another'")
    (found,) = faults(filled, tmp_path, repair=True)
    assert (found.harmless, found.mended) == (True, False)
    assert with_snapshot.exists()


def test_a_memory_s_snapshots_are_forgotten(filled: Database, tmp_path: Path, with_snapshot: Path) -> None:
    """Those of one memory of one database only."""
    kept = Snapshots(tmp_path / "cache")
    assert kept.forget("another", 1) == kept.forget(filled.uuid(), 2) == 0
    assert kept.forget(filled.uuid(), 1) == 1
    assert not with_snapshot.exists()


def test_a_damaged_word_index(sqlite_database: Database, tmp_path: Path) -> None:
    """SQLite's own test of its pages is asked; the index fills itself again."""
    with sqlite_database.write() as session:
        units.add(session, memories.create_memory(session, "chile").id, UNITS)
    follow_all(sqlite_database)
    spoil(sqlite_database, "UPDATE concordance_data SET block = x'00' WHERE id > 10")
    assert [fault.check for fault in faults(sqlite_database, tmp_path, repair=True)] == ["words"]
    follow_all(sqlite_database)
    assert faults(sqlite_database, tmp_path) == []


def test_analyses_of_an_older_version_are_no_fault(filled: Database, tmp_path: Path) -> None:
    """They are made anew when they are next searched."""
    assert ANALYSER != "older"
    spoil(filled, "UPDATE variant SET analyser = 'older', analysis = NULL")
    assert faults(filled, tmp_path) == []


def test_what_the_index_lacks_is_no_fault(filled: Database, tmp_path: Path) -> None:
    """It is behind until the next search."""
    with filled.write() as session:
        units.add(session, memories.get_memory(session, "chile").id, UNITS)
        assert concordance.count_pending(session, 1) == 3
    assert faults(filled, tmp_path) == []
