"""The process that does one job: ``python -m tmserver.services.jobs.process ID CLAIM``.

It ends early, and lets another take the job up, when its standard input ends: that is when the server that
started it stops, however that comes about.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from threading import Event, Thread

from filelock import FileLock, Timeout

from tmserver.errors import TmserverError
from tmserver.services.database import open_database
from tmserver.services.jobs import alignments, audits, imports
from tmserver.services.jobs.alignments import run_alignment
from tmserver.services.jobs.audits import run_audit
from tmserver.services.jobs.documents import ANALYSE, PRETRANSLATE, run_analyse, run_pretranslate
from tmserver.services.jobs.files import LOCK, JobFolders
from tmserver.services.jobs.imports import run_import
from tmserver.services.jobs.work import Outcome, Stopped, Work
from tmserver.settings import Settings
from tmserver.store import job_claims
from tmserver.store.database import Database
from tmserver.store.jobs import JobState

KINDS: Mapping[str, Callable[[Work], Outcome]] = {
    imports.KIND: run_import,
    audits.KIND: run_audit,
    PRETRANSLATE: run_pretranslate,
    ANALYSE: run_analyse,
    alignments.KIND: run_alignment,
}
"""What is done for a job of each kind."""

MOST_ATTEMPTS = 3
GAVE_UP = "The process that did this job was ended from outside three times (is the memory exhausted?)."
UNFORESEEN = "Something failed here; the server's log says what."

CANCELLED = "The job was cancelled; its result, if there is one, says what was stored before."

_NICE = 10
"""Lookups of people who wait come first."""


def perform(database: Database, settings: Settings, job_id: int, claim: str, stop: Event) -> None:
    """Do the job that was taken under this claim to its end, or until ``stop`` is set; it is stored then."""
    with database.read() as session:
        job = job_claims.claimed(session, job_id, claim)
    if job is None:
        return
    folder = JobFolders.of(database, settings).path(job.folder)
    work = Work(database, settings, job, folder, claim, stop)
    state, outcome = _ended(work)
    with database.write() as session:
        # What fails while the server stops may fail for that reason: its processes are all told to end.
        if state is JobState.QUEUED or (stop.is_set() and state is not JobState.DONE):
            job_claims.release(session, job_id, claim, in_order=True)
        else:
            job_claims.finish(
                session,
                job_id,
                claim,
                state,
                result=outcome.result,
                error=outcome.error,
                units=work.units,
            )


def _ended(work: Work) -> tuple[JobState, Outcome]:
    """Where the job stands when this process has done with it."""
    if work.job.attempts > MOST_ATTEMPTS:
        return JobState.FAILED, Outcome(None, GAVE_UP)
    try:
        with FileLock(work.folder / LOCK, timeout=0), work.alive():
            outcome = KINDS[work.job.kind](work)
    except (Stopped, Timeout):
        return JobState.QUEUED, Outcome(None)
    except TmserverError as error:
        outcome = Outcome(None, str(error))
    except Exception:
        traceback.print_exc()
        outcome = Outcome(None, UNFORESEEN)
    if outcome.error and work.cancelling:
        return JobState.CANCELLED, Outcome(outcome.result, CANCELLED)
    return JobState.FAILED if outcome.error else JobState.DONE, outcome


def main() -> None:
    """Do the job named by the arguments, with the settings of the environment."""
    stop = Event()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the server, which then stops this process
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    with suppress(AttributeError):  # Windows
        os.nice(_NICE)
    Thread(target=_watch_input, args=(stop,), daemon=True).start()
    settings = Settings.from_environment(os.environ)
    database = open_database(settings)
    perform(database, settings, int(sys.argv[1]), sys.argv[2], stop)
    database.close()


def _watch_input(stop: Event) -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    stop.set()


if __name__ == "__main__":
    main()
