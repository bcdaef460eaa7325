"""Which variants of a unit answer, in which context, with which penalty."""

from __future__ import annotations

import pytest

from tests.tmserver.match.shelf import Shelf, in_context, pair, ru_es, shelf, shown, unit
from tmserver.match.pairs import Query
from tmserver.segment import Variant

CONTEXTS = [
    # stored (previous, next), asked (previous, next), score
    (("а", "б"), ("а", "б"), 101),
    (("", "б"), ("", "б"), 101),
    (("", ""), ("", ""), 101),
    (("а", "б"), ("а", "в"), 100),
    (("а", "б"), ("", "б"), 100),
    (("а", "б"), ("а", None), 100),
    (("а", None), ("а", None), 100),
    ((None, None), (None, None), 100),
    ((None, None), ("", ""), 100),
]


@pytest.mark.parametrize(("stored", "asked", "score"), CONTEXTS)
def test_equal_text_between_equal_neighbours_is_101(
    stored: tuple[str | None, str | None], asked: tuple[str | None, str | None], score: int
) -> None:
    """Both neighbours must be known and equal; the edge of a document is known, None equals nothing."""
    variant = Variant("ru", "Власть народу", previous=stored[0], next=stored[1])
    (match,) = shelf(unit(1, variant, Variant("es", "uno"))).look_up(ru_es("Власть народу", *asked))
    assert (match.score, match.context, match.deductions) == (score, score == 101, ())


def test_a_similar_text_in_equal_context_stays_below_100() -> None:
    """Context lifts only what is equal."""
    variant = Variant("ru", "Власть народу", previous="", next="")
    (match,) = shelf(unit(1, variant, Variant("es", "uno"))).look_up(ru_es("Власть народу!", "", ""))
    assert match.score < 100
    assert not match.context


def test_a_penalty_is_a_named_deduction() -> None:
    """A memory that is trusted less loses points, also for exact matches, and never reaches 101."""
    stored = Shelf([("old", in_context(1, "uno")), ("new", pair(2, "Власть народу!", "dos"))])
    found = stored.look_up(ru_es("Власть народу", "", ""), penalties={"old": 30}, min_score=30)
    old = next(match for match in found if match.memory == "old")
    assert (old.score, old.context) == (70, False)
    assert [(taken.reason, taken.points, taken.detail) for taken in old.deductions] == [("memory", 30, "old")]
    assert found[-1] is old


REGIONS = [
    # languages in the unit, asked for, languages served
    (("es-CL", "es", "es-ES"), "es-CL", ["es-CL"]),
    (("es-ES", "es"), "es-CL", ["es"]),
    (("es-ES",), "es-CL", ["es-ES"]),
    (("es-ES", "es-CL"), "es", ["es-ES", "es-CL"]),
    (("pt",), "es", []),
]


@pytest.mark.parametrize(("stored", "asked", "served"), REGIONS)
def test_the_target_of_the_closest_region_is_served(
    stored: tuple[str, ...], asked: str, served: list[str]
) -> None:
    """Exact, then without region, then any other; several equally close are all offered."""
    targets = [Variant(language, f"en {language}") for language in stored]
    query = Query.of(Variant("ru", "Власть народу"), asked)
    found = shelf(unit(1, Variant("ru", "Власть народу"), *targets)).look_up(query)
    assert [match.target.language for match in found] == served


def test_only_the_source_of_the_closest_region_is_compared() -> None:
    """A British text is asked for: the American variant of the same unit does not answer."""
    both = unit(1, Variant("en-US", "The color"), Variant("en-GB", "The colour"), Variant("es", "El color"))
    query = Query.of(Variant("en-GB", "The color"), "es")
    (match,) = shelf(both).look_up(query, min_score=30)
    assert match.source.language == "en-GB"
    assert match.score < 100


def test_from_one_region_to_another_a_variant_is_not_its_own_translation() -> None:
    """English to English: the other variant is the target."""
    both = unit(1, Variant("en-US", "The color"), Variant("en-GB", "The colour"))
    (match,) = shelf(both).look_up(Query.of(Variant("en-US", "The color"), "en-GB"))
    assert (match.source.language, match.target.language) == ("en-US", "en-GB")
    alone = unit(1, Variant("en-US", "The color"), Variant("ru", "Цвет"))
    assert shelf(alone).look_up(Query.of(Variant("en-US", "The color"), "en-GB")) == []


def test_a_language_that_repeats_gives_a_match_for_each() -> None:
    """Two Spanish variants of one unit are two translations, found from Spanish by either."""
    two = unit(1, Variant("ru", "Власть народу"), Variant("es", "uno"), Variant("es", "dos"))
    assert shown(shelf(two).look_up(ru_es("Власть народу"))) == [(100, "uno"), (100, "dos")]
    back = shelf(two).look_up(Query.of(Variant("es", "dos"), "ru"))
    assert shown(back) == [(100, "Власть народу")]


def test_a_variant_without_text_is_no_translation() -> None:
    """Untranslated units are not offered."""
    assert shelf(pair(1, "Власть народу", "")).look_up(ru_es("Власть народу")) == []
