"""Numbers, times and dates of pairs."""

from __future__ import annotations

from datetime import date

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from tests.tmserver.audit.pairs import evidence, found, messages

EQUAL = [
    # Digits by the formats of each language.
    ("25 000 предприятий", "25.000 empresas", "25,000 enterprises"),
    ("25\u00a0000 предприятий", "25\u202f000 empresas", "25000 enterprises"),
    ("3,14 рубля", "3,14 rublos", "3.14 roubles"),
    ("1 234 567,89", "1.234.567,89", "1,234,567.89"),
    ("−5 градусов", "-5 grados", "–5 degrees"),
    # Scale words.
    ("25 тыс. человек", "25 mil personas", "25 thousand people"),
    ("25 тыс. человек", "25.000 personas", "25k people"),
    ("2,5 млн песо", "2,5 millones de pesos", "2.5 million pesos"),
    ("3 млрд песо", "3 mil millones de pesos", "3 billion pesos"),
    ("3 трлн песо", "3 billones de pesos", "3 trillion pesos"),
    ("два миллиона пятьсот тысяч", "dos millones quinientos mil", "2,500,000"),
    # Centuries, decades, years and ordinals.
    ("в XX веке", "en el siglo XX", "in the 20th century"),
    ("в ХХ веке", "en el siglo XX", "in the twentieth century"),
    ("XIX–XX вв.", "siglos XIX y XX", "the 19th and 20th centuries"),
    ("в 1970-е годы", "en los años setenta", "in the 1970s"),
    ("в семидесятые годы", "en los años 70", "in the seventies"),
    ("в 70-х годах", "en la década de 1970", "in the '70s"),
    ("3-й съезд", "el 3.º congreso", "the 3rd congress"),
    ("1-я армия", "el 1.er ejército", "the 1st army"),
    ("XX съезд", "el XX congreso", "the 20th congress"),
    ("1970–1973", "1970-1973", "1970–73"),
    # Times.
    ("в 9 часов 25 минут", "a las 9:25", "at 9:25"),
    ("в 9 часов 25 минут утра", "a las 9 horas y 25 minutos", "at 9.25 a.m."),
    ("в 17.00", "a las 5 de la tarde", "at 5 p.m."),
    ("в 17 часов", "a las 17 horas", "at 17:00"),
    ("в 12 часов дня", "al mediodía", "at noon"),
    # Dates.
    ("29 июня 1973 г.", "29 de junio de 1973", "29 June 1973"),
    ("29.06.1973", "29/06/1973", "1973-06-29"),
    ("29 июня 1973 года", "el 29/6/1973", "June 29, 1973"),
    ("в июле 1973 года", "en julio de 1973", "in July 1973"),
    # Words for small numbers; one is never counted.
    ("2 завода", "dos fábricas", "two factories"),
    ("двенадцать делегатов", "12 delegados", "twelve delegates"),
    ("в 2 раза", "el doble", "twice"),
    ("один завод", "una fábrica", "the factory"),
    ("1 завод", "una fábrica", "a factory"),
    ("завод", "un obrero de una fábrica", "one worker of the factory"),
    # In formulas and names, and said as a share.
    ("блок 8 на 8", "un bloque de 8x8", "a block of 8 × 8"),
    ("квантиль 0,1", "el 10 %", "10%"),
    ("версия 4.2.1", "versión 4.2.1", "version 4.2.1"),
]
LANGUAGES = ("ru", "es", "en")


@pytest.mark.parametrize("texts", EQUAL, ids=lambda texts: texts[0])
def test_equal_values_are_no_finding(texts: tuple[str, str, str]) -> None:
    """However each language writes them, in both directions of each pair."""
    for source in zip(LANGUAGES, texts, strict=True):
        for target in zip(LANGUAGES, texts, strict=True):
            for check in ("number", "date"):
                assert evidence(check, source, target) == [], (source, target)


DIFFERENT = [
    ("number", "25 000 предприятий", "2.500 empresas", ("25 000", "2.500")),
    ("number", "25 тыс. предприятий", "25 empresas", ("25 тыс", "25")),
    ("number", "25 предприятий", "25.000 empresas", ("25", "25.000")),
    ("number", "3 млрд песо", "3 billones de pesos", ("3 млрд", "3 billones")),
    ("number", "25 предприятий", "52 empresas", ("25", "52")),
    ("number", "25 предприятий", "empresas", ("25",)),
    ("number", "предприятия", "25 empresas", ("25",)),
    ("number", "1,5 метра", "15 metros", ("1,5", "15")),
    ("number", "в XX веке", "en el siglo XIX", ("XX", "XIX")),
    ("number", "в 1970-е годы", "en los años sesenta", ("1970-е", "sesenta")),
    ("number", "в 9 часов 25 минут", "a las 9:52", ("9 часов 25 минут", "9:52")),
    ("number", "в 5 часов вечера", "a las 5 de la mañana", ("5 часов вечера", "5 de la mañana")),
    ("number", "3-й съезд", "el 4.º congreso", ("3-й", "4.º")),
    ("number", "5 и 7", "5 y 5", ("7",)),
    ("date", "29 июня 1973 г.", "29 de junio de 1974", ("29 июня 1973 г", "29 de junio de 1974")),
    ("date", "29 июня", "29 de julio", ("29 июня", "29 de julio")),
    ("date", "29.06.1973", "28/06/1973", ("29.06.1973", "28/06/1973")),
    ("date", "29 июня 1973 г.", "en aquel año", ("29 июня 1973 г",)),
]


@pytest.mark.parametrize(("check", "ru", "es", "spans"), DIFFERENT)
def test_another_value_is_found(check: str, ru: str, es: str, spans: tuple[str, ...]) -> None:
    """One finding, with what stands on each side."""
    assert evidence(check, ("ru", ru), ("es", es)) == [spans]
    other = "date" if check == "number" else "number"
    assert evidence(other, ("ru", ru), ("es", es)) == []


def test_the_region_decides_the_order_of_day_and_month() -> None:
    """03/04 is April in Spain and Britain and March in the United States; without a region it may be both."""
    spanish = ("es", "el 03/04/2020")
    assert messages("date", spanish, ("en-GB", "on 03/04/2020")) == []
    assert messages("date", spanish, ("en", "on 03/04/2020")) == []
    assert messages("date", spanish, ("en-US", "on 04/03/2020")) == []
    assert messages("date", ("ru", "03.04.2020"), ("en-US", "on 03/04/2020")) == ["date-changed"]


def test_the_expected_number_is_written_in_the_targets_style() -> None:
    """With the separators of the figure that stands there."""
    (finding,) = found("number", ("ru", "25 000 предприятий"), ("en", "20,000 enterprises"))
    assert finding.expected == ("25,000",)


def test_two_numbers_for_two_are_two_findings() -> None:
    """In their order."""
    texts = ("ru", "от 25 до 30 рублей"), ("en", "from 26 to 31 roubles")
    assert evidence("number", *texts) == [("25", "26"), ("30", "31")]


def test_months_that_are_not_known_are_not_missed() -> None:
    """Of a language without names of months here, day and year are compared."""
    source = ("en", "of 8 September 2003")
    assert messages("date", source, ("it", "dell'8 settembre 2003")) == []
    assert messages("date", source, ("it", "dell'8 settembre 2004")) != []
    assert messages("date", source, ("it", "del 9 settembre 2003")) != []


@given(
    st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 31)),
    st.sampled_from(["long", "d.MM.y", "y-MM-dd"]),
)
def test_a_date_is_itself_in_every_style(day: date, style: str) -> None:
    """In words, with points, and as ISO 8601 has it."""
    source = ("ru", f"Это было {format_date(day, style, locale='ru')}")
    for locale, language in (("es", "es"), ("en_GB", "en")):
        target = (language, f"({format_date(day, 'long', locale=locale)})")
        assert evidence("date", source, target) == []
        assert evidence("number", source, target) == []
