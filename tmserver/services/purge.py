"""A memory really deleted, everywhere that this installation knows of: confidential jobs must end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tmserver.errors import Conflict, NotFound
from tmserver.match.snapshot import Snapshots
from tmserver.segment import Memory
from tmserver.services.jobs.files import JobFolders
from tmserver.services.jobs.queue import forget_memory
from tmserver.services.shapes import time_shape
from tmserver.settings import Settings
from tmserver.store import history, memories, records
from tmserver.store.database import Database
from tmserver.store.records import Record
from tmserver.store.session import Session
from tmserver.store.texts import printable


@dataclass(frozen=True, slots=True)
class Purge:
    """The record of a purge: what is gone, and the backups that have it still.

    ``jobs`` went with their uploads and reports; ``history`` are earlier states of units; ``snapshots`` files
    of indexes in this machine's cache folder.
    """

    memory: str
    units: int
    history: int
    jobs: int
    snapshots: int
    backups: tuple[Record, ...]
    at: datetime
    by: str
    why: str


def purgeable(session: Session, name: str) -> list[Memory]:
    """The deleted memories of that name, the last one first.

    Conflict if only one that is in use has it; NotFound with the names of the deleted ones.
    """
    deleted = memories.list_deleted(session)
    found = [memory for memory in deleted if memory.name == name]
    if not found and memories.find_memory(session, name):
        raise Conflict(f"The memory {name} is in use. Delete it first: tmserver memory delete {name}")
    if not found:
        known = sorted({memory.name for memory in deleted})
        raise NotFound(
            f"There is no deleted memory {printable(name)}. There are: {', '.join(known) or 'none'}.",
            field="/name",
            known=known,
        )
    return found


def purge_memory(database: Database, settings: Settings, name: str, *, by: str, why: str = "") -> Purge:
    """Delete all deleted memories of that name for good, and tell what is gone; errors as ``purgeable``.

    Units, their history and words, jobs with their files, index snapshots; then the room they had in the
    database is written over. What other machines have in their cache folders they keep.
    """
    folders: list[str] = []
    units = earlier = 0
    with database.write(by=by, why=why) as session:
        found = purgeable(session, name)
        backups = _backups(session, found)
        for memory in found:
            folders += forget_memory(session, memory.id, memory.name)
            earlier += history.count(session, memory.id)
            units += memories.purge_memory(session, memory)
        at = session.now
    JobFolders.of(database, settings).remove(folders)
    uuid = database.uuid()
    kept = Snapshots(Path(settings.cache_folder))
    snapshots = sum(kept.forget(uuid, memory.id) for memory in found)
    database.scrub()
    return Purge(name, units, earlier, len(folders), snapshots, backups, at, by, why)


def _backups(session: Session, found: list[Memory]) -> tuple[Record, ...]:
    """The backups made since the first of the memories was."""
    since = min(memories.created_at(session, memory) for memory in found)
    return tuple(each for each in records.backups(session) if each.at >= since)


def purge_shape(purge: Purge) -> dict[str, object]:
    """The record of a purge as JSON; ``there``: whether the file is where the backup was written to."""
    return {
        "memory": purge.memory,
        "units": purge.units,
        "history": purge.history,
        "jobs": purge.jobs,
        "snapshots": purge.snapshots,
        "backups": [
            {"file": each.name, "at": time_shape(each.at), "there": Path(each.name).exists()}
            for each in purge.backups
        ],
        "at": time_shape(purge.at),
        "by": purge.by,
        "why": purge.why,
    }
