"""The use case of many changes of a memory's units at once: all of them are stored, or none is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from tmserver.errors import InvalidInput, NotFound
from tmserver.segment import Memory, Unit
from tmserver.services.limits import check_count
from tmserver.services.units.add import place_unit
from tmserver.services.units.change import delete_in, edit_in
from tmserver.services.units.edit import UnitEdit
from tmserver.services.units.found import Change
from tmserver.store import memories, units
from tmserver.store.database import Database
from tmserver.store.session import Session

MOST = 1_000
"""Changes in one request."""


@dataclass(frozen=True, slots=True)
class BulkChange:
    """Units to add, edits by id and expected revision (None: any), ids to delete with theirs."""

    add: Sequence[Unit] = ()
    edit: Sequence[tuple[int, int | None, UnitEdit]] = ()
    delete: Sequence[tuple[int, int | None]] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an item: added, edited, deleted or unchanged; ``revision`` is the unit's now."""

    unit: int
    action: str
    revision: int


def change_units(database: Database, memory: str, wanted: BulkChange, change: Change) -> list[Outcome]:
    """What became of each item: those to add, then to edit, then to delete, in their order.

    All or nothing: errors are those of single changes, their field led by the item's ("/edit/3/texts/0"); a
    ChangedMeanwhile carries the unit. Only units of this memory can be edited and deleted.
    """
    check_count(len(wanted.add) + len(wanted.edit) + len(wanted.delete), MOST, field="/")
    with database.write(by=change.by, why=change.why or "bulk") as session:
        home = memories.get_memory(session, memory)
        return list(_outcomes(session, home, wanted, replace(change, memories=(memory,))))


def _outcomes(session: Session, home: Memory, wanted: BulkChange, change: Change) -> Iterator[Outcome]:
    revision = session.revision(home.id)
    for number, unit in enumerate(wanted.add):
        with _at(f"/add/{number}"):
            added = place_unit(session, home, unit, change)
        yield Outcome(added.unit, added.action, units.get_unit(session, home.id, added.unit).revision)
    for number, (unit_id, expected, edit) in enumerate(wanted.edit):
        with _at(f"/edit/{number}"):
            after = edit_in(session, unit_id, edit, _expecting(change, expected)).unit
        yield Outcome(unit_id, "edited" if after.revision == revision else "unchanged", after.revision)
    for number, (unit_id, expected) in enumerate(wanted.delete):
        with _at(f"/delete/{number}"):
            delete_in(session, unit_id, _expecting(change, expected))
        yield Outcome(unit_id, "deleted", revision)


def _expecting(change: Change, revision: int | None) -> Change:
    return replace(change, expected=None if revision is None else (revision,))


@contextmanager
def _at(place: str) -> Iterator[None]:
    """Errors inside name their field from the whole request on."""
    try:
        yield
    except InvalidInput as error:
        raise InvalidInput(str(error), field=place + error.field) from None
    except NotFound as error:
        raise NotFound(str(error), field=place + error.field, known=error.known) from None
