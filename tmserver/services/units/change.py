"""Use cases that change one unit: edit, delete, restore, undo, use. Every earlier state is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tmserver.errors import Conflict, InvalidInput
from tmserver.language.analyser import ANALYSER
from tmserver.segment import Unit
from tmserver.services.units.edit import UnitEdit, blobs, check_edit, check_storable, edited
from tmserver.services.units.found import Change, Found, check_status, find, find_to_change, home_of
from tmserver.store import history, units
from tmserver.store.database import Database
from tmserver.store.session import Session


def edit_unit(database: Database, unit_id: int, edit: UnitEdit, change: Change) -> Found:
    """The unit after the edit; as it is if that changes nothing.

    ChangedMeanwhile carries what it is now if it has none of the expected revisions; NotFound if there is no
    such unit; InvalidInput names the field that cannot be stored; Forbidden a status they may not set.
    """
    with database.write(by=change.by, why=change.why) as session:
        return edit_in(session, unit_id, edit, change)


def edit_in(session: Session, unit_id: int, edit: UnitEdit, change: Change) -> Found:
    """As ``edit_unit``, in a transaction that does more."""
    found = find_to_change(session, unit_id, change)
    check_edit(session, edit)
    return _store(session, found, edited(found.unit, edit), change)


def delete_unit(database: Database, unit_id: int, change: Change) -> Found:
    """The unit as it was before it was deleted; ``restore_unit`` brings it back. Errors as ``edit_unit``."""
    with database.write(by=change.by, why=change.why) as session:
        return delete_in(session, unit_id, change)


def delete_in(session: Session, unit_id: int, change: Change) -> Found:
    """As ``delete_unit``, in a transaction that does more."""
    found = find_to_change(session, unit_id, change)
    units.delete(session, found.memory.id, [unit_id])
    return found


def restore_unit(database: Database, unit_id: int, change: Change) -> Found:
    """A deleted unit, there again as it was; one that is not deleted stays as it is."""
    with database.write(by=change.by, why=change.why) as session:
        memory = home_of(session, unit_id, change.memories)
        units.restore(session, memory.id, [unit_id])
        return find(session, unit_id, change.memories)


def undo_unit(database: Database, unit_id: int, change: Change, *, revision: int | None = None) -> Found:
    """The unit as it was before its last change; or as it was at an earlier revision.

    Undoing is a change as well: done twice, it is as before. Conflict if the unit was never changed, or its
    last change was that it was added or deleted; InvalidInput if it has no such revision.
    """
    with database.write(by=change.by, why=change.why or "undo") as session:
        found = find_to_change(session, unit_id, change)
        before = _earlier(session, found, revision)
        return _store(session, found, replace(before, id=unit_id), change)


def use_unit(database: Database, unit_id: int, change: Change) -> Found:
    """The unit, one use more counted: somebody took it over. No change of it: its revision stays."""
    with database.write(by=change.by) as session:
        memory = home_of(session, unit_id, change.memories)
        units.count_use(session, memory.id, unit_id)
        return find(session, unit_id, change.memories)


def _store(session: Session, found: Found, after: Unit, change: Change) -> Found:
    before, memory = found.unit, found.memory
    check_status(change, before.status, after.status)
    after = replace(check_storable(session, after), revision=before.revision)
    if _same(before, after):
        return found
    made = blobs(after, before)
    return Found(memory, units.edit(session, memory.id, after, analyses=made, analyser=ANALYSER))


def _same(before: Unit, after: Unit) -> bool:
    """Whether nothing is changed that an edit changes."""
    kept: dict[str, Any] = {"created_by": "", "created_at": None, "changed_by": "", "changed_at": None}
    kept |= {"added_by": "", "added_at": None, "usage_count": 0}
    return replace(before, **kept) == replace(after, **kept)


def _earlier(session: Session, found: Found, revision: int | None) -> Unit:
    changes = history.of_unit(session, found.memory.id, found.unit.id)
    if revision is not None:
        states = {change.before.revision: change.before for change in changes}
        if revision not in states:
            known = ", ".join(map(str, sorted(states))) or "none"
            raise InvalidInput(
                f"The unit has no earlier state of revision {revision}; there are: {known}.",
                field="/revision",
            )
        return states[revision]
    if not changes or changes[0].action == "restore":
        raise Conflict("There is nothing to undo: the unit was never changed since it was added or restored.")
    return changes[0].before
