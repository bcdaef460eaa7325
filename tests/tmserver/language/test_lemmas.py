"""Lemmas of words."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from tmserver.language.lemmas import lemmas


@pytest.mark.parametrize(
    ("word", "language", "lemma"),
    [
        ("коммун", "ru", "коммуна"),
        ("Прочёсывания", "ru", "прочесывание"),
        ("прочесывания", "ru", "прочесывание"),
        ("вооружёнными", "ru", "вооруженный"),
        ("людей", "ru-RU", "человек"),
        ("Пангипулье", "ru", "пангипулье"),
        ("cordones", "es", "cordón"),
        ("tomas", "es-CL", "toma"),
        ("obreras", "es", "obrero"),
        ("crossings", "en", "crossing"),
        ("Enterprises", "en-GB", "enterprise"),
        ("Fabriken", "de", "fabrik"),
    ],
)
def test_a_form_has_its_lemma(word: str, language: str, lemma: str) -> None:
    """Every reading that counts is there, folded."""
    assert lemma in lemmas(word, language)


def test_readings_are_summed_before_the_cut() -> None:
    """Readings of .06 each make one lemma of .6; what stays improbable is dropped."""
    assert lemmas("Пангипулье", "ru") == ("пангипулье", "пангипулья")
    assert lemmas("стали", "ru") == ("стать",)


@pytest.mark.parametrize("language", ["ja", "x-klingon", "---", "", "xx"])
def test_a_language_without_a_dictionary_has_no_lemmas(language: str) -> None:
    """Not one."""
    assert lemmas("abc", language) == ()


def test_from_many_threads() -> None:
    """Threads that ask for the first time at once get what one gets."""
    words = [
        f"{stem}{ending}" for stem in ("завод", "кордон", "рабоч") for ending in ("а", "ам", "ами", "ий")
    ]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda word: lemmas(word, "ru"), words * 20))
    assert together == [lemmas(word, "ru") for word in words * 20]
