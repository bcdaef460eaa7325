"""Units in the database: what goes in comes out, what changes is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tmserver.errors import Conflict, InvalidInput, NotFound
from tmserver.segment import Code, Prop, Status, Unit, Variant
from tmserver.store import history, languages, memories, selection, units
from tmserver.store.database import Database
from tmserver.store.digests import digest, identity_digest, source_digest

MOMENT = datetime(2019, 3, 4, 5, 6, 7, tzinfo=UTC)

FULL = Unit(
    variants=(
        Variant(
            language="ru",
            text="Дворец «Ла-Монеда» горел.",
            codes=(Code(7, "bpt", "whole", (("i", "1"),), "&lt;b&gt;"), Code(16, "hi", "start")),
            language_as_read="RU",
            previous="",
            next="Было 9:25.",
            notes=("проверено",),
            props=(Prop("x-a", "б"), Prop("x-a", "в", "ru")),
        ),
        Variant(language="es", text="El palacio de La Moneda ardía. 🔥"),
        Variant(language="es", text="La Moneda ardía."),
    ),
    external_id="tu-7",
    document="chile.txt",
    position=3,
    source_language="ru",
    notes=("первая", ""),
    props=(Prop("client", "ACME"),),
    status=Status.REVIEWED,
    origin="chile.tmx",
    created_by="Ана",
    created_at=MOMENT,
    changed_by="Борис",
    changed_at=MOMENT,
    usage_count=4,
)


def unit(*texts: str, document: str = "", position: int | None = None) -> Unit:
    """A unit with the texts as ru, es, en."""
    variants = tuple(Variant(tag, text) for tag, text in zip(("ru", "es", "en"), texts, strict=False))
    return Unit(variants, document=document, position=position)


def memory(database: Database, *stored: Unit, name: str = "chile") -> int:
    """The id of a new memory that holds the units."""
    with database.write(by="anna") as session:
        key = memories.create_memory(session, name).id
        units.add(session, key, stored)
    return key


def test_a_unit_comes_back_as_it_went_in(database: Database) -> None:
    """Every field is kept; id, revision and who added it are set."""
    key = memory(database, FULL)
    with database.read() as session:
        (stored,) = selection.iterate(session, key)
    assert stored.added_by == "anna"
    assert stored.added_at is not None
    assert replace(stored, id=0, revision=0, added_by="", added_at=None) == FULL


def test_document_order(database: Database) -> None:
    """By document, position and id; by code point, whatever the server's language."""
    key = memory(
        database,
        unit("1", document="б", position=2),
        unit("2", document="б", position=1),
        unit("3", document="Я"),
        unit("4"),
        unit("5", document="a"),
        unit("6", document="B"),
        unit("7"),
    )
    with database.read() as session:
        listed = list(selection.iterate(session, key))
        pages = [*selection.iterate(session, key, limit=3)]
        pages += selection.iterate(session, key, after=pages[-1])
    assert [u.variants[0].text for u in listed] == ["4", "7", "6", "5", "3", "2", "1"]
    assert pages == listed


def test_an_edit_keeps_the_earlier_state(database: Database) -> None:
    """The history has the whole unit as it was, who changed it, when and why."""
    key = memory(database, FULL)
    with database.read() as session:
        (before,) = selection.iterate(session, key)
    with database.write(by="boris", why="typo") as session:
        after = units.edit(session, key, replace(before, variants=before.variants[1:], notes=()))
    with database.read() as session:
        (change,) = history.of_unit(session, key, before.id)
        assert units.get_unit(session, key, before.id) == after
        assert [(c.language, c.units) for c in languages.of_memory(session, key)] == [("es", 1)]
    assert change.before == before
    assert (change.action, change.by, change.why) == ("edit", "boris", "typo")
    assert (after.created_by, after.changed_by, after.revision) == ("Ана", "boris", before.revision + 1)


def test_two_edits_of_the_same_state_conflict(database: Database) -> None:
    """The second one is refused and names who was first."""
    key = memory(database, unit("да", "sí"))
    with database.read() as session:
        (before,) = selection.iterate(session, key)
    with database.write(by="boris") as session:
        units.edit(session, key, replace(before, notes=("1",)))
    with pytest.raises(Conflict, match="boris"), database.write(by="anna") as session:
        units.edit(session, key, replace(before, notes=("2",)))


def test_delete_and_restore(database: Database) -> None:
    """A deleted unit is nowhere; restored, it is as before but for its revision."""
    key = memory(database, FULL, unit("да", "sí"))
    with database.read() as session:
        first, second = selection.iterate(session, key)
    with database.write() as session:
        assert units.delete(session, key, [second.id, 12345]) == 1
        assert units.delete(session, key, [second.id]) == 0
    with database.read() as session:
        assert list(selection.iterate(session, key)) == [first]
        assert selection.count(session, key) == 1
        assert {c.language: c.units for c in languages.of_memory(session, key)} == {"ru": 1, "es": 1}
        assert units.find_unit(session, key, second.id) is None
        with pytest.raises(NotFound):
            units.get_unit(session, key, second.id)
    with database.write() as session:
        assert units.restore(session, key, [first.id, second.id]) == 1
    with database.read() as session:
        again = units.get_unit(session, key, second.id)
        assert replace(again, revision=second.revision) == second
        actions = [change.action for change in history.of_unit(session, key, second.id)]
    assert actions == ["restore", "delete"]


def test_set_status(database: Database) -> None:
    """Only units of another status change."""
    key = memory(database, FULL, unit("да", "sí"))
    with database.read() as session:
        ids = [stored.id for stored in selection.iterate(session, key)]
    with database.write(by="boris") as session:
        assert units.set_status(session, key, ids, Status.REVIEWED) == 1
    with database.read() as session:
        reviewed = selection.Selection(statuses=(Status.REVIEWED,))
        assert selection.count(session, key, reviewed) == 2


def test_a_usage_is_counted_without_a_revision(database: Database) -> None:
    """A use is no edit: indexes and editors are not disturbed."""
    key = memory(database, FULL)
    with database.read() as session:
        (before,) = selection.iterate(session, key)
    with database.write() as session:
        units.count_use(session, key, before.id)
    with database.read() as session:
        assert units.get_unit(session, key, before.id) == replace(before, usage_count=5)
        assert memories.revisions(session) == {key: 1}


def test_selection(database: Database) -> None:
    """Each criterion narrows; all together too."""
    key = memory(database, FULL, unit("да", "sí", "yes"), unit("нет", document="d"))
    cases = {
        selection.ALL: 3,
        selection.Selection(languages=("es",)): 2,
        selection.Selection(languages=("es", "en")): 1,
        selection.Selection(documents=("d", "chile.txt")): 2,
        selection.Selection(statuses=(Status.DRAFT,)): 0,
        selection.Selection(authors=("Борис",)): 1,
        selection.Selection(authors=("Ана", "anna")): 3,
        selection.Selection(changed_from=MOMENT, changed_before=MOMENT.replace(second=8)): 1,
        selection.Selection(changed_before=MOMENT): 0,
        selection.Selection(languages=("ru",), documents=("d",), authors=("anna",)): 1,
    }
    with database.read() as session:
        assert {case: selection.count(session, key, case) for case in cases} == cases
        assert {case: len([*selection.iterate(session, key, case)]) for case in cases} == cases
        assert selection.documents(session, key) == {"": 1, "chile.txt": 1, "d": 1}


def test_duplicates_are_found_by_digest(database: Database) -> None:
    """Equal texts and context in any order; equal source; equal document and external id."""
    key = memory(database, FULL, unit("да", "sí"))
    turned = replace(FULL, variants=FULL.variants[::-1], status=Status.DRAFT, external_id="")
    other = replace(unit("да", "ya"), source_language="ru")
    with database.read() as session:
        first, second = sorted(stored.id for stored in selection.iterate(session, key))
        assert units.find_equal(session, key, [turned, other]) == {digest(FULL): first}
        assert units.find_same_source(session, key, [other]) == {source_digest(other): second}
        assert units.find_same_identity(session, key, [FULL, other]) == {identity_digest(FULL): first}


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        (unit("а\0б", "a"), "/variants/0/text"),
        (unit("а", "b\ud800"), "/variants/1/text"),
        (replace(FULL, notes=("\0",)), "/notes"),
        (replace(FULL, document="d" * 501), "/document"),
        (unit("а" * 1_000_001), "/variants/0/text"),
        (Unit((Variant("ru", "да", previous="\udfff"),)), "/variants/0/previous"),
        (Unit((Variant("ru", "да", codes=(Code(0, "ph", content="\0"),)),)), "/variants/0/codes"),
    ],
)
def test_a_text_that_cannot_be_stored_is_refused(database: Database, bad: Unit, field: str) -> None:
    """The field is named, and nothing of the transaction is stored."""
    key = memory(database)
    with pytest.raises(InvalidInput) as refused, database.write() as session:
        units.add(session, key, [FULL, bad])
    assert refused.value.field == field
    with database.read() as session:
        assert selection.count(session, key) == 0
        assert languages.of_memory(session, key) == []
        assert memories.revisions(session) == {key: 0}
