"""Memories: named, renamed, deleted, restored, purged."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tmserver.errors import Conflict, InvalidInput, NotFound
from tmserver.segment import Unit, Variant
from tmserver.store import languages, memories, records, selection, units
from tmserver.store.database import Database

UNIT = Unit((Variant("ru", "секрет"), Variant("zh-TW", "秘密")))


def test_create_and_list(database: Database) -> None:
    """By name in the order of code points; an unknown name is answered with the known ones."""
    with database.write(by="anna") as session:
        for name in ("chile", "Перу", "Chile", "a.b-c_1"):
            memories.create_memory(session, name, title=name.upper())
    with database.read() as session:
        assert [m.name for m in memories.list_memories(session)] == ["Chile", "a.b-c_1", "chile", "Перу"]
        assert memories.get_memory(session, "chile").title == "CHILE"
        assert memories.find_memory(session, "x") is None
        assert [m.name for m in memories.get_memories(session, ["Перу", "chile"])] == ["Перу", "chile"]
        assert len(memories.get_memories(session, [])) == 4
        with pytest.raises(NotFound, match="Перу") as missing:
            memories.get_memory(session, "x\0" * 100)
    assert "chile" in missing.value.known


@pytest.mark.parametrize("name", ["", "a b", "-a", ".a", "a/b", "a" * 101, "a\n", "a\0", "\ud800"])
def test_names_that_cannot_be(database: Database, name: str) -> None:
    """Refused with the rule."""
    with pytest.raises(InvalidInput, match="1 to 100") as refused, database.write() as session:
        memories.create_memory(session, name)
    assert refused.value.field == "name"


def test_a_name_is_taken_once(database: Database) -> None:
    """On creation and on renaming."""
    with database.write() as session:
        chile = memories.create_memory(session, "chile")
        memories.create_memory(session, "peru")
        with pytest.raises(Conflict):
            memories.create_memory(session, "peru")
        with pytest.raises(Conflict):
            memories.rename_memory(session, chile, "peru")
        renamed = memories.rename_memory(session, chile, "chile-1973")
        described = memories.describe_memory(session, renamed, title="Ч", description="д")
    with database.read() as session:
        assert memories.get_memory(session, "chile-1973") == described
    assert described.revision == 1


def test_delete_and_restore(database: Database) -> None:
    """A deleted memory keeps its units; restored, it has another epoch, so that no snapshot is trusted."""
    with database.write(by="anna", why="done") as session:
        chile = memories.create_memory(session, "chile")
        units.add(session, chile.id, [UNIT])
    with database.write(by="anna", why="done") as session:
        memories.delete_memory(session, chile)
    with pytest.raises(NotFound), database.write() as session:
        units.add(session, chile.id, [UNIT])
    with database.write() as session:
        assert memories.list_memories(session) == []
        assert languages.everywhere(session) == []
        (deleted,) = memories.list_deleted(session)
        restored = memories.restore_memory(session, deleted)
        assert selection.count(session, restored.id) == 1
    assert restored.epoch != chile.epoch
    with database.read() as session:
        assert [record.action for record in records.list_records(session, "chile")] == [
            "restore",
            "delete",
            "add",
            "create",
        ]


def test_purge(database: Database) -> None:
    """Nothing of the texts is left, not even in the file; who did it and why is."""
    secrets = [Unit((Variant("ru", f"секрет {number} " * 20),), document="секрет") for number in range(300)]
    with database.write() as session:
        chile = memories.create_memory(session, "chile")
        peru = memories.create_memory(session, "peru")
        keys = units.add(session, chile.id, secrets)
        units.add(session, peru.id, [Unit((Variant("ru", "открыто"),))] * 300)
    with database.write() as session:
        for unit in list(selection.iterate(session, chile.id, limit=50)):
            units.edit(session, chile.id, replace(unit, notes=("секрет " * 100,)))
        units.delete(session, chile.id, keys[::2])
    with database.write(by="anna", why="contract ended") as session:
        assert memories.purge_memory(session, chile) == 300
    database.scrub()
    with database.read() as session:
        record, *_ = records.list_records(session, "chile")
        assert memories.list_memories(session) == [memories.get_memory(session, "peru")]
        assert memories.list_deleted(session) == []
        assert selection.count(session, peru.id) == 300
    if database.is_sqlite:
        files = Path(database.place).parent.glob("tmserver.db*")
        assert not any("секрет".encode() in file.read_bytes() for file in files)
    assert (record.action, record.name, record.by, record.why) == ("purge", "chile", "anna", "contract ended")


def test_languages_are_counted(database: Database) -> None:
    """Units per tag with the index's key; memories are added up."""
    with database.write() as session:
        first, second = (memories.create_memory(session, name).id for name in "ab")
        units.add(session, first, [UNIT, UNIT])
        units.add(session, second, [Unit((Variant("ru", "а"), Variant("ru", "б"))), UNIT])
    with database.read() as session:
        assert [(c.language, c.key, c.units) for c in languages.everywhere(session)] == [
            ("ru", "ru", 4),
            ("zh-TW", "zh-Hant", 3),
        ]
        assert languages.keys(session, second) == {"ru", "zh-Hant"}
        assert languages.keys(session, 99) == frozenset()
