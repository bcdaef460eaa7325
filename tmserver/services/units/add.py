"""Use cases of new units: add one translation, a whole unit, or many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tmserver.errors import NotFound
from tmserver.language.analyser import ANALYSER
from tmserver.language.tags import LONGEST, normalise
from tmserver.segment import Memory, Status, Unit, Variant
from tmserver.services.languages import check_language
from tmserver.services.limits import check_text
from tmserver.services.units.edit import blobs, check_storable
from tmserver.services.units.found import Change, Found, check_status
from tmserver.settings import Settings
from tmserver.store import memories, units
from tmserver.store.database import Database
from tmserver.store.digests import digest
from tmserver.store.session import Session


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A translation to store; neighbours are those of the source: None unknown, "" the document's edge."""

    source: str
    target: str
    source_text: str
    target_text: str
    previous: str | None = None
    next: str | None = None
    document: str = ""
    status: Status = Status.TRANSLATED


@dataclass(frozen=True, slots=True)
class Added:
    """Which unit holds the translation now, and whether it was "added" or "unchanged" (there already)."""

    unit: int
    action: str


def add_unit(
    database: Database, settings: Settings, memory: str, new: NewUnit, *, by: str, create: bool = False
) -> Added:
    """Store a translation in the memory, made first if ``create`` and missing.

    InvalidInput names the wrong field; NotFound an unknown memory or language, with the known ones.
    """
    unit = _checked(new, settings, by)
    made = blobs(unit)
    with database.write(by=by, why="add") as session:
        check_language(session, new.source, field="/source")
        check_language(session, new.target, field="/target")
        home = memory_of(session, memory, create=create)
        known = units.find_equal(session, home.id, [unit]).get(digest(unit))
        if known is not None:
            return Added(known, "unchanged")
        (key,) = units.add(session, home.id, [unit], [made], ANALYSER)
        return Added(key, "added")


def add_whole_unit(database: Database, memory: str, unit: Unit, change: Change) -> tuple[Added, Found]:
    """Store a unit in any number of languages; what was done, and the unit as it is stored.

    InvalidInput names the wrong field; NotFound an unknown memory or language, with the known ones;
    Forbidden a status they may not give.
    """
    with database.write(by=change.by, why=change.why or "add") as session:
        home = memories.get_memory(session, memory)
        added = place_unit(session, home, unit, change)
        return added, Found(home, units.get_unit(session, home.id, added.unit))


def add_units(
    database: Database, memory: str, new: Sequence[Unit], *, why: str, by: str = "", create: bool = False
) -> int:
    """How many of the units were added: equal ones that are there already are not stored twice.

    All or none are stored. ``create``: make the memory if it is missing; else NotFound names the known ones.
    """
    fresh = {digest(unit): unit for unit in new}
    made = {key: blobs(unit) for key, unit in fresh.items()}
    with database.write(by=by, why=why) as session:
        home = memory_of(session, memory, create=create)
        known = units.find_equal(session, home.id, fresh.values())
        added = [key for key in fresh if key not in known]
        found = (made[key] for key in added)
        return len(units.add(session, home.id, (fresh[key] for key in added), found, ANALYSER))


def place_unit(session: Session, memory: Memory, unit: Unit, change: Change) -> Added:
    """Store the unit in the open transaction, unless the memory has one with equal texts and neighbours.

    Errors as ``add_whole_unit``.
    """
    check_status(change, None, unit.status)
    unit = check_storable(session, unit)
    session.revision(memory.id)  # first lock, then look: two that add the same unit must see each other
    known = units.find_equal(session, memory.id, [unit]).get(digest(unit))
    if known is not None:
        return Added(known, "unchanged")
    (key,) = units.add(session, memory.id, [unit], [blobs(unit)], ANALYSER)
    return Added(key, "added")


def _checked(new: NewUnit, settings: Settings, by: str) -> Unit:
    for name in ("source", "target"):
        check_text(getattr(new, name), LONGEST, field=f"/{name}")
    for name in ("source_text", "target_text"):
        check_text(getattr(new, name), settings.max_text_length, field=f"/{name}")
    for name in ("previous", "next"):
        if getattr(new, name) is not None:
            check_text(getattr(new, name), settings.max_text_length, field=f"/{name}", may_be_empty=True)
    source, target = normalise(new.source), normalise(new.target)
    return Unit(
        variants=(
            Variant(source, new.source_text, previous=new.previous, next=new.next),
            Variant(target, new.target_text),
        ),
        source_language=source,
        document=new.document,
        status=new.status,
        created_by=by,
    )


def memory_of(session: Session, name: str, *, create: bool) -> Memory:
    """The memory, made if it is missing and ``create``; else NotFound names the known ones."""
    try:
        return memories.get_memory(session, name)
    except NotFound:
        if create:
            return memories.create_memory(session, name)
        raise
