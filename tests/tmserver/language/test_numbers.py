"""Numbers, times, dates and ordinals in three languages."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmserver.language.numbers import NumberKind, Value, find_numbers

D = Decimal


@pytest.mark.parametrize(
    ("language", "text", "written", "value"),
    [
        ("ru", "достигло 25 тыс. Многие", "25 тыс", D(25000)),
        ("ru", "достигло 25 000 человек", "25 000", D(25000)),
        ("ru", "достигло 25\u00a0000 человек", "25\u00a0000", D(25000)),
        ("ru", "достигло 25\u202f000 человек", "25\u202f000", D(25000)),
        ("ru", "1,5 млрд рублей", "1,5 млрд", D(1_500_000_000)),
        ("ru", "пяти: 5 миллионов", "5 миллионов", D(5_000_000)),
        ("ru", "температура −5 градусов", "−5", D(-5)),
        ("ru", "25-летие", "25", D(25)),
        ("es", "alcanzó 25 mil obreros", "25 mil", D(25000)),
        ("es", "2 mil millones de pesos", "2 mil millones", D(2_000_000_000)),
        ("es", "un total de 1.234.567,89 pesos", "1.234.567,89", D("1234567.89")),
        ("es", "3,5 billones", "3,5 billones", D(3_500_000_000_000)),
        ("es-MX", "son 25,000 obreros", "25,000", D(25000)),
        ("en", "reached 25 thousand.", "25 thousand", D(25000)),
        ("en", "reached 25,000.", "25,000", D(25000)),
        ("en", "1.5 billion dollars", "1.5 billion", D(1_500_000_000)),
        ("en", "a 10MB file", "10", D(10)),
        ("de", "im Wert von 1.234,5 Euro", "1.234,5", D("1234.5")),
        ("es", "=FECHA(A;-1)", "-1", D(-1)),
        ("xx", "٣٤٥", "٣٤٥", D(345)),
    ],
)
def test_a_number_is_found_with_its_value(language: str, text: str, written: str, value: Decimal) -> None:
    """Groups, fractions, signs and scale words; a scale word's full stop stays outside."""
    (number,) = find_numbers(text, language)
    assert (number.text, number.value, number.kind) == (written, value, NumberKind.NUMBER)
    assert text[number.start : number.end] == written


@pytest.mark.parametrize(
    ("language", "text", "kind", "value"),
    [
        ("ru", "в 9:25 утра", NumberKind.TIME, (9, 25)),
        ("ru", "в 17.00.", NumberKind.TIME, (17, 0)),
        ("es", "a las 17.00", NumberKind.TIME, (17, 0)),
        ("en", "at 9.25 a.m.", NumberKind.TIME, (9, 25)),
        ("ru", "29.06.1973", NumberKind.DATE, (1973, 6, 29)),
        ("en", "1973-06-29", NumberKind.DATE, (1973, 6, 29)),
        ("ru", "на 3-й день", NumberKind.ORDINAL, D(3)),
        ("ru", "5-го числа", NumberKind.ORDINAL, D(5)),
        ("es", "el 3.º piso", NumberKind.ORDINAL, D(3)),
        ("en", "the 3rd floor", NumberKind.ORDINAL, D(3)),
        ("ru", "в 1970-е годы", NumberKind.DECADE, D(1970)),
        ("en", "in the 1970s", NumberKind.DECADE, D(1970)),
        ("ru", "в XX веке", NumberKind.CENTURY, D(20)),
        ("ru", "в ХХ веке", NumberKind.CENTURY, D(20)),
        ("es", "en el siglo XX", NumberKind.CENTURY, D(20)),
        ("en", "version 4.2.1", NumberKind.LABEL, (4, 2, 1)),
        ("en", "192.168.0.1", NumberKind.LABEL, (192, 168, 0, 1)),
    ],
)
def test_other_kinds_of_number(language: str, text: str, kind: NumberKind, value: Value) -> None:
    """Times, dates, ordinals, decades, centuries in Roman figures, versions."""
    (number,) = find_numbers(text, language)
    assert (number.kind, number.value) == (kind, value)


@pytest.mark.parametrize("text", ["A4", "UTF-8", "3D", "3-D", "H2O", "mp3", "I am", "MIX", "", "no number"])
def test_digits_of_codes_are_no_numbers(text: str) -> None:
    """Letters that touch digits make a code; Roman figures need a century."""
    assert find_numbers(text, "en") == []


def test_an_ambiguous_separator_has_two_readings() -> None:
    """25.000 groups in Spanish and is a fraction in English first, the other reading is kept."""
    (spanish,) = find_numbers("25.000", "es")
    (english,) = find_numbers("25.000", "en")
    assert (spanish.value, spanish.other) == (D(25000), D(25))
    assert (english.value, english.other) == (D(25), D(25000))
    assert spanish.readings == english.readings
    assert len(find_numbers("0,125", "ru")[0].readings) == 1


def test_the_region_decides_whether_the_day_comes_first() -> None:
    """03/04 is March in the United States, April in Britain and Chile; the other reading is kept."""
    first = {tag: find_numbers("03/04/2020", tag)[0].value for tag in ("en-US", "en-GB", "es-CL")}
    assert first == {"en-US": (2020, 3, 4), "en-GB": (2020, 4, 3), "es-CL": (2020, 4, 3)}


@given(
    st.text(st.sampled_from("0123456789.,:/- \u00a0-тысmilthkXVIвек№%a") | st.characters(), max_size=60),
    st.sampled_from(["ru", "es", "en", "es-MX", "xx"]),
)
def test_spans_are_valid_and_in_order(text: str, language: str) -> None:
    """On any text: each span holds what it says, none overlap."""
    end = 0
    for number in find_numbers(text, language):
        assert end <= number.start < number.end <= len(text)
        assert text[number.start : number.end] == number.text
        end = number.end


def test_a_million_digits_are_one_number() -> None:
    """Long runs take linear time and lose no digit."""
    digits = "12" * 500_000
    (number,) = find_numbers(digits, "en")
    assert number.end == len(digits)
    assert number.value != find_numbers(digits[:-1] + "3", "en")[0].value
    assert len(find_numbers("1." * 100_000, "en")) > 0
