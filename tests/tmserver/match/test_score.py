"""The raw percent: whole numbers, symmetric, 100 for equal texts."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmserver.language.analysis import analyse
from tmserver.match.score import percent, score, shares

texts = st.text(max_size=40) | st.lists(
    st.sampled_from(["los", "obreros", "tomaron", "la", "fábrica", "fábricas", "25", "«", "."]), max_size=9
).map(" ".join)


@pytest.mark.parametrize(
    ("common", "larger", "similar", "lengths", "expected"),
    [
        (57, 100, 57, 100, 57),
        (1, 1, 1, 1, 100),
        (0, 5, 4, 8, 0),
        (999_999, 1_000_000, 1, 1, 99),
        (0, 0, 0, 0, 100),
        (0, 0, 1, 2, 70),
        (1, 2, 0, 0, 70),
    ],
)
def test_percent_is_rounded_down_without_floats(
    common: int, larger: int, similar: int, lengths: int, expected: int
) -> None:
    """J = I = .57 is 57 (56 in floats), nothing below 1 becomes 100, and 0/0 counts as 1."""
    assert percent(common, larger, similar, lengths) == expected


@given(st.integers(1, 200), st.integers(1, 200), st.data())
def test_the_percent_is_100_times_the_root_of_both_shares(
    larger: int, lengths: int, data: st.DataObject
) -> None:
    """The formula, within what a float can tell."""
    common, similar = data.draw(st.integers(0, larger)), data.draw(st.integers(0, lengths))
    exact = 100 * math.sqrt(common / larger * similar / lengths)
    assert percent(common, larger, similar, lengths) in {math.floor(exact - 1e-9), math.floor(exact + 1e-9)}


@pytest.mark.parametrize(
    ("language", "one", "other", "expected"),
    [
        ("ru", "Рабочие взяли фабрики", "Рабочие взяли фабрику", 97),
        ("es", "Los obreros tomaron la fábrica", "Los obreros tomaron las fábricas", 90),
        ("en", "The workers took the factory", "The workers took the factories", 96),
        ("ru", "фабрика", "совет", 0),
        ("es", "no no no", "no", 36),
        ("en", "", "word", 0),
        ("en", "", "", 100),
    ],
)
def test_scores_in_three_languages(language: str, one: str, other: str, expected: int) -> None:
    """Stems count as words, letters as letters, and a word counts as often as both texts have it."""
    assert score(analyse(one, language), analyse(other, language), language) == expected


@given(one=texts, other=texts)
def test_the_score_is_symmetric(one: str, other: str) -> None:
    """It says how alike two texts are, whichever of them was stored."""
    first, second = analyse(one, "es"), analyse(other, "es")
    assert shares(first, second, "es") == shares(second, first, "es")


@given(text=texts)
def test_a_text_is_100_percent_like_itself(text: str) -> None:
    """Equal texts score 100, empty ones too."""
    assert score(analyse(text, "es"), analyse(text, "es"), "es") == 100


@given(one=texts, other=texts, cutoff=st.integers(0, 100))
def test_below_the_cutoff_the_score_is_0(one: str, other: str, cutoff: int) -> None:
    """The cutoff saves work and changes nothing else."""
    first, second = analyse(one, "es"), analyse(other, "es")
    whole = score(first, second, "es")
    assert score(first, second, "es", cutoff=cutoff) == (whole if whole >= cutoff else 0)


@given(one=texts, other=texts)
def test_the_share_of_words_bounds_the_score(one: str, other: str) -> None:
    """No score exceeds the root of J: the index rests on this."""
    found = shares(analyse(one, "es"), analyse(other, "es"), "es")
    assert found.percent**2 <= 10_000 * found.words + 1e-9
