"""Stems."""

from __future__ import annotations

import pytest

from tmserver.language.stems import ALGORITHMS, stem


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [("ru", "предприятие", "предприятий"), ("es-CL", "fábrica", "fábricas"), ("en", "factory", "factories")],
)
def test_forms_of_a_word_share_a_stem(language: str, one: str, other: str) -> None:
    """Snowball of the tag's language."""
    assert stem(one, language) == stem(other, language)


@pytest.mark.parametrize("language", ALGORITHMS)
def test_every_language_has_stems(language: str) -> None:
    """No algorithm of the dict fails on any word."""
    assert isinstance(stem("abc", language), str)
    stem("\ud800\x00", language)


def test_a_language_without_stems_keeps_the_word() -> None:
    """Unknown and unstemmed languages."""
    assert stem("工場", "ja") == "工場"
    assert stem("words", "x-mine") == "words"
