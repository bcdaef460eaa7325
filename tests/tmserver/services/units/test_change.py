"""Units changed through their use cases, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from tmserver.errors import ChangedMeanwhile, Forbidden, NotFound, TmserverError
from tmserver.segment import Status, Unit, Variant
from tmserver.services.memories import create_memory
from tmserver.services.units.add import add_whole_unit
from tmserver.services.units.browse import UnitQuery, get_unit, list_units, unit_history
from tmserver.services.units.bulk import BulkChange, change_units
from tmserver.services.units.change import delete_unit, edit_unit, restore_unit, undo_unit
from tmserver.services.units.edit import UnitEdit
from tmserver.services.units.found import Change, Found
from tmserver.store.database import Database
from tmserver.store.selection import Order

ANNA = Change(by="anna")


def unit(russian: str, spanish: str = "sí", document: str = "") -> Unit:
    """A Russian text with its Spanish translation."""
    return Unit((Variant("ru", russian), Variant("es", spanish)), document=document)


@pytest.fixture
def stored(database: Database) -> Found:
    """The one unit of the memory «work»."""
    create_memory(database, "work")
    return add_whole_unit(database, "work", unit("да"), ANNA)[1]


def test_of_many_edits_at_once_one_wins(database: Database, stored: Found) -> None:
    """All others learn what it is now; nothing is lost, and the history has the one change."""

    def edit(number: int) -> Unit | None:
        change = Change(by=f"p{number}", expected=(stored.unit.revision,))
        with suppress(ChangedMeanwhile):
            return edit_unit(database, stored.unit.id, UnitEdit(texts={"es": f"{number}"}), change).unit
        return None

    with ThreadPoolExecutor(8) as pool:
        won = [each for each in pool.map(edit, range(8)) if each]
    assert won == [get_unit(database, stored.unit.id).unit]
    assert len(unit_history(database, stored.unit.id).steps) == 2


def test_the_same_unit_added_at_once_is_stored_once(database: Database, stored: Found) -> None:
    """Who comes second gets the unit of the first."""
    with ThreadPoolExecutor(8) as pool:
        added = list(pool.map(lambda _: add_whole_unit(database, "work", unit("нет"), ANNA)[0], range(8)))
    assert [each.action for each in added].count("added") == 1
    assert len({each.unit for each in added}) == 1


def test_another_memory_is_as_if_it_were_not_there(database: Database, stored: Found) -> None:
    """Whoever sees only other memories finds no such unit, whatever they want of it."""
    other = Change(memories=("other",))
    key = stored.unit.id
    for act in (
        lambda: get_unit(database, key, seen=("other",)),
        lambda: unit_history(database, key, seen=("other",)),
        lambda: edit_unit(database, key, UnitEdit(texts={"es": "no"}), other),
        lambda: delete_unit(database, key, other),
        lambda: restore_unit(database, key, other),
        lambda: undo_unit(database, key, other),
    ):
        with pytest.raises(NotFound, match=f"There is no unit {key}"):
            act()
    assert get_unit(database, key).unit == stored.unit


def test_only_reviewers_set_statuses(database: Database, stored: Found) -> None:
    """Translators add drafts and edit texts; a status is not theirs to give or to take."""
    translator = Change(by="boris", reviews=False)
    edit_unit(database, stored.unit.id, UnitEdit(texts={"es": "claro"}), translator)
    add_whole_unit(database, "work", unit("черновик"), translator)
    with pytest.raises(Forbidden):
        edit_unit(database, stored.unit.id, UnitEdit({"status": Status.REVIEWED}), translator)
    reviewed = Unit((Variant("ru", "готово"),), status=Status.REVIEWED)
    with pytest.raises(Forbidden):
        add_whole_unit(database, "work", reviewed, translator)


def test_a_bulk_change_is_whole_or_not_at_all(database: Database, stored: Found) -> None:
    """What came before the item that fails is not stored either."""
    wanted = BulkChange(add=[unit("раз"), unit("два")], delete=[(stored.unit.id, None), (12345, None)])
    with pytest.raises(TmserverError):
        change_units(database, "work", wanted, ANNA)
    assert [each.unit for each in list_units(database, "work", UnitQuery()).items] == [stored.unit]


def test_pages_hold_when_units_come_and_go(database: Database, stored: Found) -> None:
    """A cursor leads on from its place even if the unit there is deleted meanwhile."""
    for number in range(5):
        add_whole_unit(database, "work", unit(f"текст {number}", document=f"д{number}"), ANNA)
    for order in Order:
        first = list_units(database, "work", UnitQuery(order=order, limit=2))
        delete_unit(database, first.items[-1].unit.id, ANNA)
        rest = list_units(database, "work", UnitQuery(order=order, limit=100, cursor=first.next or ""))
        assert first.items[-1].unit.id not in [each.unit.id for each in rest.items]
        assert len(rest.items) == first.total - 2
        restore_unit(database, first.items[-1].unit.id, ANNA)
