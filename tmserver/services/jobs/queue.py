"""The queue of jobs: handed in, listed, watched, cancelled, deleted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any

from tmserver.errors import Conflict, NotFound
from tmserver.services.access.principal import Principal, Right
from tmserver.services.jobs.files import JobFolders, Upload, keep
from tmserver.services.limits import LIMIT, check_range
from tmserver.services.paging import COUNTED, Page, from_cursor, page_of, to_cursor
from tmserver.settings import Settings
from tmserver.store import job_writes, jobs
from tmserver.store.database import Database
from tmserver.store.jobs import Job, JobState, Visible
from tmserver.store.session import Session

MOST_WAITING = 100
DEFAULT_LIMIT = 20

_ABANDONED = timedelta(days=1)
"""An upload whose job was never stored is one that broke off."""


@dataclass(frozen=True, slots=True)
class NewJob:
    """What to do, and on which memories and glossaries; a memory named need not exist yet."""

    kind: str
    request: dict[str, Any]
    memories: tuple[str, ...] = ()
    glossaries: tuple[str, ...] = ()


class JobQueue:
    """The jobs of an installation; threads may share it. ``news`` is set when one was handed in here."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self._database = database
        self._settings = settings
        self.folders = JobFolders.of(database, settings)
        self.news = Event()

    def submit(self, new: NewJob, uploads: Mapping[str, Iterable[Upload]], caller: Principal) -> Job:
        """The job, waiting; its ``request`` has the uploads of each field, as ``StoredFile`` says.

        Conflict while too many wait; InvalidInput for too many files.
        """
        self._check_room()
        folder = self.folders.new()
        try:
            kept = keep(self.folders.path(folder), uploads)
            request = new.request | {field: [asdict(each) for each in files] for field, files in kept.items()}
            with self._database.write(by=caller.name, why=new.kind) as session:
                job_id = job_writes.add(
                    session, new.kind, folder, request, memories=new.memories, glossaries=new.glossaries
                )
                job = _get(session, job_id, Visible())
        except BaseException:
            self.folders.remove([folder])
            raise
        self.news.set()
        return job

    def get(self, job_id: int, caller: Principal) -> Job:
        """The job; NotFound if there is none, or not for this caller."""
        with self._database.read() as session:
            return _get(session, job_id, visible_to(caller))

    def page(
        self,
        caller: Principal,
        *,
        kinds: tuple[str, ...] = (),
        states: tuple[JobState, ...] = (),
        limit: int = DEFAULT_LIMIT,
        cursor: str = "",
    ) -> Page[Job]:
        """Jobs that the caller may see; InvalidInput for a limit or cursor that is none."""
        check_range(limit, LIMIT, field="/limit")
        before, seen = _before(cursor), visible_to(caller)
        with self._database.read() as session:
            found = jobs.page(session, seen, kinds=kinds, states=states, before=before, limit=limit + 1)
            total = jobs.count(session, seen, kinds=kinds, states=states, most=COUNTED + 1)
        return page_of(found, limit, total, _cursor(found[:limit]))

    def cancel(self, job_id: int, caller: Principal) -> Job:
        """The job, ended if it was still waiting, else asked to stop; one that has ended stays as it is."""
        with self._database.write(by=caller.name, why="cancel") as session:
            _get(session, job_id, visible_to(caller))
            job_writes.cancel(session, job_id)
            return _get(session, job_id, visible_to(caller))

    def delete(self, job_id: int, caller: Principal) -> None:
        """Take the job away with its files; Conflict while it waits or runs."""
        with self._database.write(by=caller.name, why="delete") as session:
            job = _get(session, job_id, visible_to(caller))
            if not job.state.has_ended:
                raise Conflict(f"The job is {job.state.value}. Cancel it first.")
            job_writes.delete_jobs(session, [job.id])
        self.folders.remove([job.folder])

    def file(self, job: Job, name: str) -> Path:
        """A file that the job has written, by a name of ours; NotFound if there is none (yet)."""
        path = self.folders.path(job.folder) / name
        if not path.is_file():
            raise NotFound(f"The job {job.id} ({job.state.value}) has no such report.", field="/job")
        return path

    def tidy(self) -> None:
        """Delete jobs that ended longer ago than ``keep_jobs_days``, and what broken uploads left."""
        now = datetime.now(UTC)
        with self._database.read() as session:
            old = jobs.ended_before(session, now - timedelta(days=self._settings.keep_jobs_days))
            known = jobs.folders(session)
        if old:
            with self._database.write(why="tidy") as session:
                job_writes.delete_jobs(session, [job.id for job in old])
        self.folders.remove(job.folder for job in old)
        self.folders.remove(self.folders.left_over(known, (now - _ABANDONED).timestamp()))

    def _check_room(self) -> None:
        with self._database.read() as session:
            waiting = jobs.count(session, Visible(), states=(JobState.QUEUED,), most=MOST_WAITING)
        if waiting == MOST_WAITING:
            raise Conflict(f"{MOST_WAITING} jobs are waiting already. Try again when some are done.")


def forget_memory(session: Session, memory_id: int, name: str) -> list[str]:
    """Within the purge of a memory: delete all its jobs; the names of their folders.

    The folders are to be removed with ``JobFolders.remove`` once the transaction is committed.
    """
    found = jobs.of_memory(session, memory_id, name)
    job_writes.delete_jobs(session, [job.id for job in found])
    return [job.folder for job in found]


def visible_to(caller: Principal) -> Visible:
    """Everybody sees the own jobs, admins those of all, each within the memories and glossaries granted."""
    by = None if caller.may(Right.ADMIN) else caller.name
    return Visible(by, caller.memories, caller.glossaries)


def _get(session: Session, job_id: int, visible: Visible) -> Job:
    job = jobs.find_job(session, job_id, visible)
    if job is None:
        raise NotFound(f"There is no job {job_id}.", field="/job")
    return job


def _cursor(shown: Sequence[Job]) -> str:
    return to_cursor("jobs", [shown[-1].id]) if shown else ""


def _before(cursor: str) -> int | None:
    return int(from_cursor("jobs", cursor, [int])[0]) if cursor else None
