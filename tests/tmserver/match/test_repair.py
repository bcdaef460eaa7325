"""Targets with their numbers put right, and every doubt in which they are left alone."""

from __future__ import annotations

import pytest

from tests.tmserver.match.shelf import pair, ru_es, shelf, unit
from tmserver.match.pairs import Query
from tmserver.segment import Code, Variant


def repaired(
    languages: tuple[str, str], asked: str, source: str, target: str, codes: tuple[Code, ...] = ()
) -> str | None:
    """What the only match for a query offers as its repaired target."""
    stored = unit(1, Variant(languages[0], source), Variant(languages[1], target, codes))
    query = Query.of(Variant(languages[0], asked), languages[1])
    (match,) = shelf(stored).look_up(query, min_score=30)
    return match.repaired


RU_ES, RU_EN, ES_EN, EN_RU = ("ru", "es"), ("ru", "en"), ("es", "en"), ("en", "ru")

REPAIRED = [
    # languages, asked, stored source, stored target, repaired target
    (RU_ES, "Взято 26 фабрик", "Взято 25 фабрик", "Tomaron 25 fábricas", "Tomaron 26 fábricas"),
    (RU_EN, "Взято 35 фабрик", "Взято 25 фабрик", "They took 25 factories", "They took 35 factories"),
    (ES_EN, "Cayeron 3 de 90", "Cayeron 2 de 90", "2 of 90 fell", "3 of 90 fell"),
    (ES_EN, "Cayeron 3 de 80", "Cayeron 2 de 90", "Of 90, 2 fell", "Of 80, 3 fell"),
    (RU_ES, "Вышли 26 000 рабочих", "Вышли 25 000 рабочих", "Salieron 25.000", "Salieron 26.000"),
    (RU_EN, "Вышли 26\u00a0000 рабочих", "Вышли 25\u00a0000 рабочих", "25,000 left", "26,000 left"),
    (RU_ES, "Вышло 26 тыс. рабочих", "Вышло 25 тыс. рабочих", "Salieron 25.000", "Salieron 26.000"),
    (RU_ES, "Вышло 26 тыс. рабочих", "Вышло 25 тыс. рабочих", "Salieron 25 mil", "Salieron 26 mil"),
    (RU_ES, "Рост на 3,7 процента", "Рост на 2,5 процента", "Alza del 2,5 %", "Alza del 3,7 %"),
    (RU_EN, "Рост на 3,7 процента", "Рост на 2,5 процента", "Growth of 2.5 percent", "Growth of 3.7 percent"),
    (RU_ES, "В 10:40 утра", "В 9:25 утра", "A las 9:25 de la mañana", "A las 10:40 de la mañana"),
    (RU_EN, "В 10:40 утра", "В 9:25 утра", "At 9.25 a.m.", "At 10.40 a.m."),
    (RU_EN, "Версия 24.8.2", "Версия 24.2.1", "Version 24.2.1", "Version 24.8.2"),
    (RU_ES, "В 8:40 утра", "В 9:25 утра", "A las 09:25", "A las 08:40"),
    (RU_ES, "Дата: 12.10.1973", "Дата: 11.09.1973", "Fecha: 11/09/1973", "Fecha: 12/10/1973"),
    (RU_EN, "До 12.10.1973", "До 13.09.1973", "Until 09/13/1973", "Until 10/12/1973"),
    (RU_ES, "Взято 12 000 книг", "Взято 200 книг", "200 libros", "12.000 libros"),
    (RU_EN, "Взято 1200 книг", "Взято 200 книг", "200 books", "1200 books"),
    (RU_EN, "Было -7 градусов", "Было -5 градусов", "It was −5 degrees", "It was −7 degrees"),
    (RU_EN, "Было -25", "Было 25", "It was 25", "It was -25"),
    (RU_ES, "Вышло 2,6 млн книг", "Вышло 2,5 млн книг", "2,5 millones", "2,6 millones"),
    (RU_ES, "Вышло 2,6 млн книг", "Вышло 2,5 млн книг", "2.500.000 libros", "2.600.000 libros"),
    (RU_EN, "Вышло 1 250,75 песо", "Вышло 1 250,50 песо", "1,250.50 pesos", "1,250.75 pesos"),
]  # fmt: skip


@pytest.mark.parametrize(("languages", "asked", "source", "target", "expected"), REPAIRED)
def test_numbers_are_put_right_in_the_way_the_target_writes_them(
    languages: tuple[str, str], asked: str, source: str, target: str, expected: str
) -> None:
    """Each number to its one place, with the separators and scale words that stand there."""
    assert repaired(languages, asked, source, target) == expected


LEFT_ALONE = [
    # why, languages, asked, stored source, stored target
    ("other plural in Russian", RU_ES, "Взято 22 фабрик", "Взято 25 фабрик", "Tomaron 25 fábricas"),
    ("other plural in the target", EN_RU, "It took 22 days", "It took 25 days", "Заняло 25 дней"),
    ("other plural in English", RU_EN, "Взята 1 фабрика", "Взята 21 фабрика", "They took 21 factories"),
    ("the number is spelt out", RU_ES, "Взято 26 фабрик", "Взято 25 фабрик", "Tomaron veinticinco fábricas"),
    ("it stands there twice", RU_ES, "Взято 26 фабрик", "Взято 25 фабрик", "Tomaron 25 de las 25 fábricas"),
    ("it repeats in the source", ES_EN, "Cayeron 3 de 2", "Cayeron 2 de 2", "2 of 2 fell"),
    ("the new ones repeat", ES_EN, "Cayeron 3 de 3", "Cayeron 2 de 4", "2 of 4 fell"),
    ("they changed places", ES_EN, "Cayeron 90 de 2", "Cayeron 2 de 90", "2 of 90 fell"),
    ("a number more", ES_EN, "Cayeron 3, 5", "Cayeron 3", "3 fell"),
    ("another word too", RU_ES, "Взято 26 фабрик", "Взято 25 заводов", "Tomaron 25 fábricas"),
    ("punctuation too", RU_ES, "Взято 26 фабрик!", "Взято 25 фабрик", "Tomaron 25 fábricas"),
    ("an ordinal", ("en", "es"), "The 26th day", "The 25th day", "El 25.º día"),
    ("past noon", RU_EN, "В 14:40", "В 9:25", "At 9:25 a.m."),
    ("one o'clock", RU_ES, "В 1:40", "В 9:25", "A las 9:25"),
    ("a number in an address", RU_ES, "Раздел 26", "Раздел 25", "Sección https://example.org/25"),
    ("an article that may change", RU_EN, "За 11 дней", "За 15 дней", "In a 15-day strike"),
    ("another scale", RU_ES, "Вышло 26 млн книг", "Вышло 25 тыс. книг", "25 mil libros"),
    ("a new fraction of thousands", EN_RU, "It has 26,500", "It has 25,000", "Их 25 тыс."),
    ("too long a figure", RU_EN, "Код " + "6" * 5000, "Код " + "5" * 5000, "Code " + "5" * 5000),
    ("digits of another script", RU_EN, "Код ٢٦", "Код ٢٥", "Code 25"),
    ("equal texts", RU_ES, "Взято 25 фабрик", "Взято 25 фабрик", "Tomaron 25 fábricas"),
    ("an unknown language", ("ru", "x-mine"), "Взято 26 фабрик", "Взято 25 фабрик", "Tomaron 25 fábricas"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "languages", "asked", "source", "target"), LEFT_ALONE)
def test_a_doubt_leaves_the_target_alone(
    why: str, languages: tuple[str, str], asked: str, source: str, target: str
) -> None:
    """A wrong repair is worse than none."""
    assert repaired(languages, asked, source, target) is None, why


def test_inline_codes_never_shift() -> None:
    """A longer number would move the codes of the target: only one of the same length is written."""
    bold = (Code(0, "hi", "start"), Code(10, "hi", "end"))
    assert repaired(RU_ES, "Взято 26 фабрик", "Взято 25 фабрик", "Tomaron 25", bold) == "Tomaron 26"
    assert repaired(RU_ES, "Взято 105 фабрик", "Взято 25 фабрик", "Tomaron 25", bold) is None


def test_a_match_offers_the_repaired_target_beside_the_stored_one() -> None:
    """The lookup carries both; a penalty for the memory is no difference of the texts."""
    stored = shelf(pair(1, "Взято 25 фабрик.", "Tomaron 25 fábricas."))
    (match,) = stored.look_up(ru_es("Взято 26 фабрик."), penalties={"chile": 3})
    assert (match.score, match.target.text, match.repaired) == (
        96,
        "Tomaron 25 fábricas.",
        "Tomaron 26 fábricas.",
    )


def test_an_exact_match_needs_no_repair() -> None:
    """Also where its memory has a penalty."""
    stored = shelf(pair(1, "Взято 25 фабрик.", "Tomaron 26 fábricas."))
    (match,) = stored.look_up(ru_es("Взято 25 фабрик."), penalties={"chile": 3})
    assert (match.score, match.repaired) == (97, None)
