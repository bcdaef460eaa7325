"""The queue: who sees which jobs, what a purge takes along, what goes by itself."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from tests.tmserver.services.imports.importing import tmx, tu
from tests.tmserver.services.installation import settings_of
from tests.tmserver.services.jobs.working import Sent, do_next, hand_in
from tmserver.errors import Conflict, InvalidInput, NotFound
from tmserver.services.access.principal import LOCAL, Principal, Right
from tmserver.services.jobs.files import MOST_FILES
from tmserver.services.jobs.queue import MOST_WAITING, JobQueue, NewJob, forget_memory
from tmserver.settings import Settings
from tmserver.store import memories
from tmserver.store.database import Database

WRITER = frozenset({Right.READ, Right.WRITE})


@pytest.fixture
def installed(database: Database, tmp_path: Path) -> Settings:
    """Settings under which every process finds the database and the folders of jobs."""
    return settings_of(database, tmp_path)


@pytest.fixture
def queue(database: Database, installed: Settings) -> JobQueue:
    """The queue of a fresh installation."""
    return JobQueue(database, installed)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with one unit."""
    return tmx(tmp_path / "a.tmx", tu(ru="Да", es="Sí"))


def test_a_job_is_seen_by_its_maker_and_by_administrators(
    database: Database, queue: JobQueue, installed: Settings, file: Path
) -> None:
    """And by them only while its memory is granted, under the name that it has now."""
    hand_in(database, queue, file)
    do_next(database, installed, queue)
    ana = Principal("ana", WRITER)
    job = hand_in(database, queue, file, by=ana)
    assert [queue.page(caller).total for caller in (ana, Principal("eva", WRITER), LOCAL)] == [1, 0, 2]
    with pytest.raises(NotFound):
        queue.get(job.id, Principal("eva", WRITER))
    granted = Principal("boss", memories=frozenset({"work"}))
    assert queue.page(granted).total == 2
    with database.write() as session:
        memories.rename_memory(session, memories.get_memory(session, "work"), "done")
    assert queue.get(job.id, LOCAL).memories == ("done",)
    assert queue.page(granted).total == 0
    assert queue.page(replace(granted, memories=frozenset({"done"}))).total == 2


def test_a_purge_takes_jobs_and_files_along(
    database: Database, queue: JobQueue, installed: Settings, file: Path
) -> None:
    """Also those from before the memory was made; not those of another memory that has its name now."""
    hand_in(database, queue, file)
    do_next(database, installed, queue)
    hand_in(database, queue, file)
    with database.write() as session:
        memory = memories.get_memory(session, "work")
        memories.delete_memory(session, memory)
        memories.create_memory(session, "work")
    kept = hand_in(database, queue, file)
    with database.write() as session:
        folders = forget_memory(session, memory.id, memory.name)
        memories.purge_memory(session, memory)
    queue.folders.remove(folders)
    assert [job.id for job in queue.page(LOCAL).items] == [kept.id]
    assert [path.name for path in queue.folders.root.iterdir()] == [kept.folder]


def test_old_jobs_and_broken_uploads_go(
    database: Database, queue: JobQueue, installed: Settings, file: Path
) -> None:
    """After the days of the setting, with their files; what waits or is young stays, foreign folders too."""
    hand_in(database, queue, file)
    do_next(database, installed, queue)
    waiting = hand_in(database, queue, file)
    left = queue.folders.path(queue.folders.new())
    (queue.folders.root / "notes").mkdir()
    for path in (left, queue.folders.root / "notes"):
        os.utime(path, (0, 0))
    queue.tidy()
    assert queue.page(LOCAL).total == 2
    assert not left.exists()
    JobQueue(database, replace(installed, keep_jobs_days=0)).tidy()
    assert [job.id for job in queue.page(LOCAL).items] == [waiting.id]
    assert {path.name for path in queue.folders.root.iterdir()} == {waiting.folder, "notes"}


def test_too_many_jobs_and_files_are_refused(database: Database, queue: JobQueue, file: Path) -> None:
    """And leave no folder behind."""
    new = NewJob("import", {})
    with pytest.raises(InvalidInput, match="At most 100 files"):
        queue.submit(new, {"files": [Sent.of(file)] * (MOST_FILES + 1)}, LOCAL)
    assert list(queue.folders.root.iterdir()) == []
    for _ in range(MOST_WAITING):
        queue.submit(new, {}, LOCAL)
    with pytest.raises(Conflict, match="waiting already"):
        queue.submit(new, {}, LOCAL)
    assert len(list(queue.folders.root.iterdir())) == MOST_WAITING
