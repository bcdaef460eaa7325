"""Units of alignments stored, and stored again after a correction."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tmserver.errors import NotFound
from tmserver.segment import Status
from tmserver.services.alignment.rows import Row, units_of
from tmserver.services.alignment.store import Stored, store_alignment
from tmserver.settings import Settings
from tmserver.store import memories, selection, units
from tmserver.store.database import Database

FIRST = [Row(("один", "uno")), Row(("два", "dos tres")), Row(("три", ""))]
SECOND = [Row(("один", "uno")), Row(("два", "dos")), Row(("три", "tres"))]


def store(database: Database, rows: list[Row], *, dry_run: bool = False, penalty: int = 0) -> Stored:
    """Store the rows as the document "numbers"."""
    found = units_of(rows, ["ru", "es"], document="numbers", penalty=penalty)
    return store_alignment(database, Settings(), "work", found, by="ana", create=True, dry_run=dry_run)


def stored(database: Database) -> list[tuple[str, str]]:
    """Spanish text and status of the units of the memory."""
    with database.read() as session:
        home = memories.get_memory(session, "work")
        return [(unit.variants[1].text, unit.status.value) for unit in selection.iterate(session, home.id)]


def test_a_corrected_alignment_takes_the_place_of_the_first(database: Database) -> None:
    """Drafts that are no longer meant are deleted, equal units stay; a second time nothing changes."""
    assert store(database, FIRST) == Stored(added=2, unchanged=0, replaced=0)
    assert store(database, SECOND, dry_run=True) == store(database, SECOND)
    assert stored(database) == [("uno", "draft"), ("dos", "draft"), ("tres", "draft")]
    assert store(database, SECOND) == Stored(added=0, unchanged=3, replaced=0)


def test_what_somebody_accepted_stays(sqlite_database: Database) -> None:
    """A unit that is no draft any more is not deleted, nor is one of another origin."""
    store(sqlite_database, FIRST)
    with sqlite_database.write() as session:
        home = memories.get_memory(session, "work")
        found = list(selection.iterate(session, home.id))
        units.set_status(session, home.id, [found[1].id], Status.REVIEWED)
    other = replace(units_of([Row(("ноль", "cero"))], ["ru", "es"], document="numbers")[0], origin="import")
    store_alignment(sqlite_database, Settings(), "work", [other])
    store(sqlite_database, SECOND)
    assert {text for text, _ in stored(sqlite_database)} == {"uno", "dos tres", "cero", "dos", "tres"}


def test_another_penalty_takes_the_place_of_the_first(sqlite_database: Database) -> None:
    """Of drafts; what was accepted loses no points and stays."""
    store(sqlite_database, SECOND)
    with sqlite_database.write() as session:
        home = memories.get_memory(session, "work")
        first, *_ = selection.iterate(session, home.id)
        units.set_status(session, home.id, [first.id], Status.TRANSLATED)
    expected = Stored(added=2, unchanged=1, replaced=2)
    assert store(sqlite_database, SECOND, dry_run=True, penalty=5) == expected
    assert store(sqlite_database, SECOND, penalty=5) == expected
    assert store(sqlite_database, SECOND, penalty=5) == Stored(added=0, unchanged=3, replaced=0)


def test_a_memory_must_be_there_or_wanted(sqlite_database: Database) -> None:
    """Unknown memories are named, and a rehearsal makes none."""
    found = units_of(FIRST, ["ru", "es"])
    for dry_run in (True, False):
        with pytest.raises(NotFound):
            store_alignment(sqlite_database, Settings(), "nowhere", found, dry_run=dry_run)
    assert store(sqlite_database, FIRST, dry_run=True) == Stored(added=2, unchanged=0, replaced=0)
    with sqlite_database.read() as session:
        assert memories.find_memory(session, "work") is None
