"""Sentences in three languages and some others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmserver.language.sentences import spans, split

SENTENCES = {
    "ru": [
        "Достигло 25 тыс.",
        "Многие ушли.",
        "Родился В. И. Ленин в г. Симбирске.",
        "В 1973 г. Альенде призвал народ.",
        "Это было в 1973 г.",
        "Он ушёл, и т. д.",
        "Приказ «Занять завод».",
        "Она сказала: «Да!» — и ушла...",
        "А потом?",
        "Нет!",
        "1. Нажмите кнопку.",
        "См. рис. 5.",
    ],
    "es": [
        "El Sr. Allende llegó a EE.UU. en mayo.",
        "Viajó a EE. UU.",
        "Los obreros…",
        "¿Qué pasó?",
        "¡Nada!",
        "Eran las 9:25 a.m.",
        "El Gral. Prats dirigía la «Cía. de Acero».",
        "—Hola.",
        "—Adiós.",
        "Véase pág. 5.",
        "No.",
        "Dijo “basta”.",
        "Luego se fue.",
    ],
    "en": [
        "Mr. Smith arrived at 9:25 a.m.",
        "He left.",
        "The U.S. Army came to the U.S.",
        "It was No. 5.",
        "No.",
        "He said “enough.”",
        "Then J. F. Kennedy spoke, e.g. of Chile…",
        "So what?!",
        '"Yes."',
        "Version 4.2.",
        "See example.org.",
        "Bye.",
    ],
    "de": ["Am 3. Oktober kam Dr. Müller.", "Er ging."],
    "xx": ["One here.", "Two there!"],
}


@pytest.mark.parametrize("language", SENTENCES)
def test_real_sentences_are_told_apart(language: str) -> None:
    """Abbreviations, initials, quotes, times, dialogue, enumerations."""
    assert split(" ".join(SENTENCES[language]), language) == SENTENCES[language]


def test_japanese_needs_no_space() -> None:
    """The wide full stop ends a sentence with its closing bracket."""
    assert split("私は使う。はい！「そうですか。」", "ja") == ["私は使う。", "はい！", "「そうですか。」"]


def test_a_line_break_ends_a_sentence() -> None:
    """A heading without a full stop is a segment of its own; blank text has none."""
    assert split("Заголовок\n\n  Текст", "ru") == ["Заголовок", "Текст"]
    assert split(" \n ", "ru") == split("", "ru") == []


@given(
    st.text(st.sampled_from('aБ.。!?…»") \n\u00a0\u20289«¿—I') | st.characters(), max_size=80),
    st.sampled_from(["ru", "es", "en", "ja", "fr"]),
)
def test_nothing_but_white_space_is_between_sentences(text: str, language: str) -> None:
    """Lossless on any text: spans in order, none empty, white space around them only."""
    at = 0
    for start, end in spans(text, language):
        assert at <= start < end
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()


@pytest.mark.parametrize("piece", [".", " ", "\n", ". ", "a. ", "。", ".)", "1.", "\n "])
def test_long_texts_take_linear_time(piece: str) -> None:
    """A hundred thousand times the same marks come to an end."""
    spans(piece * 100_000 + "A", "en")
