"""What makes jobs run: a thread of the server that takes them and starts a process for each.

Processes, not threads: an import keeps the interpreter busy, and lookups would wait for it.
"""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import token_hex
from threading import Thread

from filelock import FileLock, Timeout

from tmserver.errors import TmserverError
from tmserver.services.jobs.files import LOCK, JobFolders
from tmserver.services.jobs.queue import JobQueue
from tmserver.services.processes import environment
from tmserver.settings import Settings
from tmserver.store import job_claims
from tmserver.store.database import Database

POLL = 1.0
"""Seconds between two looks for jobs that other processes of the server were handed."""

SILENCE = timedelta(seconds=30)
"""A job that has shown no sign of life for so long is taken up again, if its process is gone."""

TIDY = 3600.0
PATIENCE = 5.0
"""Seconds in which the processes of jobs end when the server does: between two batches."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A job that this server has taken, and the process that does it."""

    job_id: int
    claim: str
    process: subprocess.Popen[bytes]


class Runner:
    """Takes jobs while it runs, as many at a time as the setting ``jobs_at_once`` says."""

    def __init__(self, database: Database, settings: Settings, queue: JobQueue) -> None:
        self._database = database
        self._settings = settings
        self._queue = queue
        self._taken: list[Taken] = []
        self._closing = False
        self._tidied = float("-inf")
        self._thread = Thread(target=self._run, name="jobs", daemon=True)

    def start(self) -> None:
        """Begin to take jobs, those that an earlier server left too."""
        self._thread.start()

    def close(self) -> None:
        """Stop the processes between two batches; another server, or this one when it runs again, goes on."""
        self._closing = True
        self._queue.news.set()
        if self._thread.is_alive():
            self._thread.join()
        for taken in self._taken:
            if taken.process.stdin:
                taken.process.stdin.close()
        until = time.monotonic() + PATIENCE
        for taken in self._taken:
            _end(taken.process, until)
        self._reap(in_order=True)

    def _run(self) -> None:
        while not self._closing:
            self._queue.news.clear()
            try:
                self._look()
            except (TmserverError, OSError) as error:
                # The database is locked or away, no process can be started: that may pass.
                print(f"Jobs wait: {error}", file=sys.stderr)  # noqa: T201 (the server's log)
            self._queue.news.wait(POLL)

    def _look(self) -> None:
        self._reap()
        while len(self._taken) < self._settings.jobs_at_once and (found := self._next()):
            self._taken.append(found)
        if time.monotonic() - self._tidied > TIDY:
            self._tidied = time.monotonic()
            self._queue.tidy()

    def _next(self) -> Taken | None:
        taken = take_next(self._database, self._queue.folders)
        if taken is None:
            return None
        job_id, claim = taken
        command = [sys.executable, "-m", "tmserver.services.jobs.process", str(job_id), claim]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, env=environment(self._settings))  # noqa: S603 (our own)
        return Taken(job_id, claim, process)

    def _reap(self, *, in_order: bool = False) -> None:
        """Let go of processes that have ended; a job that its process has left is to be taken anew."""
        for taken in list(self._taken):
            if taken.process.poll() is None:
                continue
            if taken.process.stdin:
                taken.process.stdin.close()
            with self._database.write() as session:
                job_claims.release(session, taken.job_id, taken.claim, in_order=in_order)
            self._taken.remove(taken)


def take_next(
    database: Database, folders: JobFolders, silence: timedelta = SILENCE
) -> tuple[int, str] | None:
    """The id of a job that is ours from now on, and our claim to it; None if none is to be had.

    Taken are the oldest that wait, and those whose process is gone, of which nothing was heard for the time
    of ``silence``. A job whose folder is not on this host is left to others.
    """
    with database.read() as session:
        found = job_claims.candidates(session, datetime.now(UTC) - silence)
    for candidate in found:
        if _is_free(folders.path(candidate.folder)):
            claim = token_hex(16)
            with database.write(why="job") as session:
                if job_claims.take(session, candidate, claim):
                    return candidate.id, claim
    return None


def _is_free(folder: Path) -> bool:
    """Whether the job's files are here, and no process has them locked."""
    if not folder.is_dir():
        return False
    try:
        with FileLock(folder / LOCK, timeout=0):
            return True
    except Timeout:
        return False


def _end(process: subprocess.Popen[bytes], until: float) -> None:
    try:
        process.wait(max(0.1, until - time.monotonic()))
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
