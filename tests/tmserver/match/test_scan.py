"""The plain search: all that reaches the threshold, best first."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tmserver.language.analysis import analyse
from tmserver.match.hits import Hit
from tmserver.match.scan import Scan
from tmserver.match.score import score

TEXTS = ["Власть народу", "Власть народу!", "Вся власть народу", "Парламент распущен", "", "Власть"]


def test_hits_come_in_falling_percent_then_by_id() -> None:
    """The order that the lookup relies on; 101 asks for what is 100 as a text."""
    scan = Scan(((number, analyse("Да", "ru")) for number in (3, 1, 2)), "ru")
    assert list(scan.search(analyse("да", "ru"), 101)) == [Hit(100, 1), Hit(100, 2), Hit(100, 3)]


@given(text=st.sampled_from(TEXTS), threshold=st.integers(0, 100))
def test_every_variant_that_reaches_the_threshold_is_found(text: str, threshold: int) -> None:
    """Nothing above is missing, nothing below is there, and each has its raw percent."""
    stored = {number: analyse(one, "ru") for number, one in enumerate(TEXTS)}
    query = analyse(text, "ru")
    expected = {number: score(query, analysis, "ru") for number, analysis in stored.items()}
    found = list(Scan(stored.items(), "ru").search(query, threshold))
    assert {hit.variant: hit.percent for hit in found} == {
        number: raw for number, raw in expected.items() if raw >= threshold
    }
    assert found == sorted(found, key=lambda hit: (-hit.percent, hit.variant))
