"""Which number may take the place of which without changing the words around it."""

from __future__ import annotations

import pytest

from tmserver.language.numbers import Number, find_numbers
from tmserver.match.agreement import agrees

PAIRS = [
    # language, old, new, whether they agree
    ("ru", "25 фабрик", "26 фабрик", True),
    ("ru", "25 фабрик", "22 фабрики", False),
    ("ru", "25 фабрик", "21 фабрика", False),
    ("ru", "21 фабрика", "31 фабрика", True),
    ("ru", "2,5 тонны", "3,7 тонны", True),
    ("ru", "25 тыс.", "35 тыс.", True),
    ("es", "25 fábricas", "2 fábricas", True),
    ("es", "1 fábrica", "2 fábricas", False),
    ("es", "2 millones", "1 millón", False),
    ("en", "1 day", "2 days", False),
    ("en", "1.5 days", "2 days", True),
    ("ja", "1 日", "25 日", True),
    ("ru", "9:25", "10:40", True),
    ("es", "a las 9:25", "a la 1:25", False),
    ("en", "9:25 a.m.", "2:25 a.m.", True),
    ("en", "9:25", "14:25", False),
    ("ru", "11.09.1973", "29.06.1973", True),
    ("en", "4.2.1", "4.2.11", True),
    ("en", "25th", "26th", False),
    ("x-mine", "25", "26", False),
]  # fmt: skip


def number(text: str, language: str) -> Number:
    """The first number of a text."""
    return find_numbers(text, language)[0]


@pytest.mark.parametrize(("language", "old", "new", "expected"), PAIRS)
def test_numbers_agree_if_the_words_around_them_stay(
    language: str, old: str, new: str, expected: bool
) -> None:
    """Plural categories of CLDR, one o'clock, noon; endings of ordinals never."""
    assert agrees(number(old, language), number(new, language), language) is expected
