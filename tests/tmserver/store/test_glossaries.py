"""Glossaries, concepts and terms in the database."""

from __future__ import annotations

from dataclasses import replace

import pytest

from glossary.concept import (
    CaseMode,
    Concept,
    ConceptKind,
    Definition,
    MatchMode,
    Term,
    TermStatus,
    TermType,
)
from tmserver.errors import Conflict, InvalidInput, NotFound
from tmserver.store import concept_imports, concepts, glossaries, records
from tmserver.store.database import Database

MONEDA = Concept(
    id="la-moneda",
    terms=(
        Term(
            "Ла-Монеда",
            "ru",
            TermStatus.PREFERRED,
            TermType.SHORT,
            part_of_speech="noun",
            gender="feminine",
            case=CaseMode.INITIAL,
            match=MatchMode.FORMS,
            forms=("Ла-Монеды", "Ла-Монеде"),
            indeclinable=True,
            everywhere=True,
            context="Дворец Ла-Монеда горел.",
            changed_by="Ана",
            changed_at="2020-01-02",
        ),
        Term("Palacio de La Moneda", "es", accepted=True, enforced=False, country="CL"),
    ),
    kind=ConceptKind.PLACE,
    domain="Chile",
    definitions=(Definition("ru", "дворец", "БСЭ"), Definition("es", "palacio")),
    related=("santiago",),
    not_to_confuse=("casa-de-moneda",),
    valid_from="1805",
)
SANTIAGO = Concept("santiago", (Term("Сантьяго", "ru"),))


def glossary(database: Database, *stored: Concept) -> int:
    """The id of a new glossary that holds the concepts."""
    with database.write(by="anna") as session:
        key = glossaries.create_glossary(session, "chile").id
        for concept in stored:
            concepts.add(session, key, concept)
    return key


def test_a_concept_comes_back_as_it_went_in(database: Database) -> None:
    """Every field of concepts and terms is kept, and their order."""
    key = glossary(database, MONEDA, SANTIAGO)
    with database.read() as session:
        first, second = concepts.iterate(session, key)
        assert concepts.get_concept(session, key, "la-moneda") == first
        whole = glossaries.whole(session, glossaries.get_glossary(session, "chile"))
    assert replace(first, revision=0) == MONEDA
    assert replace(second, revision=0) == SANTIAGO
    assert whole.concepts == (first, second)


def test_an_import_twice_changes_nothing_the_second_time(database: Database) -> None:
    """New concepts are added, other ones replaced with their state kept, equal ones left."""
    key = glossary(database, SANTIAGO)
    changed = replace(SANTIAGO, domain="Chile")
    with database.write(by="boris", why="import") as session:
        assert concept_imports.put(session, key, [MONEDA, changed]) == concept_imports.Outcome(
            added=1, updated=1
        )
    with database.write() as session:
        assert concept_imports.put(session, key, [MONEDA, changed]) == concept_imports.Outcome(unchanged=2)
    with database.read() as session:
        (change,) = concepts.history(session, key, "santiago")
        assert [concept.id for concept in concepts.iterate(session, key)] == ["santiago", "la-moneda"]
    assert replace(change.before, revision=0) == SANTIAGO
    assert (change.action, change.by, change.why) == ("edit", "boris", "import")


def test_two_edits_of_the_same_state_conflict(database: Database) -> None:
    """The second one is refused."""
    key = glossary(database, MONEDA)
    with database.read() as session:
        before = concepts.get_concept(session, key, MONEDA.id)
    with database.write() as session:
        after = concepts.edit(session, key, replace(before, terms=before.terms[:1]))
    with pytest.raises(Conflict, match="la-moneda"), database.write() as session:
        concepts.edit(session, key, replace(before, note="x"))
    with database.read() as session:
        assert concepts.get_concept(session, key, MONEDA.id) == after


def test_delete_and_restore(database: Database) -> None:
    """A deleted concept is not there, but its history is; its id can be used again."""
    key = glossary(database, MONEDA)
    with database.write() as session:
        concepts.delete(session, key, MONEDA.id)
        assert list(concepts.iterate(session, key)) == []
        with pytest.raises(NotFound):
            concepts.delete(session, key, MONEDA.id)
    with database.write() as session:
        assert replace(concepts.restore(session, key, MONEDA.id), revision=0) == MONEDA
    with database.write() as session:
        concepts.delete(session, key, MONEDA.id)
        concepts.add(session, key, replace(MONEDA, note="new"))
        with pytest.raises(Conflict):
            concepts.add(session, key, MONEDA)
        with pytest.raises(NotFound):
            concepts.restore(session, key, "never")
    with database.read() as session:
        actions = [change.action for change in concepts.history(session, key, MONEDA.id)]
    assert actions == ["delete", "restore", "delete"]


def test_glossaries_by_name(database: Database) -> None:
    """Created, described, renamed and deleted; a name is taken once, and told with the known ones."""
    glossary(database, MONEDA)
    with database.write(by="anna", why="tidy") as session:
        with pytest.raises(Conflict):
            glossaries.create_glossary(session, "chile")
        with pytest.raises(InvalidInput):
            glossaries.create_glossary(session, "a b")
        other = glossaries.create_glossary(session, "Перу", title="П")
        described = glossaries.describe_glossary(session, other, title="Q", description="d")
        assert glossaries.rename_glossary(session, described, "perú").title == "Q"
        assert [g.name for g in glossaries.list_glossaries(session)] == ["chile", "perú"]
        with pytest.raises(NotFound) as missing:
            glossaries.get_glossary(session, "x")
        assert missing.value.known == ("chile", "perú")
        chile = glossaries.get_glossary(session, "chile")
        assert glossaries.count_concepts(session, chile) == 1
        glossaries.delete_glossary(session, chile)
        assert glossaries.find_glossary(session, "chile") is None
        glossaries.create_glossary(session, "chile")
        acts = [(r.subject, r.action, r.name, r.by, r.why) for r in records.list_records(session)]
    assert [(action, name) for _, action, name, _, _ in acts] == [
        ("create", "chile"),
        ("delete", "chile"),
        ("rename", "Перу"),
        ("describe", "Перу"),
        ("create", "Перу"),
        ("add", "chile"),
        ("create", "chile"),
    ]
    assert acts[1] == ("glossary", "delete", "chile", "anna", "tidy")


def test_a_text_that_cannot_be_stored_is_refused(database: Database) -> None:
    """The field is named."""
    key = glossary(database)
    bad = replace(SANTIAGO, terms=(Term("a", "ru"), Term("а\0", "ru")))
    with pytest.raises(InvalidInput) as refused, database.write() as session:
        concept_imports.put(session, key, [bad])
    assert refused.value.field == "/terms/1/text"


def test_what_later_revisions_changed(database: Database) -> None:
    """Concepts added, edited or restored as they are now, and the ids of deleted ones."""
    key = glossary(database, MONEDA, SANTIAGO)
    with database.read() as session:
        before = glossaries.get_glossary(session, "chile").revision
        assert concepts.changed_since(session, key, before) == ([], [])
    with database.write() as session:
        concepts.delete(session, key, "santiago")
    with database.write() as session:
        concept_imports.put(session, key, [Concept("lota", (Term("Лота", "ru"),))])
    with database.read() as session:
        changed, deleted = concepts.changed_since(session, key, before)
        assert ([concept.id for concept in changed], deleted) == (["lota"], ["santiago"])
        assert len(concepts.changed_since(session, key, 0)[0]) == 2


def test_an_import_brings_deleted_concepts_back(database: Database) -> None:
    """Under their ids, with their history, among any number of new ones in their order."""
    key = glossary(database, MONEDA, SANTIAGO)
    with database.write() as session:
        concepts.delete(session, key, "santiago")
    many = [Concept(f"c{n}", (Term(f"слово {n}", "ru"),)) for n in range(concept_imports.MANY + 1)]
    with database.write() as session:
        assert concept_imports.put(session, key, [SANTIAGO, *many]).added == len(many) + 1
    with database.read() as session:
        held = [concept.id for concept in concepts.iterate(session, key)]
        assert [change.action for change in concepts.history(session, key, "santiago")] == ["delete"]
    assert held == ["la-moneda", "santiago", *(concept.id for concept in many)]
