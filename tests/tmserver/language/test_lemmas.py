"""Lemmas and the keys made of them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from tmserver.language.lemmas import Lexicon, is_known, keys, lemmas, name_keys, term_keys


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
    """The word as written is still a key."""
    assert lemmas("abc", language) == ()
    assert {"=abc", "abc"} <= keys("abc", language)


@pytest.mark.parametrize("word", ["", "𗀀", "42", "-", "İ", "́", "hello", "щ" * 500])
@pytest.mark.parametrize("language", ["ru", "es", "en", "tr"])
def test_odd_words_have_keys(word: str, language: str) -> None:
    """No word breaks a dictionary."""
    assert keys(word, language)
    assert isinstance(is_known(word, language), bool)


@pytest.mark.parametrize(
    ("term", "name", "word", "language", "expected"),
    [
        ("Лота", True, "Лоте", "ru", True),
        ("Лота", True, "лот", "ru", False),
        ("Илья", True, "Или", "ru", False),
        ("Penco", True, "Pencas", "es", False),
        ("estado", False, "estuvo", "es", False),
        ("estado", False, "estados", "es", True),
        ("desarrollo", False, "desarrolló", "es", False),
        ("cordón", False, "cordon", "es", True),
        ("танкасо", False, "танкасо", "ru", True),
        ("вооружённые", False, "вооруженных", "ru", True),
        ("directora", False, "director", "es", False),
        ("directora", False, "directoras", "es", True),
        ("armadas", False, "armada", "es", True),
        ("Estado", True, "Estados", "es", False),
        ("Concepción", True, "Concepcion", "es", True),
    ],
)
def test_forms_of_a_word_of_a_term(term: str, name: bool, word: str, language: str, expected: bool) -> None:
    """Two words are one when they share a key."""
    of_term = name_keys(term, language) if name else term_keys(term, language)
    assert bool(of_term & keys(word, language)) is expected


@pytest.mark.parametrize(
    ("term", "word", "language", "expected"),
    [
        ("рабочий", "рабочих", "ru", True),
        ("рабочий", "рабочая", "ru", False),
        ("interest", "interests", "en", True),
        ("interest", "interested", "en", False),
        ("training", "training", "en", True),
    ],
)
def test_forms_of_a_noun(term: str, word: str, language: str, expected: bool) -> None:
    """What only an adjective or a verb can be is no form of a noun, but of a word of unknown kind."""
    assert bool(term_keys(term, language, noun=True) & keys(word, language)) is expected
    assert term_keys(term, language) & keys(word, language)


def test_from_many_threads() -> None:
    """Threads that ask for the first time at once get what one gets."""
    words = [
        f"{stem}{ending}" for stem in ("завод", "кордон", "рабоч") for ending in ("а", "ам", "ами", "ий")
    ]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda word: lemmas(word, "ru"), words * 20))
    assert together == [lemmas(word, "ru") for word in words * 20]


def test_a_lexicon_covers_the_regions_of_its_language() -> None:
    """Es covers es-CL and not pt; a script of its own is another language."""
    assert Lexicon("es").covers("es-CL")
    assert not Lexicon("es").covers("pt")
    assert not Lexicon("zh").covers("zh-Hant")
