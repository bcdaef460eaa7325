"""Jobs handed in and done, for tests."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from threading import Event
from typing import IO

from tmserver.services.access.principal import LOCAL, Principal
from tmserver.services.imports.run import ImportRequest
from tmserver.services.jobs.imports import submit_import
from tmserver.services.jobs.process import perform
from tmserver.services.jobs.queue import JobQueue
from tmserver.services.jobs.runner import take_next
from tmserver.settings import Settings
from tmserver.store.database import Database
from tmserver.store.jobs import Job


@dataclass
class Sent:
    """A file as it comes in a request."""

    filename: str | None
    stream: IO[bytes]

    @classmethod
    def of(cls, path: Path) -> Sent:
        """The file at a path."""
        return cls(path.name, BytesIO(path.read_bytes()))


def hand_in(
    database: Database, queue: JobQueue, *files: Path, by: Principal = LOCAL, **request: object
) -> Job:
    """An import into the memory "work", waiting."""
    given = {"memory": "work", "by": by.name, "create": True} | request
    wanted = ImportRequest(**given)  # type: ignore[arg-type]  # as the test gave
    return submit_import(queue, database, wanted, [Sent.of(file) for file in files], by)


def do_next(database: Database, settings: Settings, queue: JobQueue) -> Job:
    """The next job, done in this process."""
    taken = take_next(database, queue.folders)
    assert taken is not None
    perform(database, settings, *taken, Event())
    return queue.get(taken[0], LOCAL)
