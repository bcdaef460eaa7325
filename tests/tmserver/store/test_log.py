"""Who changed what, as one list."""

from __future__ import annotations

from dataclasses import replace

from glossary.concept import Concept, Term
from tmserver.segment import Unit, Variant
from tmserver.store import concepts, glossaries, log, memories, records, units
from tmserver.store.database import Database
from tmserver.store.log import START, Wanted

UNIT = Unit((Variant("ru", "да"), Variant("es", "sí")))
CONCEPT = Concept("c", (Term("да", "ru"),))


def filled(database: Database) -> tuple[int, int]:
    """A memory and a glossary of which anna made, filled and changed something; a unit's and memory's id."""
    with database.write(by="anna", why="job") as session:
        memory = memories.create_memory(session, "m")
        (unit,) = units.add(session, memory.id, [UNIT])
        glossary = glossaries.create_glossary(session, "g")
        concept = concepts.add(session, glossary.id, CONCEPT)
    with database.write(by="boris", why="typo") as session:
        found = units.find_unit(session, memory.id, unit)
        assert found is not None
        units.edit(session, memory.id, replace(found, document="d"))
        concepts.edit(session, glossary.id, replace(concept, domain="d"))
        records.note(session, "key", "revoke", "k")
    return unit, memory.id


def entries(database: Database, wanted: Wanted) -> list[tuple[str, str, str, str, str]]:
    """Subject, name, item, action and detail of all."""
    with database.read() as session:
        found = [entry for _, entry in log.page(session, wanted, START, 100)]
        assert log.count(session, wanted, most=100) == len(found)
        assert log.count(session, wanted, most=1) == min(1, len(found))
    return [(each.subject, each.name, each.item, each.action, each.detail) for each in found]


def test_everything(database: Database) -> None:
    """Acts on wholes and on single units and concepts, those of one transaction together."""
    unit, _ = filled(database)
    assert set(entries(database, Wanted())[:3]) == {
        ("memory", "m", str(unit), "edit", ""),
        ("glossary", "g", "c", "edit", ""),
        ("key", "k", "", "revoke", ""),
    }
    assert set(entries(database, Wanted())[3:]) == {
        ("memory", "m", "", "create", ""),
        ("memory", "m", "", "add", "1 unit"),
        ("glossary", "g", "", "create", ""),
        ("glossary", "g", "", "add", "1 concept"),
    }


def test_narrowed(database: Database) -> None:
    """By who did it, and by what it was done to; keys are nobody's who sees a part only."""
    unit, _ = filled(database)
    assert len(entries(database, Wanted(by="boris"))) == 3
    assert entries(database, Wanted(by="nobody")) == []
    assert {each[1] for each in entries(database, Wanted(memories=frozenset({"m"})))} == {"m", "g"}
    only = Wanted(by="boris", memories=frozenset({"m"}), glossaries=frozenset())
    assert entries(database, only) == [("memory", "m", str(unit), "edit", "")]
    assert entries(database, Wanted(memories=frozenset(), glossaries=frozenset())) == []


def test_after_a_purge(database: Database) -> None:
    """What was done to the memory as a whole is told still; of its units nothing is left."""
    filled(database)
    with database.write(by="anna") as session:
        memory = memories.get_memory(session, "m")
        memories.delete_memory(session, memory)
        memories.purge_memory(session, memory)
    told = entries(database, Wanted(memories=frozenset({"m"}), glossaries=frozenset()))
    assert [(item, action) for _, _, item, action, _ in told] == [
        ("", "purge"),
        ("", "delete"),
        ("", "add"),
        ("", "create"),
    ]
