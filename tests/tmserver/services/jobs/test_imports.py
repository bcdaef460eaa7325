"""Imports as jobs: progress, reports, mistakes, cancelling, and what kill -9 leaves."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from tests.tmserver.commands.conftest import ROOT
from tests.tmserver.services.imports.importing import HEAD, stored, texts, tmx, tu
from tests.tmserver.services.installation import settings_of
from tests.tmserver.services.jobs.working import do_next, hand_in
from tmserver.errors import Forbidden, NotFound
from tmserver.services.access.principal import LOCAL, Principal, Right
from tmserver.services.imports.units import BATCH_UNITS
from tmserver.services.jobs.imports import REPORT
from tmserver.services.jobs.process import GAVE_UP, MOST_ATTEMPTS, perform
from tmserver.services.jobs.queue import JobQueue
from tmserver.services.jobs.runner import take_next
from tmserver.services.jobs.work import Work
from tmserver.settings import Settings
from tmserver.store import job_claims, memories
from tmserver.store.database import Database
from tmserver.store.jobs import JobState

MANY = 3 * BATCH_UNITS


@pytest.fixture
def installed(database: Database, tmp_path: Path) -> Settings:
    """Settings under which every process finds the database and the folders of jobs."""
    return settings_of(database, tmp_path)


@pytest.fixture
def queue(database: Database, installed: Settings) -> JobQueue:
    """The queue of a fresh installation."""
    return JobQueue(database, installed)


def many(path: Path) -> Path:
    """A file of several batches."""
    return tmx(path, *(tu(ru=f"Дом {number}", es=f"Casa {number}") for number in range(MANY)))


def test_an_import_is_done_with_a_report(
    database: Database, installed: Settings, queue: JobQueue, tmp_path: Path
) -> None:
    """Counts of each file under the client's names, and a table of what was not simply added."""
    file = tmx(tmp_path / "a.tmx", tu(ru="Да", es="Sí"), tu(ru="Да", es="Claro"), tu(ru="Один"))
    waiting = hand_in(database, queue, file)
    assert (waiting.state, waiting.memories, waiting.result) == (JobState.QUEUED, ("work",), None)
    job = do_next(database, installed, queue)
    assert (job.state, job.error, job.share, job.units) == (JobState.DONE, "", 1, 3)
    assert job.result is not None
    assert job.result["files"][0]["file"] == "a.tmx"
    assert job.result["total"]["added"] == 1
    assert job.result["conflicts"] == {"same source and context, another translation": 1}
    report = queue.file(job, REPORT).read_text("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in report] == ["file", "a.tmx", "a.tmx"]
    assert texts(database) == ["Claro"]


def test_a_hostile_file_is_told_and_the_others_are_stored(
    database: Database, installed: Settings, queue: JobQueue, tmp_path: Path
) -> None:
    """Growing entities and a bomb of gzip have a sentence each; nothing of them is kept."""
    laughs = tmp_path / "laughs.tmx"
    laughs.write_text(
        HEAD.replace("<tmx", '<!DOCTYPE tmx [<!ENTITY a "aaaa">]><tmx') + "<tu>&a;</tu></body></tmx>"
    )
    bomb = tmp_path / "bomb.tmx.gz"
    subprocess.run(f"head -c 50000000 /dev/zero | gzip -9 > {bomb}", shell=True, check=True, timeout=30)
    hand_in(database, queue, laughs, bomb, tmx(tmp_path / "good.tmx", tu(ru="Да", es="Sí")))
    job = do_next(database, installed, queue)
    assert job.state is JobState.FAILED
    assert job.result is not None
    errors = {each["file"]: each["error"] for each in job.result["files"]}
    assert "laughs.tmx" in errors["laughs.tmx"]
    assert "200 times its size" in errors["bomb.tmx.gz"]
    assert errors["good.tmx"] is None
    assert str(tmp_path) not in job.error
    assert texts(database) == ["Sí"]


def test_names_of_the_client_are_names_only(
    database: Database, installed: Settings, queue: JobQueue, tmp_path: Path
) -> None:
    """A path in a file's name leads nowhere, and two equal names are told apart."""
    for folder, text in (("one", "Sí"), ("two", "Claro")):
        (tmp_path / folder).mkdir()
        tmx(tmp_path / folder / "a.tmx", tu(ru=text, es=text))
    hand_in(database, queue, tmp_path / "one" / "a.tmx", tmp_path / "two" / "a.tmx", all_or_nothing=True)
    job = do_next(database, installed, queue)
    assert [each["name"] for each in job.request["files"]] == ["a.tmx", "a.tmx (2)"]
    assert texts(database) == ["Claro", "Sí"]


def test_a_memory_is_made_by_administrators_only(database: Database, queue: JobQueue, tmp_path: Path) -> None:
    """Who may write, but not make memories, gets no new one; a hidden one is as if it were not there."""
    file = tmx(tmp_path / "a.tmx", tu(ru="Да", es="Sí"))
    writer = Principal("ana", frozenset({Right.READ, Right.WRITE}))
    with pytest.raises(Forbidden):
        hand_in(database, queue, file, by=writer)
    with pytest.raises(NotFound):
        hand_in(database, queue, file, create=False)
    with pytest.raises(NotFound):
        hand_in(database, queue, file, by=Principal("eva", memories=frozenset({"other"})))


def test_cancel_of_a_waiting_job_ends_it(database: Database, queue: JobQueue, tmp_path: Path) -> None:
    """It is never taken."""
    job = hand_in(database, queue, tmx(tmp_path / "a.tmx", tu(ru="Да", es="Sí")))
    assert queue.cancel(job.id, LOCAL).state is JobState.CANCELLED
    assert take_next(database, queue.folders) is None


@pytest.mark.parametrize(("all_or_nothing", "left"), [(False, BATCH_UNITS), (True, 0)])
def test_cancel_stops_between_two_batches(
    database: Database,
    installed: Settings,
    queue: JobQueue,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    all_or_nothing: bool,
    left: int,
) -> None:
    """What was stored stays and is told; of an import that is all or nothing nothing stays."""
    waiting = hand_in(database, queue, many(tmp_path / "a.tmx"), all_or_nothing=all_or_nothing)
    told = Work.tell

    def tell(work: Work, share: float, units: int = 0) -> None:
        if units >= BATCH_UNITS:
            queue.cancel(waiting.id, LOCAL)
            work.beat()
        told(work, share, units)

    monkeypatch.setattr(Work, "tell", tell)
    job = do_next(database, installed, queue)
    assert job.state is JobState.CANCELLED
    assert job.result is not None
    assert job.result["total"]["added"] == left
    assert len(stored(database)) == left if left else not memories_of(database)


def memories_of(database: Database) -> list[str]:
    """The names of all memories."""
    with database.read() as session:
        return [memory.name for memory in memories.list_memories(session)]


def test_a_server_that_stops_leaves_the_job_to_the_next(
    database: Database, installed: Settings, queue: JobQueue, tmp_path: Path
) -> None:
    """The job waits again, no attempt is counted, and it is done later with every unit stored once."""
    hand_in(database, queue, many(tmp_path / "a.tmx"))
    taken = take_next(database, queue.folders)
    assert taken is not None
    stop = Event()
    stop.set()
    perform(database, installed, *taken, stop)
    assert (queue.get(taken[0], LOCAL).state, queue.get(taken[0], LOCAL).attempts) == (JobState.QUEUED, 0)
    assert do_next(database, installed, queue).state is JobState.DONE
    assert len(stored(database)) == MANY


def test_kill_9_loses_no_job_and_no_unit(
    database: Database, installed: Settings, queue: JobQueue, tmp_path: Path
) -> None:
    """A job whose process was killed is taken up again, and each unit is stored once in the end."""
    waiting = hand_in(database, queue, many(tmp_path / "a.tmx"))
    taken = take_next(database, queue.folders)
    assert taken is not None
    process = subprocess.Popen(
        [sys.executable, "-m", "tmserver.services.jobs.process", *map(str, taken)],
        stdin=subprocess.PIPE,
        env=os.environ | installed.as_environment() | {"PYTHONPATH": str(ROOT)},
    )
    wait_for_units(database, process)
    assert take_next(database, queue.folders, timedelta(0)) is None, "its process is alive"
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert len(stored(database)) < MANY
    assert queue.get(waiting.id, LOCAL).state is JobState.RUNNING
    again = take_next(database, queue.folders, timedelta(0))
    assert again is not None
    perform(database, installed, *taken, Event())  # the first claim is worth nothing any more
    assert queue.get(waiting.id, LOCAL).state is JobState.RUNNING
    perform(database, installed, *again, Event())
    job = queue.get(waiting.id, LOCAL)
    assert (job.state, job.attempts) == (JobState.DONE, 2)
    assert len(stored(database)) == len(set(texts(database))) == MANY


def wait_for_units(database: Database, process: subprocess.Popen[Any]) -> None:
    """Until the process has stored a batch."""
    end = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < end:
        if "work" in memories_of(database) and stored(database):
            return
        time.sleep(0.02)
    pytest.fail("nothing was stored")


def test_a_job_that_kills_its_processes_is_given_up(
    database: Database, installed: Settings, queue: JobQueue, tmp_path: Path
) -> None:
    """After three attempts that nobody ended, it fails with a sentence."""
    waiting = hand_in(database, queue, tmx(tmp_path / "a.tmx", tu(ru="Да", es="Sí")))
    for _ in range(MOST_ATTEMPTS):
        taken = take_next(database, queue.folders)
        assert taken is not None
        with database.write() as session:
            job_claims.release(session, *taken, in_order=False)
    job = do_next(database, installed, queue)
    assert (job.id, job.state, job.error) == (waiting.id, JobState.FAILED, GAVE_UP)
