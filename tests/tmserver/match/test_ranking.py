"""Order, merging and ambiguity of the matches shown."""

from __future__ import annotations

from tests.tmserver.match.shelf import in_context, pair, ru_es, shelf, unit
from tmserver.match.pairs import Query
from tmserver.segment import Code, Status, Variant


def test_reviewed_come_first_and_drafts_last_then_newest_then_lowest_id() -> None:
    """Equal scores are never in arbitrary order."""
    stored = [
        pair(1, "Власть народу", "uno", day=20),
        pair(2, "Власть народу", "dos", day=21),
        pair(3, "Власть народу", "tres", status=Status.REVIEWED, day=11),
        pair(4, "Власть народу", "cuatro", day=21, status=Status.DRAFT),
        pair(5, "Власть народу", "cinco"),
    ]
    found = shelf(*stored).look_up(ru_es("Власть народу"))
    assert [match.target.text for match in found] == ["tres", "dos", "uno", "cinco", "cuatro"]


def test_the_region_asked_for_comes_before_newer_ones_of_others() -> None:
    """es-CL, then es, then the rest; but not before what somebody has reviewed."""
    stored = shelf(
        unit(1, Variant("ru", "Власть"), Variant("es-ES", "uno"), day=21),
        unit(2, Variant("ru", "Власть"), Variant("es", "dos"), day=20),
        unit(3, Variant("ru", "Власть"), Variant("es-CL", "tres"), day=11),
        unit(4, Variant("ru", "Власть"), Variant("es-MX", "cuatro"), status=Status.REVIEWED),
    )
    found = {asked: stored.look_up(Query.of(Variant("ru", "Власть"), asked)) for asked in ("es-CL", "es")}
    assert [match.target.text for match in found["es-CL"]] == ["cuatro", "tres", "dos", "uno"]
    assert [match.target.text for match in found["es"]] == ["cuatro", "dos", "uno", "tres"]


def test_several_exact_targets_are_ambiguous() -> None:
    """Both 100s say that there is another; the lower match beside them does not."""
    stored = shelf(
        pair(1, "Власть народу", "uno"), pair(2, "Власть народу", "dos"), pair(3, "Власть народу!", "tres")
    )
    found = stored.look_up(ru_es("Власть народу"), min_score=50)
    assert [match.ambiguous for match in found] == [True, True, False]
    assert [match.ambiguous for match in stored.look_up(ru_es("Власть народу"), limit=1)] == [True]


def test_one_context_match_is_not_ambiguous_among_exact_ones() -> None:
    """Context decides; the others still warn of each other."""
    stored = shelf(pair(1, "Власть народу", "uno"), in_context(2, "dos"))
    found = stored.look_up(ru_es("Власть народу", "", ""))
    assert [(match.score, match.ambiguous) for match in found] == [(101, False), (100, True)]


def test_several_context_matches_with_other_targets_are_ambiguous() -> None:
    """Two translations in the same context: a person must decide."""
    found = shelf(in_context(1, "uno"), in_context(2, "dos")).look_up(ru_es("Власть народу", "", ""))
    assert [(match.score, match.ambiguous) for match in found] == [(101, True), (101, True)]


def test_equal_targets_are_merged_and_counted() -> None:
    """One line for one translation, the best unit standing for all that have it at this score."""
    stored = shelf(
        pair(1, "Власть народу", "uno"),
        pair(2, "Власть народу", "uno", status=Status.REVIEWED),
        pair(3, "Власть народу!", "uno"),
        pair(4, "Власть народу", "dos"),
    )
    first, second = stored.look_up(ru_es("Власть народу"))
    assert (first.unit.id, first.count, first.origins) == (2, 2, (("chile", 2), ("chile", 1)))
    assert (second.unit.id, second.count) == (4, 1)


def test_targets_with_other_codes_are_not_merged() -> None:
    """The same words with other markup are another translation."""
    bold = Variant("es", "uno", (Code(0, "hi", "start"), Code(3, "hi", "end")))
    stored = shelf(pair(1, "Власть народу", "uno"), unit(2, Variant("ru", "Власть народу"), bold))
    assert [match.ambiguous for match in stored.look_up(ru_es("Власть народу"))] == [True, True]
