"""The order by use: common rare letters, score and cosines all count."""

from __future__ import annotations

import pytest

from tmserver.meaning.order import Candidate, shared_characters, values


def test_equal_texts_share_everything() -> None:
    """1 for the text itself, whatever its case, 0 for one without a common 4-gram."""
    shares = shared_characters("Завод занят", ["завод занят", "xyzw"])
    assert shares == pytest.approx([1, 0])


def test_rare_characters_weigh_more() -> None:
    """Sharing what every candidate has says less than sharing what few have."""
    texts = ["the lathe is red", "the window is blue", "the door is green", "the wall is white"]
    shares = shared_characters("the lathe", texts)
    assert shares[0] > 2 * max(shares[1:])


@pytest.mark.parametrize("better", ["score", "source", "target"])
def test_each_share_counts(better: str) -> None:
    """Of two candidates with one text, the one that is higher in a share is worth more."""
    plain = {"score": 0.5, "source": 0.5, "target": 0.5}
    low, high = values(
        "query", [Candidate("stored", **plain), Candidate("stored", **(plain | {better: 0.7}))]
    )
    assert high > low


def test_no_candidates() -> None:
    """Nothing is worth nothing."""
    assert values("query", []) == []
