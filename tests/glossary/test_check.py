"""A glossary's own faults."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from glossary.check import Fault, FaultKind, faults
from glossary.concept import CaseMode, Concept, ConceptKind, Definition, Term, TermStatus
from tests.glossary.chile import concept
from tmserver.language.lexicon import Lexicon


def check(*concepts: Concept, languages: Sequence[str] = ("ru", "es")) -> list[Fault]:
    """The faults of the concepts, each given a definition."""
    defined = [replace(one, definitions=one.definitions or (Definition("en", "x"),)) for one in concepts]
    return faults(defined, [Lexicon(language) for language in languages])


def kinds(found: list[Fault]) -> list[FaultKind]:
    """What they are."""
    return [fault.kind for fault in found]


def test_a_good_glossary_has_none() -> None:
    """Synonyms, regions that prefer their own, and an accepted term are no faults."""
    good = concept("a", "*кордон", "*cordón; cinturón; +acordonado")
    regional = Concept("b", (
        Term("фасоль", "ru"),
        Term("judía", "es", TermStatus.PREFERRED),
        Term("poroto", "es-CL", TermStatus.PREFERRED),
    ))  # fmt: skip
    assert check(good, regional) == []


def test_two_preferred_terms() -> None:
    """They are named with their language."""
    (fault,) = check(concept("a", "кордон", "*cordón; *cinturón"))
    assert fault == Fault(FaultKind.TWO_PREFERRED, ("a",), "es", ("cordón", "cinturón"))
    assert fault.message == "a has more than one preferred term in es: cordón, cinturón. Keep one."


def test_one_string_in_two_concepts() -> None:
    """Case and ё make no other string."""
    found = check(concept("a", "Ёлка"), concept("b", "елка"), languages=["ru"])
    assert found == [Fault(FaultKind.SHARED_TERM, ("a", "b"), "ru", ("Ёлка", "елка"))]


def test_capitals_may_tell_two_concepts_apart() -> None:
    """Two acronyms that differ by a letter's case are two strings."""
    assert check(concept("a", "@КУТ"), concept("b", "@Кут"), languages=["ru"]) == []


def test_preferred_here_and_forbidden_there() -> None:
    """Both concepts are named."""
    found = check(concept("a", en="*lesson"), concept("b", en="occupation; -lesson"), languages=["en"])
    assert found == [Fault(FaultKind.CONTRADICTION, ("a", "b"), "en", ("lesson",))]


def test_a_name_that_is_a_common_word() -> None:
    """It is a fault until its case mode or its forms are decided; a name of the dictionary is none."""
    lota = concept("lota", "Лота", kind="place")
    (fault,) = check(lota, languages=["ru"])
    assert (fault.kind, fault.terms) == (FaultKind.COMMON_WORD, ("Лота",))
    decided = replace(lota, terms=(replace(lota.terms[0], case=CaseMode.INITIAL),))
    assert check(decided, concept("s", "Сантьяго", kind="place"), languages=["ru"]) == []


def test_a_concept_without_a_usable_term() -> None:
    """Forbidden terms alone are as good as none."""
    assert kinds(check(concept("a", "кордон", "-barrera"))) == [FaultKind.NO_TERM]


def test_a_concept_without_a_definition() -> None:
    """An empty definition counts as none."""
    bare = Concept("a", (Term("кордон", "ru"),), definitions=(Definition("ru", " "),))
    assert faults([bare], [Lexicon("ru")]) == [Fault(FaultKind.NO_DEFINITION, ("a",))]


def test_terms_and_references_that_lead_nowhere() -> None:
    """A term of punctuation is never found; an unknown concept is named."""
    nothing = Concept("a", (Term("…", "ru"),), ConceptKind.GENERAL, related=("gone",))
    assert kinds(check(nothing, languages=["ru"])) == [FaultKind.NOTHING_TO_FIND, FaultKind.DANGLING]


def test_every_kind_has_a_sentence() -> None:
    """No fault is without words."""
    assert all(Fault(kind, ("a", "b"), "ru", ("x",)).message.endswith(".") for kind in FaultKind)


def test_a_repeated_term_and_an_unknown_replacement_are_faults() -> None:
    """The same text twice in one language; a replacement that the concept does not have, or bans."""
    terms = (
        Term("класс", "ru"),
        Term("класс", "ru"),
        Term("слой", "ru", TermStatus.DEPRECATED, replaced_by="страта"),
        Term("страта", "ru", TermStatus.FORBIDDEN, replaced_by="класс"),
    )
    found = [(each.kind, each.terms) for each in faults([Concept("c", terms)], [Lexicon("ru")])]
    assert (FaultKind.REPEATED_TERM, ("класс",)) in found
    assert (FaultKind.NO_REPLACEMENT, ("страта",)) in found
    assert (FaultKind.NO_REPLACEMENT, ("класс",)) not in found


@pytest.mark.parametrize(
    ("first", "last", "bad"),
    [
        ("1972", "1973-09-11", False),
        ("1973-09-11", "1973", False),
        ("", "1973", False),
        ("1973", "", False),
        ("1974", "1973-09-11", True),
        ("1973-09-12", "1973-09-11", True),
        ("11.9.1973", "", True),
    ],
)
def test_a_period_has_iso_dates_in_order(first: str, last: str, bad: bool) -> None:
    """A year and a day in it are in order either way."""
    concept = Concept("c", (Term("класс", "ru"),), valid_from=first, valid_until=last)
    kinds = {each.kind for each in faults([concept], [Lexicon("ru")])}
    assert (FaultKind.BAD_PERIOD in kinds) is bad
