"""The keys by which forms of a word meet."""

from __future__ import annotations

import pytest

from tmserver.language.dictionaries import is_known
from tmserver.language.keys import keys, name_keys, term_keys


@pytest.mark.parametrize("language", ["ja", "x-klingon", "---", "", "xx"])
def test_a_language_without_a_dictionary_has_words_as_written(language: str) -> None:
    """The word itself is a key."""
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
