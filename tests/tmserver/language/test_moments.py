"""Dates and times in words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmserver.language.moments import CALENDARS, find_values
from tmserver.language.numbers import Value


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ((1973, 6, 29), {"ru": "29 июня 1973 г.", "es": "el 29 de junio de 1973", "en": "29 June 1973"}),
        (
            (1973, 6, 29),
            {"ru": "29-го июня 1973 года", "es": "29 de junio del 1973", "en": "June 29th,1973"},
        ),
        (
            (None, 6, 29),
            {"ru": "в пятницу 29 июня", "es": "viernes 29 de junio", "en": "on the 29th of June"},
        ),
        ((1973, 7, None), {"ru": "в июле 1973 года", "es": "en julio de 1973", "en": "in July 1973"}),
        ((9, 25), {"ru": "в 9 часов 25 минут", "es": "a las 9:25 a.m.", "en": "at 9:25 a.m."}),
        ((9, 25), {"ru": "в 9:25", "es": "a las 9 horas y 25 minutos", "en": "at 9:25"}),
        ((17, 0), {"ru": "в 5 часов вечера", "es": "a las 5 de la tarde", "en": "at 5 p.m."}),
        ((17, 0), {"ru": "в 17.00", "es": "a las 17.00", "en": "at 5 o'clock in the afternoon"}),
        ((2, 0), {"ru": "в 2 часа ночи", "es": "a las 2 de la madrugada", "en": "at 2 in the morning"}),
        ((23, 0), {"ru": "в 11 ночи", "es": "a las 11 de la noche", "en": "at 11 at night"}),
        ((13, 0), {"ru": "в час дня, в 1 дня", "es": "a la 1 del mediodía", "en": "at 1PM"}),
        (Decimal(70), {"ru": "в семидесятые годы", "es": "en los años setenta", "en": "in the seventies"}),
        (Decimal(1970), {"ru": "в 1970-е", "es": "la década de 1970", "en": "in the 1970s"}),
    ],
)
def test_a_moment_has_one_value_in_three_languages(value: Value, said: dict[str, str]) -> None:
    """However it is said, and as one value."""
    for language, text in said.items():
        assert [number.value for number in find_values(text, language)] == [value], (language, text)


def test_moments_and_numbers_are_in_order() -> None:
    """Other numbers stand between them."""
    found = find_values("29 июня в 9 часов 25 минут 25 тыс. рабочих", "ru")
    assert [number.text for number in found] == ["29 июня", "9 часов 25 минут", "25 тыс"]


@pytest.mark.parametrize(
    ("language", "text"), [("en", "you may 5 times"), ("ru", "45 июня"), ("es", "40 p.m.")]
)
def test_what_is_no_moment_is_a_number(language: str, text: str) -> None:
    """A verb, a day or an hour that does not exist."""
    (number,) = find_values(text, language)
    assert isinstance(number.value, Decimal)


@given(
    st.lists(
        st.sampled_from(["29", " ", "июня", "de", "junio", "June", "p.m.", "25", ":", "1973", "часов"])
    ).map("".join),
    st.sampled_from([*CALENDARS, "fr"]),
)
def test_spans_are_valid_and_in_order(text: str, language: str) -> None:
    """On any text; each span holds what it says, none overlap."""
    end = 0
    for number in find_values(text, language):
        assert end <= number.start < number.end
        assert text[number.start : number.end] == number.text
        end = number.end


MONTHS = {
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "en": "January February March April May June July August September October November December",
}


@pytest.mark.parametrize("language", CALENDARS)
def test_each_month_is_known(language: str) -> None:
    """Whatever the text is screened for first: all twelve, in capitals too where the language has them so."""
    of = " de " if language == "es" else " "
    for number, month in enumerate(MONTHS[language].split(), 1):
        for written in {month, month.capitalize()}:
            (found,) = find_values(f"{12}{of}{written}{of}1973", language)
            assert found.value == (1973, number, 12), written


@pytest.mark.parametrize("language", CALENDARS)
def test_each_decade_is_known(language: str) -> None:
    """From the twenties to the nineties."""
    around = {"ru": "в {} годах", "es": "en los años {}", "en": "in the {}"}[language]
    for number, decade in enumerate(CALENDARS[language].decades, 2):
        word = decade.replace("[ехм]и?", "х")
        assert [each.value for each in find_values(around.format(word), language)] == [10 * number]
