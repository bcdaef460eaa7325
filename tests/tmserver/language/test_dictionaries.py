"""The dictionaries of words."""

from __future__ import annotations

import random

import pytest
from simplemma.strategies.dictionaries import DefaultDictionaryFactory

from tmserver.language import folding
from tmserver.language.dictionaries import is_lemma


def test_lemmas_are_told_from_other_forms() -> None:
    """Of lemmas nearly every one is known as one, of other forms none is taken for one."""
    forms = DefaultDictionaryFactory(cache_max_size=0).get_dictionary("en")
    lemmas = {folding.fold(lemma) for lemma in forms.values()}
    others = {folding.fold(form) for form in forms} - lemmas
    chance = random.Random(7)
    some = chance.sample(sorted(lemmas), 1000)
    assert sum(is_lemma(lemma, "en") for lemma in some) >= 990
    assert not [form for form in chance.sample(sorted(others), 1000) if is_lemma(form, "en")]


@pytest.mark.parametrize(("word", "language"), [("дом", "ru"), ("abc", "xx"), ("", "es")])
def test_what_no_dictionary_has_is_no_lemma(word: str, language: str) -> None:
    """Russian has its own way, other languages and empty words none."""
    assert not is_lemma(word, language)
