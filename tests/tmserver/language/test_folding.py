"""Folding: what is equal before texts are compared."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tmserver.language.folding import even, fold, fold_with_spans

ANY_TEXT = st.text(
    st.characters() | st.sampled_from("ёйЁéñ«»“”—–’\u0301\u0306\u0300\u00ad\u200b\u00a0 \n\x00\ud800ǰŉ")
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ёлка и съёмка", "елка и съемка"),
        ("за\u0301мок", "замок"),
        ("«Уачипато»", '"уачипато"'),
        ("“Huachipato”", '"HUACHIPATO"'),
        ("Сан\u2011Мигель — город", "сан-мигель - город"),
        ("25\u00a0000  человек ", "25 000 человек"),
        ("don’t", "DON'T"),
        ("e\u0301poca", "época"),
        ("co\u00adoperate\u200b", "cooperate"),
        ("И вот…", "и вот..."),
    ],
)
def test_differences_that_fold_away(one: str, other: str) -> None:
    """Case, ё, stress, quotes, dashes, spaces, composition and invisible characters."""
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("й", "и"), ("año", "ano"), ("él", "el"), ("Ќ", "К")])
def test_other_letters_stay_other_letters(one: str, other: str) -> None:
    """й, ñ, accents and letters of other alphabets are no marks of stress."""
    assert fold(one) != fold(other)


@given(ANY_TEXT)
@example("ё\u0300\u0301")
@example("и\u0301\u0306\u0301")
def test_folding_twice_changes_nothing(text: str) -> None:
    """Any text, lone surrogates and NUL too, folds once; evening keeps no more than folding."""
    assert fold(fold(text)) == fold(text)
    assert even(even(text)) == even(text)
    assert fold(even(text)) == fold(text)


@given(ANY_TEXT)
def test_spans_lead_back_to_the_original(text: str) -> None:
    """As many spans as folded characters, valid, in order."""
    folded = fold_with_spans(text)
    assert len(folded.starts) == len(folded.ends) == len(folded.text)
    assert list(folded.starts) == sorted(folded.starts)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))


def test_a_folded_word_is_found_in_the_original() -> None:
    """The span covers the word as written, stress mark included."""
    text = "  Ста\u0301рый  «за\u0301мок»…"
    folded = fold_with_spans(text)
    assert folded.text == fold(text)
    start = folded.text.index("замок")
    first, last = folded.original_span(start, start + 5)
    assert text[first:last] == "за\u0301мок"
