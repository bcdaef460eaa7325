"""The words of texts as the concordance searches for them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmserver.language.lemmas import forms
from tmserver.language.search_words import LONGEST, search_words, search_words_with_spans


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Сан-Мигель, ЕЩЁ раз.", ["сан", "мигель", "еще", "раз"]),
        ("¿Dónde está el CORDÓN?", ["donde", "esta", "el", "cordon"]),
        ("niño, pingüino, йод", ["niño", "pingüino", "йод"]),
        ("don't l'usine", ["don", "t", "l", "usine"]),
        ("25.000 и 9:25", ["25", "000", "и", "9", "25"]),
        ("заво\u0301д co\u00adoperate cafe\u0301", ["завод", "cooperate", "cafe"]),
        ("工場を हिन्दी", ["工", "場", "を", "हिन्दी"]),
        ("x" * 300, ["x" * LONGEST]),
        ("— … «»\ud800\0", []),
        ("", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    """Folded, without stress and accents, ñ й ü kept, compounds and unspaced scripts apart."""
    assert search_words(text) == words
    assert [found.word for found in search_words_with_spans(text)] == words


@given(st.text())
def test_spans_are_of_the_same_words(text: str) -> None:
    """Both functions find the same words, and each span holds its word."""
    found = search_words_with_spans(text)
    assert [each.word for each in found] == search_words(text)
    assert all(0 <= each.start < each.end <= len(text) for each in found)


@given(st.text(alphabet="аяёЁйЙ\u0301éÉñº²ﬁßŉǰİ- '\u00ad\u200b\n工のx1_", max_size=12))
def test_the_short_way_finds_the_same(text: str) -> None:
    """Letters that fold to several, and marks, make no difference between the two."""
    assert [each.word for each in search_words_with_spans(text)] == search_words(text)


def test_forms() -> None:
    """All forms of all that a word may be a form of; of an unknown word or language itself."""
    assert {"завод", "заводу", "заводами"} <= forms("заводов", "ru")
    assert {"go", "went", "going"} <= forms("GOES", "en")
    assert {"fábrica", "fábricas"} == forms("fábricas", "es-CL")
    assert forms("Huachipato", "es") == {"huachipato"}
    assert forms("工", "ja") == {"工"}
