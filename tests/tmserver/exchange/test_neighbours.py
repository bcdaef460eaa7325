"""Neighbours by document and position."""

from __future__ import annotations

from tmserver.exchange.neighbours import with_neighbours
from tmserver.segment import Prop, Unit, Variant


def unit(document: str, position: int | None, *languages: str) -> Unit:
    """A unit whose texts say language and position."""
    return Unit(
        tuple(Variant(language, f"{language}{position}") for language in languages or ("ru", "es")),
        document=document,
        position=position,
    )


def seen(*units: Unit) -> list[list[tuple[str | None, str | None]]]:
    """Previous and next of each variant of each unit."""
    return [[(v.previous, v.next) for v in found.variants] for found in with_neighbours(units)]


def test_the_very_next_position_is_a_neighbour() -> None:
    """In each language; the start of the document is known, its end is not."""
    assert seen(unit("a", 1), unit("a", 2, "ru", "en"), unit("a", 3)) == [
        [("", "ru2"), ("", None)],
        [("ru1", "ru3"), (None, None)],
        [("ru2", None), (None, None)],
    ]


def test_what_is_left_out_or_of_another_document_is_none() -> None:
    """Nor does a unit without document or position have any."""
    units = [unit("a", 2), unit("a", 4), unit("b", 5), unit("", 1), unit("b", None), unit("b", None)]
    assert seen(*units) == [[(None, None), (None, None)]] * 6


def test_a_neighbour_that_is_known_stays() -> None:
    """What the file says itself counts more than its order."""
    told = Unit((Variant("ru", "x", previous="p", next="n"),), document="a", position=1)
    assert seen(told, unit("a", 2))[0] == [("p", "n")]


def test_swordfish_names_neighbours_by_their_ids() -> None:
    """Taken where they stand beside the unit, for the languages of the prop; else unknown."""

    def named(key: str, before: str, after: str) -> Unit:
        props = (Prop("prev-en-GB-fr", before), Prop("next-en-GB-fr", after))
        variants = tuple(Variant(tag, f"{tag} {key}") for tag in ("en-GB", "fr", "de"))
        return Unit(variants, external_id=key, props=props)

    assert seen(named("1", "", "2"), named("2", "1", "4"), named("3", "2", "4")) == [
        [(None, "en-GB 2"), (None, "fr 2"), (None, None)],
        [("en-GB 1", None), ("fr 1", None), (None, None)],
        [("en-GB 2", None), ("fr 2", None), (None, None)],
    ]
