"""The baseline of a memory, on both databases."""

from __future__ import annotations

import pytest

from tmserver.audit.baseline import Entry
from tmserver.errors import InvalidInput, NotFound, UnreadableFile
from tmserver.services.audits.baselines import (
    LONGEST_REASON,
    accept,
    baseline_of,
    import_baseline,
    withdraw,
)
from tmserver.store import memories
from tmserver.store.database import Database

ONE, TWO = Entry("a1", source="Да"), Entry("b2", "mine", "2030-01-01")


@pytest.fixture
def memory(database: Database) -> str:
    """The name of an empty memory."""
    with database.write() as session:
        return memories.create_memory(session, "work").name


def test_findings_are_accepted_and_withdrawn(database: Database, memory: str) -> None:
    """The last reason stays; reasons and days of the entries are kept where no other is given."""
    accept(database, memory, [ONE, TWO], by="ana")
    accept(database, memory, [ONE], reason="again", expires="", by="eva")
    entries = baseline_of(database, memory).entries
    assert [entries["a1"].reason, entries["a1"].source, entries["b2"]] == ["again", "Да", TWO]
    withdraw(database, memory, ["a1"])
    assert set(baseline_of(database, memory).entries) == {"b2"}
    with pytest.raises(NotFound):
        withdraw(database, memory, ["a1"])


def test_a_purge_takes_accepted_findings_along(database: Database, memory: str) -> None:
    """They quote texts of the memory."""
    accept(database, memory, [ONE])
    with database.write() as session:
        found = memories.get_memory(session, memory)
        memories.delete_memory(session, found)
        memories.purge_memory(session, found)
        memories.create_memory(session, memory)
    assert baseline_of(database, memory).entries == {}


def test_what_cannot_be_kept(database: Database, memory: str) -> None:
    """Days that are none, texts too long or with NUL, and files that are no baseline."""
    for entry in (Entry("a", expires="soon"), Entry("a", "x" * (LONGEST_REASON + 1)), Entry("a", "\0")):
        with pytest.raises(InvalidInput):
            accept(database, memory, [entry])
    wrong: list[object] = [[], {"version": 2, "accepted": []}, {"version": 1, "accepted": [{"id": 7}]}]
    for data in wrong:
        with pytest.raises(UnreadableFile):
            import_baseline(database, memory, data)
    assert baseline_of(database, memory).entries == {}
