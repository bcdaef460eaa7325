"""A job while a process works on it: its pulse, and who may stop it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from typing import Any

from tmserver.errors import DatabaseUnusable, TmserverError
from tmserver.settings import Settings
from tmserver.store import job_claims
from tmserver.store.database import Database
from tmserver.store.jobs import Job

BEAT = 2.0
"""Seconds between two signs of life."""


class Cancelled(TmserverError):  # noqa: N818 (as the errors of the project)
    """Somebody asked the job to stop."""


class Stopped(Exception):  # noqa: N818 (named for what happens)
    """The process is to end, or the job is not its own any more; the work is to be left as it is."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job: a JSON object for its caller, if any, and why it failed ("" if it did not)."""

    result: dict[str, Any] | None
    error: str = ""


@dataclass
class Work:
    """What a job's work is given: the job, its folder, and whom to tell how far it is.

    ``stop`` is set when this process is to end.
    """

    database: Database
    settings: Settings
    job: Job
    folder: Path
    claim: str
    stop: Event
    cancelling: bool = False
    share: float = 0.0
    units: int = 0
    _over: Event = field(default_factory=Event)

    def tell(self, share: float, units: int = 0) -> None:
        """Say which share is done (0–1) and how many units were handled; call it often.

        Raises Cancelled or Stopped when the work is to end: it must do so between two transactions.
        """
        self.share, self.units = share, units
        if self.stop.is_set():
            raise Stopped
        if self.cancelling:
            raise Cancelled("The job was cancelled.")

    def files(self, field: str) -> dict[Path, str]:
        """The uploads of a field of the request, with what reports call them."""
        return {self.folder / each["kept_as"]: each["name"] for each in self.job.request[field]}

    @contextmanager
    def alive(self) -> Iterator[None]:
        """While it lasts, the job is seen to live, its progress too, and a wish to cancel it is heard."""
        thread = Thread(target=self._beat_on, daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._over.set()
            thread.join()

    def beat(self) -> None:
        """Give one sign of life, and hear whether the job is to stop or is not ours any more."""
        with self.database.write() as session:
            found = job_claims.beat(session, self.job.id, self.claim, share=self.share, units=self.units)
        if found is None:
            self.stop.set()
        self.cancelling = bool(found)

    def _beat_on(self) -> None:
        while not self._over.wait(BEAT):
            # Locked by a long transaction, perhaps of this very job.
            with suppress(DatabaseUnusable):
                self.beat()
