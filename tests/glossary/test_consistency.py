"""Terms of a source in its translation."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary.concept import Concept, ConceptKind, Term, TermStatus
from glossary.consistency import Problem, TermFinding, term_findings
from glossary.index import TermIndex
from tests.glossary.chile import CONCEPTS, INDEX
from tmserver.language.lexicon import Lexicon


def check(source: str, target: str, pair: str = "ru-es", *, counts: bool = False) -> list[TermFinding]:
    """The findings of a pair under the small glossary."""
    ours, theirs = pair.split("-")
    return term_findings(source, target, INDEX[ours], INDEX[theirs], counts=counts)


def named(findings: list[TermFinding]) -> list[tuple[str, str]]:
    """Problem and concept of each finding."""
    return [(finding.problem.value, finding.concept.id) for finding in findings]


@pytest.mark.parametrize(
    ("pair", "source", "target"),
    [
        ("ru-es", "штабы коммун", "los comandos comunales"),
        ("ru-es", "Рабочие кордона", "Los trabajadores del cordón industrial"),
        ("ru-es", "кордоны … на каждом кордоне", "los cordones … en cada uno"),
        ("ru-es", "из Лоты и Коронеля", "de Lota y Coronel"),
        ("ru-es", "в Чили", "a los chilenos"),
        ("ru-es", "рабочий класс занял фабрики", "LA CLASE OBRERA OCUPÓ LAS FÁBRICAS"),
        ("ru-es", "занятия рабочего класса", "las tomas de la clase obrera"),
        ("ru-es", "стихийность", "cualquier cosa"),
        ("es-ru", "los chilenos", "люди"),
        ("es-en", "la clase de estilo", "the style's category"),
        ("en-ru", "a police cordon and a lesson", "полицейский пост и урок"),
        ("en-ru", "The workers of Lota", "рабочие Лоты"),
        ("ru-en", "народная власть на местах", "people’s power at the grass roots"),
        ("ru-es", "Кончали в шесть.", "Terminaban a las seis."),
    ],
)
def test_good_translations_give_nothing(pair: str, source: str, target: str) -> None:
    """Synonyms, inflection, a pronoun for the second mention, gaps and homonyms are no findings."""
    assert named(check(source, target, pair)) == []


def test_a_missing_term_says_what_was_expected_and_what_stands_there() -> None:
    """The finding has the source's span, the expected terms and the close text of the target."""
    target = "los cinturones industriales de Santiago"
    (finding,) = check("промышленные кордоны Сантьяго", target)
    assert (finding.problem, finding.concept.id) == (Problem.MISSING, "cordon")
    assert [(o.start, o.end) for o in finding.source] == [(0, 20)]
    assert (finding.lemma, finding.expected) == ("промышленный кордон", ("cordón industrial", "cordón"))
    assert finding.instead is not None
    assert target[slice(*finding.instead)] == "cinturones industriales"


def test_a_misspelt_name_is_what_stands_instead() -> None:
    """A near spelling of a name is shown, a far one is not."""
    target = "llamada Huachipatto"
    (finding,) = check("называемый «Уачипато»", target)
    assert finding.instead == (8, 19)
    (finding,) = check("называемый «Уачипато»", "llamada así")
    assert finding.instead is None


@pytest.mark.parametrize(
    ("pair", "source", "target", "expected"),
    [
        ("ru-es", "народную власть", "el gobierno popular", [("forbidden", "popular-power")]),
        ("ru-en", "занятием завода", "with a lesson at the factory", [("forbidden", "toma")]),
        ("ru-en", "крестьяне", "the farmers", [("deprecated", "peasant")]),
        ("ru-en", "промышленный кордон", "a police cordon", [("forbidden", "cordon")]),
        ("ru-es", "сталелитейных заводов", "de las fundiciones", [("deprecated", "steel")]),
        ("ru-es", "правительство", "el gobierno popular", []),
    ],
)
def test_banned_terms_where_their_concept_stands(
    pair: str, source: str, target: str, expected: list[tuple[str, str]]
) -> None:
    """Forbidden and deprecated terms are reported, once, where the source has the concept."""
    assert named(check(source, target, pair)) == expected


def test_a_banned_term_that_renders_another_concept_is_good() -> None:
    """«урок» is a lesson, though «занятие» must not be called one."""
    lesson = Concept("lesson", (Term("урок", "ru"), Term("lesson", "en")))
    ours, theirs = (TermIndex((*CONCEPTS, lesson), Lexicon(tag)) for tag in ("ru", "en"))
    assert term_findings("занятие и урок", "occupation and lesson", ours, theirs) == []


def test_banned_everywhere() -> None:
    """A term flagged so is reported without its concept in the source, with its replacement first."""
    banned = Term("Хуачипато", "ru", TermStatus.FORBIDDEN, everywhere=True, replaced_by="Уачипато")
    concepts = [Concept("h", (banned, Term("завод Уачипато", "ru")), ConceptKind.PLACE)]
    ours, theirs = TermIndex(concepts, Lexicon("es")), TermIndex(concepts, Lexicon("ru"))
    (finding,) = term_findings("la planta", "завод Хуачипато", ours, theirs)
    assert (finding.problem, finding.source, finding.target[0].form) == (Problem.FORBIDDEN, (), "Хуачипато")
    assert finding.expected == ("Уачипато", "завод Уачипато")


def test_counts_only_when_asked_for() -> None:
    """A term that stands once for two is nothing by default, and a count finding when asked for."""
    source, target = "кордоны на каждом кордоне", "los cordones, en cada uno"
    assert check(source, target) == []
    assert named(check(source, target, counts=True)) == [("count", "cordon")]
    assert check("промышленный кордон", "el cordón industrial", counts=True) == []


def test_homonyms_are_satisfied_by_either_concept() -> None:
    """A source string of two concepts needs the term of one of them."""
    concepts = [
        Concept("belt", (Term("кордон", "ru"), Term("cordon", "en"))),
        Concept("post", (Term("кордон", "ru"), Term("forest post", "en"))),
    ]
    ours, theirs = TermIndex(concepts, Lexicon("ru")), TermIndex(concepts, Lexicon("en"))
    assert term_findings("на кордоне", "at the forest post", ours, theirs) == []
    assert len(term_findings("на кордоне", "somewhere", ours, theirs)) == 2


def test_proposed_and_unenforced_terms_demand_nothing() -> None:
    """What is not decided, or an ordinary word, is shown and never checked."""
    concepts = [
        Concept("a", (Term("продукты", "ru", enforced=False), Term("alimentos", "es"))),
        Concept("b", (Term("завод", "ru"), Term("usina", "es", TermStatus.PROPOSED))),
        Concept("c", (Term("угля", "ru", TermStatus.PROPOSED), Term("carbón", "es"))),
    ]
    ours, theirs = TermIndex(concepts, Lexicon("ru")), TermIndex(concepts, Lexicon("es"))
    assert term_findings("продукты завода угля", "nada", ours, theirs) == []


def test_a_doubtful_occurrence_demands_nothing() -> None:
    """«рабочий день» may be a working day."""
    concepts = [Concept("w", (Term("рабочий", "ru", part_of_speech="noun"), Term("obrero", "es")))]
    ours, theirs = TermIndex(concepts, Lexicon("ru")), TermIndex(concepts, Lexicon("es"))
    assert term_findings("рабочий день", "la jornada", ours, theirs) == []
    assert len(term_findings("рабочие завода", "la gente", ours, theirs)) == 1


_PIECES = st.sampled_from([term.text for concept in CONCEPTS for term in concept.terms])
_TEXTS = st.one_of(st.text(max_size=40), st.lists(_PIECES, max_size=8).map(" ".join))


@settings(max_examples=100)
@given(_TEXTS, _TEXTS)
def test_any_pair_has_valid_spans(source: str, target: str) -> None:
    """No pair breaks it; all spans lie in their texts."""
    for finding in check(source, target, counts=True):
        assert all(source[o.start : o.end] == o.form for o in finding.source)
        assert all(target[o.start : o.end] == o.form for o in finding.target)
        assert finding.instead is None or target[slice(*finding.instead)].strip()
