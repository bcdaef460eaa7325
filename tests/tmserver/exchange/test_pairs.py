"""Which languages of a unit leave."""

from __future__ import annotations

from tmserver.exchange.pairs import map_languages, only_languages, pairs
from tmserver.segment import Unit, Variant


def unit(*languages: str, source: str = "") -> Unit:
    """A unit whose texts are the places of its variants."""
    return Unit(
        tuple(Variant(language, str(place)) for place, language in enumerate(languages)),
        source_language=source,
    )


def languages(found: Unit | None) -> list[str]:
    """The tags of its variants."""
    return [] if found is None else [variant.language for variant in found.variants]


def test_mapping_changes_the_tag_asked_for_and_no_region_of_it() -> None:
    """In variants and source language, whatever the spelling of the option."""
    mapped = map_languages(unit("es", "es-ES", "en", source="es"), {"ES": "es_cl"})
    assert (languages(mapped), mapped.source_language) == (["es-CL", "es-ES", "en"], "es-CL")
    same = unit("ru", "en")
    assert map_languages(same, {"es": "es-CL"}) is same


def test_a_pair_takes_the_closest_variants_source_first() -> None:
    """Exact before none before any region; the other order than in the unit."""
    (found,) = pairs(unit("es", "es-CL", "en-US", "ru", source="ru"), "en", "es-CL")
    assert languages(found) == ["en-US", "es-CL"]
    assert found.source_language == ""
    assert list(pairs(unit("es", "en"), "ru", "es")) == []


def test_a_repeated_language_gives_a_pair_each() -> None:
    """Nothing is dropped silently."""
    found = [[v.text for v in pair.variants] for pair in pairs(unit("en", "cs", "cs"), "en", "cs")]
    assert found == [["0", "1"], ["0", "2"]]


def test_only_some_languages() -> None:
    """A bare tag stands for its regions, one with a region for itself; one language is no unit."""
    three = unit("ru", "es-CL", "en", source="en")
    assert languages(only_languages(three, ["ru", "es"])) == ["ru", "es-CL"]
    assert only_languages(three, ["ru", "es-ES"]) is None
    assert only_languages(three, ["ru", "es", "en"]) is three
    kept = only_languages(three, ["ru", "es"])
    assert kept is not None
    assert kept.source_language == ""
