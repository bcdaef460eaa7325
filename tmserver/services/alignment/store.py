"""Units of an alignment into a memory, in the place of those of an earlier one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tmserver.language.analyser import ANALYSER
from tmserver.match.deductions import alignment_penalty
from tmserver.segment import Status, Unit
from tmserver.services.alignment.rows import ORIGIN
from tmserver.services.units.add import memory_of
from tmserver.services.units.edit import blobs
from tmserver.settings import Settings
from tmserver.store import memories, selection, units
from tmserver.store.database import Database
from tmserver.store.digests import digest
from tmserver.store.rows import check_texts
from tmserver.store.session import Session


@dataclass(frozen=True, slots=True)
class Stored:
    """How many units were added, were there already, and were deleted as drafts of an earlier alignment."""

    added: int
    unchanged: int
    replaced: int


def check_home(database: Database, memory: str, *, create: bool) -> None:
    """NotFound if there is no such memory and it is not to be made: to be asked before the long work."""
    if not create:
        with database.read() as session:
            memories.get_memory(session, memory)


def store_alignment(
    database: Database,
    settings: Settings,
    memory: str,
    found: Sequence[Unit],
    *,
    by: str = "",
    create: bool = False,
    dry_run: bool = False,
) -> Stored:
    """Store the units of one document, all or none; what ``dry_run`` stores nothing of is counted alike.

    Drafts that an earlier alignment made of the same document and this one does not, or with another penalty,
    are deleted; what somebody has changed, accepted or brought from elsewhere stays. Equal units are not
    stored twice.

    :raise NotFound: no such memory, and not to be made
    :raise InvalidInput: a text that cannot be stored, or is too long
    """
    for unit in found:
        check_texts(unit, settings.max_text_length)
    fresh = {digest(unit): replace(unit, created_by=by) for unit in found}
    if dry_run:
        check_home(database, memory, create=create)
        with database.read() as session:
            known = memories.find_memory(session, memory)
            return _count(session, known.id if known else 0, fresh)
    with database.write(by=by, why="align") as session:
        home = memory_of(session, memory, create=create)
        superseded = _superseded(session, home.id, fresh)
        units.delete(session, home.id, superseded)
        equal = units.find_equal(session, home.id, fresh.values())
        added = [unit for key, unit in fresh.items() if key not in equal]
        units.add(session, home.id, added, map(blobs, added), ANALYSER)
        return Stored(len(added), len(equal), len(superseded))


def _count(session: Session, memory_id: int, fresh: dict[bytes, Unit]) -> Stored:
    superseded = set(_superseded(session, memory_id, fresh))
    found = units.find_equal(session, memory_id, fresh.values()).values()
    equal = sum(unit_id not in superseded for unit_id in found)
    return Stored(len(fresh) - equal, equal, len(superseded))


def _superseded(session: Session, memory_id: int, fresh: dict[bytes, Unit]) -> list[int]:
    """The drafts of an earlier alignment of the same document that the new units take the place of."""
    names = tuple({unit.document for unit in fresh.values()} - {""})
    if not names:
        return []
    drafts = selection.Selection(documents=names, statuses=(Status.DRAFT,))
    return [
        unit.id
        for unit in selection.iterate(session, memory_id, drafts)
        if unit.origin == ORIGIN and not _stays(unit, fresh.get(digest(unit)))
    ]


def _stays(stored: Unit, unit: Unit | None) -> bool:
    return unit is not None and alignment_penalty(stored) == alignment_penalty(unit)
