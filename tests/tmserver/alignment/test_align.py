"""Documents aligned: nothing lost, nothing twice, and what says the same together."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tmserver.alignment.align import align, compares_meaning
from tmserver.alignment.track import Document, Span
from tmserver.meaning.encoder import get_encoder

RU = (
    "Рабочие заняли фабрику.",
    "Завтра будет дождь.",
    "Библиотека открыта с 9 до 18.",
    "Мой брат живёт в Вальпараисо.",
    "Поезд отходит в полночь, и мы опаздываем.",
)
ES = (
    "Los obreros ocuparon la fábrica.",
    "Mañana va a llover.",
    "La biblioteca abre de 9 a 18.",
    "Mi hermano vive en Valparaíso.",
    "El tren sale a medianoche y llegamos tarde.",
)
EN = (
    "The workers occupied the factory.",
    "It will rain tomorrow.",
    "The library is open from 9 to 18.",
    "My brother lives in Valparaíso.",
    "The train leaves at midnight and we are late.",
)
documents = st.lists(
    st.lists(st.text("ab1 .?Дж", min_size=1, max_size=12).filter(str.strip), min_size=1, max_size=9),
    min_size=2,
    max_size=3,
)


def spans(*sides: tuple[str, ...], encoder: bool = True) -> list[tuple[Span, ...]]:
    """The spans of the beads of texts in Russian, Spanish and English."""
    found = [Document(language, side) for language, side in zip(("ru", "es", "en"), sides, strict=False)]
    return [bead.spans for bead in align(found, get_encoder() if encoder else None)]


@settings(max_examples=25)
@given(documents)
def test_each_segment_is_in_one_bead_and_in_order(sides: list[list[str]]) -> None:
    """The spans of a document's beads join without a gap; confidences are probabilities."""
    languages = ("ru", "es", "en")
    beads = align([Document(language, side) for language, side in zip(languages, sides, strict=False)])
    for number, side in enumerate(sides):
        bounds = [0, *(bead.spans[number][1] for bead in beads)]
        assert [bead.spans[number][0] for bead in beads] == bounds[:-1]
        assert bounds[-1] == len(side)
    assert all(-1e-9 <= bead.confidence <= 1 + 1e-9 for bead in beads)
    assert all(any(end > start for start, end in bead.spans) for bead in beads)


def test_what_says_the_same_is_a_bead() -> None:
    """Five sentences and their translations."""
    assert spans(RU, ES) == [((n, n + 1), (n, n + 1)) for n in range(5)]


def test_joined_and_missing_sentences_are_seen() -> None:
    """Two Spanish sentences made one, and one Russian sentence that Spanish lacks."""
    joined = (f"{ES[0]} {ES[1]}", ES[2], ES[4])
    assert spans(RU, joined) == [((0, 2), (0, 1)), ((2, 3), (1, 2)), ((3, 4), (2, 2)), ((4, 5), (2, 3))]
    assert spans(joined, RU) == [tuple(reversed(each)) for each in spans(RU, joined)]


def test_three_documents_agree() -> None:
    """Where one of three lacks a sentence and another has two in one, the beads hold for all."""
    english = (EN[0], EN[2], f"{EN[3]} {EN[4]}")
    assert spans(RU, ES, english) == [
        ((0, 1), (0, 1), (0, 1)),
        ((1, 2), (1, 2), (1, 1)),
        ((2, 3), (2, 3), (1, 2)),
        ((3, 5), (3, 5), (2, 3)),
    ]


def test_without_an_encoder_numbers_names_and_length_do() -> None:
    """A document without the sentence that no other side has."""
    assert spans(RU, (*ES[:3], ES[4]), encoder=False)[2] == ((2, 3), (2, 3))


def test_a_language_that_the_encoder_does_not_know_is_compared_by_looks() -> None:
    """Finnish is aligned as without an encoder."""
    sides = [Document("fi", ["Kirjasto on auki 9–18.", "Huomenna sataa."]), Document("en", [EN[2], EN[1]])]
    assert align(sides, get_encoder()) == align(sides)
    assert not compares_meaning(sides, get_encoder())


@pytest.mark.parametrize("encoder", [True, False])
def test_paragraphs_draw_sentences_apart(encoder: bool) -> None:
    """A sentence that could go with either neighbour goes with that of its paragraph."""
    russian = Document("ru", ["Да.", "Нет.", "Да."], [0, 0, 1])
    spanish = Document("es", ["Sí. No.", "Sí."], [0, 1])
    beads = align([russian, spanish], get_encoder() if encoder else None)
    assert [bead.spans for bead in beads] == [((0, 2), (0, 1)), ((2, 3), (1, 2))]
