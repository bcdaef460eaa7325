"""What was changed between two states of a concept."""

from __future__ import annotations

from dataclasses import replace

from glossary.concept import Concept, ConceptKind, Definition, Term, TermStatus
from glossary.differences import differences

CORDON = Concept("c", (Term("кордон", "ru"), Term("cordón", "es")), definitions=(Definition("ru", "зона"),))


def test_equal_states_do_not_differ() -> None:
    """Nor does the order of terms count, or who changed one when."""
    first, second = CORDON.terms
    stamped = replace(second, changed_by="anna", changed_at="2026-11-22")
    assert differences(CORDON, replace(CORDON, terms=(stamped, first), revision=7)) == []


def test_fields_definitions_and_terms_are_told() -> None:
    """Old and new value; what comes with a plus, what goes with a minus."""
    russian = replace(CORDON.terms[0], status=TermStatus.PREFERRED, note="без лапок", forms=("а", "б"))
    after = replace(
        CORDON,
        kind=ConceptKind.BODY,
        definitions=(Definition("ru", "округ", "словарь"),),
        terms=(russian, Term("cordon", "en")),
    )
    assert differences(CORDON, after) == [
        "kind: general → body",
        "- definition ru зона",
        "+ definition ru округ (словарь)",
        "ru кордон: status: admitted → preferred; forms: а | б; note: без лапок",
        "- es cordón",
        "+ en cordon",
    ]
    assert "ru кордон: status: preferred → admitted; forms: а | б → (none); note: без лапок → (none)" in (
        differences(after, CORDON)
    )


def test_the_second_of_two_equal_terms_goes() -> None:
    """Terms of one name are told apart by their place."""
    double = replace(CORDON, terms=(*CORDON.terms, CORDON.terms[0]))
    assert differences(double, CORDON) == ["- ru кордон"]
