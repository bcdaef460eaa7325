"""Variants as an index sees them."""

from __future__ import annotations

from dataclasses import replace

from tmserver.segment import Code, Unit, Variant
from tmserver.store import memories, selection, units, variants
from tmserver.store.database import Database


def pair(russian: str, other: str, tag: str = "es") -> Unit:
    """A unit of two variants."""
    return Unit((Variant("ru", russian), Variant(tag, other, (Code(0, "ph"),))))


def filled(database: Database) -> int:
    """The id of a memory with three units, Russian analysed in the first two."""
    with database.write() as session:
        key = memories.create_memory(session, "chile").id
        stored = [pair("раз", "uno", "es-CL"), pair("два", "two", "en"), pair("три", "tres")]
        units.add(session, key, stored, [(b"1", None), (b"2",)], "v1")
    return key


def test_by_language_key(database: Database) -> None:
    """A region belongs to its language; a language that is not there gives nothing."""
    key = filled(database)
    with database.read() as session:
        spanish = list(variants.of_language(session, key, "es"))
        assert [(v.language, v.text, v.codes) for v in spanish] == [
            ("es-CL", "uno", (Code(0, "ph"),)),
            ("es", "tres", (Code(0, "ph"),)),
        ]
        assert list(variants.of_language(session, key, "fr")) == []
        assert [blob for _, _, blob in variants.analyses(session, key, "ru", "v1")] == [b"1", b"2", None]
        assert [blob for _, _, blob in variants.analyses(session, key, "ru", "v2")] == [None] * 3


def test_analyses_are_stored_later(database: Database) -> None:
    """Of what is not analysed by that version; no revision moves; a unit changed meanwhile keeps its own."""
    key = filled(database)
    with database.read() as session:
        missing = list(variants.unanalysed(session, key, "es", "v1"))
        first = next(selection.iterate(session, key))
    edited = replace(first, variants=(first.variants[0], replace(first.variants[1], text="UNO")))
    with database.write() as session:
        units.edit(session, key, edited)
    with database.write() as session:
        variants.store_analyses(session, "v1", [(v, v.text.encode()) for v in missing])
    with database.read() as session:
        found = {v.text: v.analysis for v in variants.of_language(session, key, "es")}
        assert found == {"UNO": None, "tres": b"tres"}
        assert [v.text for v in variants.unanalysed(session, key, "es", "v1")] == ["UNO"]
        assert len([*variants.unanalysed(session, key, "es", "v2")]) == 2
        assert memories.revisions(session) == {key: 2}


def test_an_edit_keeps_the_analysis_of_equal_texts(database: Database) -> None:
    """Only what has changed is to be analysed again."""
    key = filled(database)
    with database.write() as session:
        first = next(selection.iterate(session, key))
        units.edit(session, key, replace(first, notes=("x",)))
    with database.read() as session:
        assert [v.text for v in variants.unanalysed(session, key, "ru", "v1")] == ["три"]


def test_changes_since_a_revision(database: Database) -> None:
    """All variants of changed units, with what is no longer there marked so."""
    key = filled(database)
    with database.read() as session:
        first, second, third = selection.iterate(session, key)
        assert len([*variants.changed(session, key, "es", 0)]) == 6
        assert list(variants.changed(session, key, "es", 1)) == []
    with database.write() as session:
        units.edit(session, key, replace(first, variants=first.variants[::-1]))
        units.delete(session, key, [third.id])
    with database.write() as session:
        units.edit(session, key, replace(second, variants=second.variants[:1]))
        units.add(session, key, [pair("четыре", "cuatro")])
    with database.read() as session:
        spanish = list(variants.changed(session, key, "es", 1))
        assert [v.text for v in spanish if v.live] == ["uno", "cuatro"]
        assert {v.unit_id for v in spanish if not v.live} >= {first.id, second.id, third.id}
        assert [v.revision for v in spanish] == sorted(v.revision for v in spanish)
        assert {v.revision for v in variants.changed(session, key, "es", 2)} == {3}


def test_fetch(database: Database) -> None:
    """The whole unit with its memory and the variant's place in it; never what is deleted."""
    key = filled(database)
    with database.write() as session:
        other = memories.create_memory(session, "other").id
        units.add(session, other, [pair("пять", "cinco")])
        first, second, third = selection.iterate(session, key)
        ids = [v.id for v in variants.of_language(session, key, "ru")]
        (foreign,) = [v.id for v in variants.of_language(session, other, "es")]
        spanish = next(variants.of_language(session, key, "es")).id
    with database.write() as session:
        units.delete(session, key, [second.id])
    with database.read() as session:
        found = variants.fetch(session, [*ids, foreign, spanish, 10**9])
    assert found.pop(foreign).memory_id == other
    assert {each.memory_id for each in found.values()} == {key}
    assert {variant: (each.unit, each.ordinal) for variant, each in found.items()} == {
        ids[0]: (first, 0),
        ids[2]: (third, 0),
        spanish: (first, 1),
    }
