"""Concepts changed by hand, with their history."""

from __future__ import annotations

from dataclasses import replace

import pytest

from glossary.concept import CaseMode, Concept, Term, TermStatus
from tests.tmserver.services.glossaries.stored import CORDON, POWER, stored
from tmserver.errors import ChangedMeanwhile, Conflict, InvalidInput, NotFound
from tmserver.services.glossaries.concepts import (
    add_terms,
    change_concept,
    concept_history,
    edit_concept,
    get_concept,
    remove_concept,
    remove_terms,
    restore_concept,
)
from tmserver.services.glossaries.edit import Edit, TermName
from tmserver.services.glossaries.whole import find_concepts, list_glossaries
from tmserver.store.database import Database


def test_a_new_concept_gets_an_id_of_its_own(database: Database) -> None:
    """Made of the first Latin term, numbered where that is taken; c1 where none is Latin."""
    addition = Concept("", (Term("народная власть", "ru"), Term("poder popular", "es")))
    with pytest.raises(NotFound):
        add_terms(database, "chile", addition)
    made = [add_terms(database, "chile", addition, by="anna", create=True) for _ in range(2)]
    assert [each.concept.id for each in made] == ["poder-popular", "poder-popular-2"]
    russian = Concept("", (Term("кордон", "ru"),))
    assert add_terms(database, "chile", russian).concept.id == "c1"
    term = made[0].concept.terms[0]
    assert (term.changed_by, len(term.changed_at)) == ("anna", len("2026-11-22"))


def test_terms_are_added_to_the_concept_of_the_id(database: Database) -> None:
    """What it has stays; a term that it has already is refused."""
    stored(database, "chile", CORDON)
    addition = Concept("cordon", (Term("industrial cordon", "en"),), domain="history")
    changed = add_terms(database, "chile", addition, by="anna", why="for readers")
    assert changed.differences == ("domain: history", "+ en industrial cordon")
    with pytest.raises(Conflict, match="already"):
        add_terms(database, "chile", addition)
    (step,) = concept_history(database, "chile", "cordon")
    assert (step.action, step.by, step.why) == ("edit", "anna", "for readers")
    assert step.differences == changed.differences


def test_fields_are_edited_by_the_names_of_table_columns(database: Database) -> None:
    """Of the concept, of a term, of a definition; "" brings back the default."""
    stored(database, "chile", CORDON)
    about = Edit({"concept-note": "см. танкасо", "kind": "event"}, {"ru": "", "es": "zona"})
    concept = edit_concept(database, "chile", "cordon", about).concept
    assert (concept.note, concept.kind) == ("см. танкасо", "event")
    assert [(each.language, each.text) for each in concept.definitions] == [("es", "zona")]
    name = TermName("", "barrera")
    edit = Edit({"case": "exact", "status": "deprecated", "text": "barreras"}, term=name)
    term = edit_concept(database, "chile", "cordon", edit).concept.terms[2]
    assert (term.text, term.case, term.status) == ("barreras", CaseMode.EXACT, TermStatus.DEPRECATED)
    again = Edit({"case": "", "status": ""}, term=TermName("es", "barreras"))
    term = edit_concept(database, "chile", "cordon", again).concept.terms[2]
    assert (term.case, term.status) == (None, TermStatus.ADMITTED)


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (Edit({"colour": "red"}), "domain"),
        (Edit({"kind": "citty"}), "person"),
        (Edit({"status": "preferd"}, term=TermName("ru", "кордон")), "preferred"),
        (Edit({"text": "cordón"}, term=TermName("es", "barrera")), "already"),
        (Edit({"text": ""}, term=TermName("es", "barrera")), "empty"),
        (Edit({"text": "а\0"}, term=TermName("es", "barrera")), "NUL"),
        (Edit({"text": "a\nb"}, term=TermName("es", "barrera")), "line break"),
        (Edit({"text": "я" * 1_000_000}, term=TermName("es", "barrera")), "1,000"),
        (Edit({"language": "klingonisch"}, term=TermName("es", "barrera")), "klingonisch"),
        (Edit({"status": "preferred"}, term=TermName("en", "barrier")), "ru=кордон"),
        (Edit({"concept-note": "я" * 100_001}), "100,000"),
    ],
)
def test_a_bad_edit_changes_nothing_and_says_what_is_wrong(
    sqlite_database: Database, edit: Edit, said: str
) -> None:
    """The field, and what it takes or what there is."""
    stored(sqlite_database, "chile", CORDON)
    with pytest.raises(InvalidInput) as error:
        edit_concept(sqlite_database, "chile", "cordon", edit)
    assert said in str(error.value)
    (held,) = find_concepts(sqlite_database, "chile", "cordon")
    assert (held.terms, concept_history(sqlite_database, "chile", "cordon")) == (CORDON.terms, [])


def test_nothing_is_created_for_a_bad_term(database: Database) -> None:
    """A glossary that was to be made with it is not made either."""
    for bad in (Term("", "ru"), Term("а", ""), Term("а", "klingonisch"), Term("а\0", "ru")):
        with pytest.raises(InvalidInput):
            add_terms(database, "chile", Concept("", (bad,)), create=True)
    assert list_glossaries(database) == []


def test_a_removed_concept_comes_back(database: Database) -> None:
    """With its terms; its history tells of both."""
    stored(database, "chile", CORDON, POWER)
    remove_concept(database, "chile", "cordon", by="boris", why="double")
    with pytest.raises(NotFound):
        find_concepts(database, "chile", "barrera")
    restored = restore_concept(database, "chile", "cordon").concept
    assert replace(restored, revision=0) == CORDON
    actions = [step.action for step in concept_history(database, "chile", "cordon")]
    assert actions == ["restore", "delete"]
    with pytest.raises(InvalidInput, match="glossary history chile cordon"):
        restore_concept(database, "chile", "cordon")
    with pytest.raises(NotFound):
        restore_concept(database, "chile", "nothing")


def test_any_earlier_state_comes_back(database: Database) -> None:
    """By its revision, from a present or a removed concept; what it ends is kept in turn."""
    stored(database, "chile", CORDON)
    remove_terms(database, "chile", "cordon", [TermName("es", "barrera"), TermName("", "cordón")])
    remove_terms(database, "chile", "cordon", [TermName("ru", "кордон")])
    first = concept_history(database, "chile", "cordon")[-1]
    assert first.differences == ("- es cordón", "- es barrera")
    restored = restore_concept(database, "chile", "cordon", revision=first.revision).concept
    assert restored.terms == CORDON.terms
    second = concept_history(database, "chile", "cordon")[0].revision
    remove_concept(database, "chile", "cordon")
    assert restore_concept(database, "chile", "cordon", revision=second).concept.terms == ()
    with pytest.raises(InvalidInput, match=str(first.revision)):
        restore_concept(database, "chile", "cordon", revision=99)


def test_a_concept_is_changed_only_at_the_expected_revision(database: Database) -> None:
    """Who has read an older state is told what it is now; terms that stay keep their authors."""
    stored(database, "chile", CORDON)
    (read,) = find_concepts(database, "chile", "КОРДОН")
    seen = [read.revision]
    change_concept(database, "chile", read.id, {"domain": "history"}, expected=seen, by="anna")
    with pytest.raises(ChangedMeanwhile) as refused:
        change_concept(database, "chile", read.id, {"domain": "politics"}, expected=seen)
    now = get_concept(database, "chile", read.id)
    assert refused.value.current == now
    assert (now.domain, now.terms) == ("history", read.terms)
    with pytest.raises(ChangedMeanwhile):
        remove_concept(database, "chile", read.id, expected=seen)
    terms = (*(replace(term, changed_by="", changed_at="") for term in read.terms), Term("пояс", "ru"))
    after = change_concept(database, "chile", read.id, {"terms": terms}, by="boris").concept
    assert after.terms[:-1] == read.terms
    assert after.terms[-1].changed_by == "boris"


def test_a_concept_is_found_by_id_or_term_and_similar_ones_are_named(database: Database) -> None:
    """Case and ё aside, in any language."""
    stored(database, "chile", CORDON, POWER)
    assert [each.id for each in find_concepts(database, "chile", "Poder popular")] == ["power"]
    with pytest.raises(NotFound, match="Similar: power"):
        find_concepts(database, "chile", "popular")
