"""Numbers written in the style of another."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmserver.language.figures import write_like
from tmserver.language.numbers import Value, find_numbers

D = Decimal


@pytest.mark.parametrize(
    ("language", "model", "value", "written"),
    [
        ("en", "25,000", D(30500), "30,500"),
        ("es", "25.000", D("1234567.5"), "1.234.567,5"),
        ("ru", "25 000", D(3050), "3 050"),
        ("ru", "25\u202f000", D(30500), "30\u202f500"),
        ("es", "25 mil", D(30500), "30,5 mil"),
        ("ru", "1,5 млрд", D(2_750_000_000), "2,75 млрд"),
        ("en", "1973", D(2020), "2020"),
        ("ru", "5", D(25000), "25\u00a0000"),
        ("en", "−5", D(-7), "−7"),
        ("en", "9:25", (10, 5), "10:05"),
        ("ru", "09:25", (7, 5), "07:05"),
        ("en", "1st", D(22), "22nd"),
        ("es", "3.º", D(4), "4.º"),
        ("ru", "3-й", D(7), "7-й"),
        ("ru", "29.06.1973", (1975, 3, 4), "04.03.1975"),
        ("en", "2020-01-31", (1975, 3, 4), "1975-03-04"),
        ("ru", "XX век", D(19), "XIX"),
        ("en", "1.2.3", (4, 5, 6), "4.5.6"),
    ],
)
def test_a_value_takes_the_style_of_the_model(language: str, model: str, value: Value, written: str) -> None:
    """Separators, padding, scale word, ending."""
    assert write_like(value, find_numbers(model, language)[0], language) == written


@pytest.mark.parametrize(
    ("language", "model", "value"),
    [
        ("es", "25 mil", D(30)),
        ("es", "25 mil", D(12_345_678)),
        ("es", "1.er", D(3)),
        ("en", "9:25", D(5)),
        ("en", "5", (9, 25)),
        ("ru", "05.05.1973", (1975, 3, 4)),
        ("en", "9:25", (9, None)),
    ],
)
def test_what_cannot_be_written_so_is_none(language: str, model: str, value: Value) -> None:
    """Another kind, a scale word that does not fit, an ending of its own, a date of unknown order."""
    assert write_like(value, find_numbers(model, language)[0], language) is None


@given(
    st.decimals(0, 10**9, places=2).map(lambda value: value.normalize()),
    st.sampled_from(
        [("en", "12,345.6"), ("es", "12.345,6"), ("ru", "12 345,6"), ("ru", "12345"), ("es", "5")]
    ),
)
def test_what_is_written_is_read_again(value: Decimal, style: tuple[str, str]) -> None:
    """Reading the result gives the value, at least as one of its readings."""
    language, model = style
    written = write_like(value, find_numbers(model, language)[0], language)
    assert written is not None
    (number,) = find_numbers(written, language)
    assert value in number.readings
