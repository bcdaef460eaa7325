"""The choice of the matches to show: the same as scoring everything, and no more work than needed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tmserver.match.shelf import Shelf, pair, ru_es, shelf, unit
from tmserver.language.tags import closeness
from tmserver.match.hits import Hit
from tmserver.match.lookup import SERVED, best_matches
from tmserver.match.pairs import Comparer, Query, matches
from tmserver.segment import Match, Prop, Status, Unit, Variant


def test_the_best_match_comes_first_with_its_explanation() -> None:
    """An edited sentence finds the stored one, its target, both shares and what was taken off."""
    stored = pair(17, "Рабочие взяли 25 фабрик.", "Los obreros tomaron 25 fábricas.")
    other = pair(18, "Парламент распущен.", "El parlamento fue disuelto.")
    (match,) = shelf(other, stored).look_up(ru_es("Рабочие взяли 26 фабрик!"))
    assert (match.unit.id, match.memory, match.target.text) == (
        17,
        "chile",
        "Los obreros tomaron 25 fábricas.",
    )
    assert match.origins == (("chile", 17),)
    assert [(taken.reason, taken.points) for taken in match.deductions] == [("number", 1), ("punctuation", 1)]
    assert match.score == int(100 * (match.words * match.characters) ** 0.5) - 2


def test_rejected_units_are_not_served_and_drafts_are_with_their_status() -> None:
    """A rejected translation stays out unless it is asked for by name."""
    stored = shelf(
        pair(1, "Власть народу", "uno", status=Status.REJECTED),
        pair(2, "Власть народу", "dos", status=Status.DRAFT),
    )
    assert [match.unit.status for match in stored.look_up(ru_es("Власть народу"))] == [Status.DRAFT]
    every = frozenset(Status)
    assert len(stored.look_up(ru_es("Власть народу"), statuses=every)) == 2


def test_what_was_deleted_meanwhile_is_skipped() -> None:
    """A hit may name a variant that the store no longer has."""
    stored = shelf(pair(1, "Власть народу", "uno"), pair(2, "Власть народу!", "dos"))
    query = ru_es("Власть народу")
    hits = list(stored.hits(query, 50))
    del stored.candidates[hits[0].variant]
    assert [match.unit.id for match in best_matches(query, iter(hits), stored.fetch)] == [2]


def test_hits_that_cannot_be_shown_are_not_fetched() -> None:
    """The rest of a thousand is left alone once the limit is reached by better ones."""
    texts = [f"Власть народу {'и Советам ' * (number // 10)}" for number in range(1000)]
    stored = shelf(*(pair(number, text, f"poder {number}") for number, text in enumerate(texts, 1)))
    found = stored.look_up(ru_es("Власть народу "), limit=5, min_score=30)
    assert len(found) == 5
    assert len(stored.fetched) < 50


SOURCES = [
    "Власть народу",
    "Власть народу!",
    "власть народу",
    "Не власть народу",
    "Власть 25 народам",
    "Власть",
]
words = st.sampled_from(SOURCES)
neighbours = st.sampled_from([None, "", "а"])


@st.composite
def stored_units(draw: st.DrawFn) -> list[tuple[str, Unit]]:
    """A few units with many ties: few texts, few targets, few days."""
    found = []
    for number in range(1, draw(st.integers(1, 14)) + 1):
        variants = [Variant("ru", draw(words), previous=draw(neighbours), next=draw(neighbours))]
        for language in draw(st.lists(st.sampled_from(["es", "es-CL", "es-ES", "ru-RU"]), max_size=3)):
            variants.append(Variant(language, draw(st.sampled_from(["", "uno", "dos", "tres", "cuatro"]))))
        status = draw(st.sampled_from(Status))
        memory = draw(st.sampled_from(["new", "old"]))
        one = unit(number, *variants, status=status, day=draw(st.integers(0, 2)))
        props = (Prop("x-alignment-penalty", draw(st.sampled_from(["1", "30"]))),)
        found.append((memory, replace(one, props=props) if draw(st.booleans()) else one))
    return found


@settings(max_examples=300)
@given(
    units=stored_units(),
    text=words,
    context=st.tuples(neighbours, neighbours),
    limit=st.integers(1, 4),
    min_score=st.sampled_from([30, 60, 84, 94, 99, 100, 101]),
    penalties=st.sampled_from([{}, {"old": 1}, {"new": 5, "old": 40}]),
    target=st.sampled_from(["es", "es-CL"]),
    slack=st.integers(0, 3),
)
def test_the_choice_is_what_scoring_everything_gives(
    units: list[tuple[str, Unit]],
    text: str,
    context: tuple[str | None, str | None],
    limit: int,
    min_score: int,
    penalties: Mapping[str, int],
    target: str,
    slack: int,
) -> None:
    """Ties, merges, caps, penalties, contexts, regions, upper bounds: stopping early changes nothing."""
    query = Query.of(Variant("ru", text, previous=context[0], next=context[1]), target)
    stored = Shelf(units)
    hits = sorted(
        (
            Hit(min(100, hit.percent + hit.variant % (slack + 1)), hit.variant)
            for hit in stored.hits(query, 30)
        ),
        key=lambda hit: -hit.percent,
    )
    found = best_matches(
        query, iter(hits), stored.fetch, limit=limit, min_score=min_score, penalties=penalties
    )
    expected = scored_all(stored, query, min_score, penalties)
    assert [summary(match) for match in found] == expected[:limit]


def summary(match: Match) -> tuple[object, ...]:
    """What the choice decides of a match."""
    return match.score, match.target.text, match.unit.id, match.count, set(match.origins), match.ambiguous


def scored_all(
    stored: Shelf, query: Query, min_score: int, penalties: Mapping[str, int]
) -> list[tuple[object, ...]]:
    """All matches, slowly: score all, sort all, merge by target, mark what is ambiguous."""
    every = [
        match
        for candidate in stored.candidates.values()
        if candidate.unit.status in SERVED
        if candidate.unit.variants[candidate.ordinal].language.startswith("ru")
        for match in matches(query, candidate, Comparer(query), penalties, 0)
        if match.score >= min_score
    ]
    every.sort(key=lambda match: match.unit.id)
    every.sort(key=lambda match: match.unit.changed_at or datetime.min.replace(tzinfo=UTC), reverse=True)
    every.sort(key=lambda match: closeness(query.target, match.target.language) or 0)
    every.sort(key=lambda match: match.unit.status is Status.DRAFT)
    every.sort(key=lambda match: match.unit.status is not Status.REVIEWED)
    every.sort(key=lambda match: match.score, reverse=True)
    result: list[tuple[object, ...]] = []
    for target in dict.fromkeys(match.target.text for match in every):
        group = [match for match in every if match.target.text == target]
        best = group[0]
        origins = {match.origins[0] for match in group if min(match.score, 100) == min(best.score, 100)}
        rivals = {
            match.target.text for match in every if match.score >= 100 and match.score >= best.score
        } - {target}
        ambiguous = best.score >= 100 and bool(rivals)
        result.append((best.score, target, best.unit.id, len(origins), origins, ambiguous))
    return result
