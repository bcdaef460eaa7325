"""A whole installation moved into another database, SQLite or PostgreSQL."""

from __future__ import annotations

from dataclasses import dataclass

from tmserver.errors import Conflict
from tmserver.store import copying, glossaries, job_writes, memories, records
from tmserver.store.copying import Watch
from tmserver.store.database import Database
from tmserver.store.session import Session


@dataclass(frozen=True, slots=True)
class Moved:
    """What a move brought where: the rows of each table.

    ``written_meanwhile``: what was changed in the old place after the copy began, as "memory work"; the new
    one lacks these changes.
    """

    source: str
    target: str
    rows: dict[str, int]
    written_meanwhile: tuple[str, ...]


def move(source: Database, target: Database, *, by: str = "", watch: Watch | None = None) -> Moved:
    """Copy everything into the target as it is at one moment, in one transaction; the source stays as it is.

    The target is made if it is empty; Conflict if something is in it. Ids stay, memories get new epochs, so
    that no index of the old place is taken for one of the new.
    """
    target.create()
    with source.read() as from_:
        with target.write(by=by, why="move") as to:
            _check_empty(to, target.place)
            rows = copying.copy_rows(from_, to, watch)
            memories.renew_epochs(to)
            job_writes.abandon(to, "The database was moved before the job had ended. Hand it in again.")
            records.note(to, "database", "move", target.place, f"from {source.place}")
        before = _revisions(from_)
    with source.read() as session:
        after = _revisions(session)
    written = tuple(name for name, revision in after.items() if before.get(name) != revision)
    return Moved(source.place, target.place, rows, written)


def _revisions(session: Session) -> dict[str, int]:
    found = {f"memory {each.name}": each.revision for each in memories.list_memories(session)}
    return found | {f"glossary {each.name}": each.revision for each in glossaries.list_glossaries(session)}


def _check_empty(session: Session, place: str) -> None:
    held = {name: number for name, number in copying.count_rows(session).items() if number}
    if held:
        named = ", ".join(f"{number:,} in {name}" for name, number in held.items())
        raise Conflict(f"The database {place} is not empty ({named}). Name an empty one.")
