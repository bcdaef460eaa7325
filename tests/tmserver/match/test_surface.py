"""The pieces that differences are named by."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmserver.match.surface import Kind, surface
from tmserver.segment import Code, Variant

PIECES = [
    # language, text, pieces
    ("ru", "Взято 25 тыс. фабрик…", ["Взято", "25 тыс", ".", "фабрик", "…"]),
    ("es", "¿Vas a la fábrica n.º 3?", ["¿", "Vas", "a", "la", "fábrica", "n", ".", "º", "3", "?"]),
    ("en", "Don't wait... {1}", ["Don't", "wait", "...", "{1}"]),
    ("en", "See https://example.org/a?b=1.", ["See", "https://example.org/a?b=1", "."]),
    ("hi", "हिन्दी भाषा", ["हिन्दी", "भाषा"]),
    ("es", "fá\u00adbrica \u200e toma\u0301", ["fá\u00adbrica", "toma\u0301"]),
    ("en", "  ", []),
]


@pytest.mark.parametrize(("language", "text", "expected"), PIECES)
def test_a_text_falls_into_words_numbers_codes_and_marks(
    language: str, text: str, expected: list[str]
) -> None:
    """As a reader sees them: a word keeps its apostrophe, its vowel signs and its invisible hyphens."""
    assert [piece.surface for piece in surface(Variant(language, text)).pieces] == expected


def test_an_inline_code_inside_a_word_comes_after_it() -> None:
    """The word stays whole, and can be compared."""
    found = surface(Variant("en", "unbelievable", (Code(2, "ph", content="%s"),)))
    assert [(piece.kind, piece.surface) for piece in found.pieces] == [
        (Kind.WORD, "unbelievable"),
        (Kind.CODE, "<ph>%s"),
    ]


@given(st.text(max_size=60), st.sampled_from(["ru", "es", "en", "ja", "hi"]))
def test_pieces_and_gaps_are_the_whole_text(text: str, language: str) -> None:
    """Nothing is lost: what differs between two texts differs between their surfaces."""
    found = surface(Variant(language, text))
    assert "".join(piece.gap + piece.surface for piece in found.pieces) + found.tail == text
