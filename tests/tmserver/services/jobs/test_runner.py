"""Jobs on a real server: done by it, and taken up again by another worker after kill -9."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from benchmarks.served import free_port
from tests.tmserver.commands.test_serve import served
from tests.tmserver.services.imports.importing import stored, texts, tmx, tu
from tests.tmserver.services.jobs.test_imports import wait_for_units
from tests.tmserver.services.jobs.working import hand_in
from tmserver.services.access.principal import LOCAL
from tmserver.services.database import open_database
from tmserver.services.imports.units import BATCH_UNITS
from tmserver.services.jobs.queue import JobQueue
from tmserver.services.jobs.runner import Runner
from tmserver.settings import Settings
from tmserver.store.jobs import Job, JobState

MANY = 4 * BATCH_UNITS


def until(job: Any, wanted: Any, process: subprocess.Popen[str] | None = None) -> Job:
    """The job as soon as it is as wanted, two minutes at most."""
    end = time.monotonic() + 120
    while time.monotonic() < end and (process is None or process.poll() is None):
        found: Job = job()
        if wanted(found):
            return found
        time.sleep(0.02)
    pytest.fail(f"not in time: {job()}")


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="asks Linux for the workers")
def test_kill_9_of_a_worker_loses_no_job(settings: Settings, tmp_path: Path) -> None:
    """Its job waits again at once; the next worker does the rest, and every unit is stored once."""
    database = open_database(settings)
    queue = JobQueue(database, settings)
    units = [tu(ru=f"Дом {number}", es=f"Casa {number}") for number in range(MANY)]
    job_id = hand_in(database, queue, tmx(tmp_path / "a.tmx", *units)).id
    with served(settings, free_port()) as process:
        wait_for_units(database, process)
        listed = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text("ascii")
        for worker in listed.split():
            os.kill(int(worker), signal.SIGKILL)
        until(lambda: queue.get(job_id, LOCAL), lambda job: job.state is not JobState.RUNNING, process)
        done = until(lambda: queue.get(job_id, LOCAL), lambda job: job.state.has_ended, process)
        process.terminate()
        process.wait(60)
    assert (done.state, done.error) == (JobState.DONE, "")
    assert len(stored(database)) == len(set(texts(database))) == MANY
    database.close()


def test_a_runner_that_is_closed_leaves_its_jobs(settings: Settings, tmp_path: Path) -> None:
    """It takes as many at a time as the setting says, and lets go of all."""
    settings = replace(settings, jobs_at_once=1)
    database = open_database(settings)
    queue = JobQueue(database, settings)
    units = [tu(ru=f"Дом {number}", es=f"Casa {number}") for number in range(MANY)]
    file = tmx(tmp_path / "a.tmx", *units)
    one, two = (hand_in(database, queue, file).id for _ in range(2))
    runner = Runner(database, settings, queue)
    runner.start()
    until(lambda: queue.get(one, LOCAL), lambda job: job.state is JobState.RUNNING)
    assert queue.get(two, LOCAL).state is JobState.QUEUED
    runner.close()
    assert {queue.get(each, LOCAL).state for each in (one, two)} == {JobState.QUEUED}
    database.close()
