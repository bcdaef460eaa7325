"""A purge: nothing of a memory is left, anywhere that this installation knows of."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.tmserver.services.installation import settings_of
from tests.tmserver.services.jobs.working import hand_in
from tmserver.errors import Conflict, NotFound
from tmserver.segment import Unit, Variant
from tmserver.services import searches
from tmserver.services.concordance.follow import follow_all
from tmserver.services.jobs.queue import JobQueue
from tmserver.services.lookup import LookupRequest, LookupService, Segment
from tmserver.services.purge import purge_memory, purge_shape
from tmserver.services.upkeep.backup import back_up
from tmserver.store import memories, records, selection, units
from tmserver.store.database import Database

SECRET = Unit((Variant("ru", "секретный договор"), Variant("es", "contrato secreto")))
OPEN = Unit((Variant("ru", "открытое письмо"), Variant("es", "carta abierta")))


@pytest.fixture
def filled(database: Database) -> Database:
    """A memory that is confidential, with an edit, and one that is not."""
    with database.write() as session:
        secret = memories.create_memory(session, "secret").id
        (key,) = units.add(session, secret, [SECRET])
        units.edit(session, secret, replace(SECRET, id=key, revision=1, notes=("секрет",)))
        units.add(session, memories.create_memory(session, "open").id, [OPEN])
    return database


def delete(database: Database, name: str = "secret") -> None:
    """As users do before a purge."""
    with database.write() as session:
        memories.delete_memory(session, memories.get_memory(session, name))


def test_everything_goes(filled: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Units, history, words, snapshots, jobs with their files; the record says what, and who has it still."""
    monkeypatch.setattr(searches, "SNAPSHOT_FROM", 1)
    settings = settings_of(filled, tmp_path)
    service = LookupService(filled, settings)
    service.matches(LookupRequest("ru", "es", (Segment("секретный договор"),)))
    service.close()
    follow_all(filled)
    upload = tmp_path / "secret.csv"
    upload.write_text("ru,es\nсекрет,secreto\n", "utf-8")
    queue = JobQueue(filled, settings)
    job = hand_in(filled, queue, upload, memory="secret")
    backup = back_up(filled, tmp_path / "one.backup").file
    assert len(list((tmp_path / "cache").glob("*.index"))) == 2
    delete(filled)
    done = purge_memory(filled, settings, "secret", by="ana", why="contract ended")
    assert (done.units, done.history, done.jobs, done.snapshots) == (1, 1, 1, 1)
    assert [each.name for each in done.backups] == [str(backup)]
    assert not queue.folders.path(job.folder).exists()
    assert len(list((tmp_path / "cache").glob("*.index"))) == 1
    if filled.is_sqlite:
        files = Path(filled.place).parent.glob("tmserver.db*")
        assert not any("секрет".encode() in file.read_bytes() for file in files)
    with filled.read() as session:
        assert [memory.name for memory in memories.list_memories(session)] == ["open"]
        assert selection.count(session, memories.get_memory(session, "open").id) == 1
        (record,) = [each for each in records.list_records(session, "secret") if each.action == "purge"]
    assert (record.by, record.why, record.detail) == ("ana", "contract ended", "1 unit")
    shape = purge_shape(done)
    assert shape["backups"] == [
        {"file": str(backup), "at": f"{done.backups[0].at:%Y-%m-%dT%H:%M:%SZ}", "there": True}
    ]


def test_backups_from_before_are_not_named(filled: Database, tmp_path: Path) -> None:
    """A backup that is older than the memory cannot have it."""
    with filled.write() as session:
        session.now -= timedelta(days=1)
        records.note(session, "database", "backup", "/srv/old.backup")
    delete(filled)
    assert purge_memory(filled, settings_of(filled, tmp_path), "secret", by="ana").backups == ()


def test_what_cannot_be_purged(filled: Database, tmp_path: Path) -> None:
    """A memory in use is to be deleted first; of unknown names the deleted ones are told."""
    settings = settings_of(filled, tmp_path)
    with pytest.raises(Conflict, match="tmserver memory delete secret"):
        purge_memory(filled, settings, "secret", by="ana")
    delete(filled)
    with pytest.raises(NotFound, match="There are: secret"):
        purge_memory(filled, settings, "none", by="ana")


def test_all_deleted_ones_of_a_name(filled: Database, tmp_path: Path) -> None:
    """A name that was used again: each deleted memory of it goes, the one in use stays."""
    for _ in range(2):
        delete(filled)
        with filled.write() as session:
            units.add(session, memories.create_memory(session, "secret").id, [OPEN])
    assert purge_memory(filled, settings_of(filled, tmp_path), "secret", by="ana").units == 2
    with filled.read() as session:
        assert memories.list_deleted(session) == []
        assert selection.count(session, memories.get_memory(session, "secret").id) == 1
