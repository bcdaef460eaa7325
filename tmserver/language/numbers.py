"""Numbers in a text and their values: grouped and scaled figures, times, dates, ordinals, centuries.

Times and dates in words are found by ``tmserver.language.moments``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from tmserver.language import tags
from tmserver.language.numerals import SPACES, UNIT, Numerals, numerals, roman, separators


class NumberKind(StrEnum):
    """What a number in a text is; LABEL is a version or section number (4.2.1), CENTURY a Roman numeral."""

    NUMBER = "number"
    TIME = "time"
    DATE = "date"
    ORDINAL = "ordinal"
    DECADE = "decade"
    CENTURY = "century"
    LABEL = "label"


Value = Decimal | tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: its span [start, end), what it is worth, and the text as written.

    ``value`` is a Decimal, a scale word multiplied in; of a TIME (hours, minutes[, seconds]), of a DATE
    (year, month, day), any of them None if not said, of a LABEL its parts. ``other`` is the second reading
    if there are two: 25.000 may be 25 000 or 25, 03/04/2020 April or March. ``digits`` is the figure
    without sign, ``scale`` the factor of its scale word and ``tail`` what follows the figure inside the
    span (" тыс", "-й").
    """

    start: int
    end: int
    kind: NumberKind
    value: Value
    text: str
    other: Value | None = None
    digits: str = ""
    scale: Decimal = Decimal(1)
    tail: str = ""

    @property
    def readings(self) -> frozenset[Value]:
        """All values that the text may mean."""
        return frozenset((self.value,) if self.other is None else (self.value, self.other))


_GROUP = rf"[{SPACES}.,'’]"
# Atomic groups: possessive ones fail in re before Python 3.11.5 ("25 000" and "3.º" are not found there).
_FIGURE = re.compile(
    rf"""
    (?<!\w) (?<![^\W\d_][-‑/.])
    (?P<sign> (?<![^\s(\[«“"';:,=<>*/+^]) [-−–] (?=\d))?
    (?:
        (?P<iso> \d{{4}}-\d\d-\d\d (?!\d))
      | (?P<date> \d{{1,2}} (?P<point>[./-]) \d{{1,2}} (?P=point) \d{{4}} (?!\d))
      | (?P<time> \d{{1,2}} : [0-5]\d (?: : [0-5]\d )? (?![\d:]))
      | (?! \d{{1,3}} (?P<one>[.,]) \d{{3}} (?>(?: (?P=one) \d{{3}} )*) (?!(?P=one)?\d) )
        (?P<label> \d++ (?P<dot>[.,]) \d++ (?: (?P=dot) \d++ ){{1,20}} (?![.,]?\d) )
      | (?P<grouped> (?!0)\d{{1,3}} (?P<separator>{_GROUP}) \d{{3}} (?>(?: (?P=separator) \d{{3}} )*) (?!\d) )
        (?P<fraction> [.,] \d++ (?![.,]\d) )?
      | (?P<plain> \d++ (?>(?: [.,] \d++ )?) )
    )
    """,
    re.VERBOSE,
)
_ROMAN = re.compile(r"[IVXLХ](?<![\w-].)[IVXLХ]{0,6}(?:(?!\w)|(?=th|st))")
_DIGIT = re.compile(r"\d")
_CODE_LETTER = re.compile(r"[-‑][A-ZА-Я](?!\w)")  # 3-D
_AFTER = 20
_DAY_FIRST_NOT = frozenset({"US", "PH", "CA", ""})


def find_numbers(text: str, language: str) -> list[Number]:
    """The numbers of a text in order, none overlapping. Digits inside a code (A4, UTF-8, 3D) are none.

    >>> [(n.text, str(n.value)) for n in find_numbers("Было 25 тыс. и 1 250,5 на 3-й день", "ru")]
    [('25 тыс', '25000'), ('1 250,5', '1250.5'), ('3-й', '3')]
    """
    rules = numerals(language)
    found = [number for number in _figures(text, language, rules) if number] if _DIGIT.search(text) else []
    centuries = list(_centuries(text, rules))
    return sorted(found + centuries, key=lambda number: number.start) if centuries else found


def _figures(text: str, language: str, rules: Numerals) -> Iterator[Number | None]:
    for figure in _FIGURE.finditer(text):
        if figure["time"]:
            yield _time(figure, figure["time"].split(":"))
        elif figure["iso"] or figure["date"]:
            yield _date(figure, language) or _label(figure)
        elif figure["label"]:
            yield _label(figure)
        elif _is_dotted_time(figure, text, rules):
            yield _time(figure, figure["plain"].split("."))
        else:
            yield _quantity(figure, text, language, rules)


def _time(figure: re.Match[str], parts: list[str]) -> Number | None:
    values = tuple(int(part) for part in parts)
    if values[0] > 24:
        return _label(figure)
    return Number(
        figure.start(), figure.end(), NumberKind.TIME, values, figure.group(), digits=figure.group()
    )


def _is_dotted_time(figure: re.Match[str], text: str, rules: Numerals) -> bool:
    plain = figure["plain"]
    if not plain or not re.fullmatch(r"(?:[01]?\d|2[0-4])\.[0-5]\d", plain):
        return False
    if rules.time_after.match(text, figure.end()):
        return True
    measured = re.match(r"\s?(?:%|раза?\b|veces\b)", text[figure.end() : figure.end() + _AFTER])
    scaled = any(pattern.match(text, figure.end()) for pattern, _ in rules.scales)
    before = text[max(0, figure.start() - _AFTER) : figure.start()]
    return not measured and not scaled and rules.time_before.search(before) is not None


def _date(figure: re.Match[str], language: str) -> Number | None:
    parts = [int(part) for part in re.split(r"[./-]", figure.group().lstrip("-−–"))]
    if figure["iso"]:
        readings = [_calendar(*parts)]
    else:
        first, second, year = parts
        readings = [_calendar(year, second, first), _calendar(year, first, second)]
        if (
            "/" in figure.group()
            and tags.primary(language) == "en"
            and tags.region(language) in _DAY_FIRST_NOT
        ):
            readings.reverse()
    known = list(dict.fromkeys(reading for reading in readings if reading))
    if not known:
        return None
    other = known[1] if len(known) > 1 and "." not in figure.group() else None
    text = figure.group()
    return Number(figure.start(), figure.end(), NumberKind.DATE, known[0], text, other, text)


def _calendar(year: int, month: int, day: int) -> tuple[int, int, int] | None:
    try:
        date(year or 1, month, day)
    except ValueError:
        return None
    return year, month, day


def _label(figure: re.Match[str]) -> Number:
    parts = tuple(int(part) for part in re.findall(r"\d+", figure.group()[:200]))
    return Number(
        figure.start(), figure.end(), NumberKind.LABEL, parts, figure.group(), digits=figure.group()
    )


def _quantity(figure: re.Match[str], text: str, language: str, rules: Numerals) -> Number | None:
    end = figure.end()
    kind, tail, scale = _tail(figure, text, rules)
    touching = text[end + len(tail) : end + len(tail) + 1]
    if (touching.isalnum() or touching == "_") and (tail or not UNIT.match(text, end)):
        return None
    if _CODE_LETTER.match(text, end):
        return None
    digits = text[figure.start() + len(figure["sign"] or "") : end]
    readings = [reading * scale if scale != 1 else reading for reading in _readings(figure, language)]
    if figure["sign"]:
        readings = [reading.copy_negate() for reading in readings]
    other = readings[1] if len(readings) > 1 else None
    return Number(
        figure.start(), end + len(tail), kind, readings[0], figure.group() + tail, other, digits, scale, tail
    )


def _tail(figure: re.Match[str], text: str, rules: Numerals) -> tuple[NumberKind, str, Decimal]:
    end = figure.end()
    if not figure["sign"] and figure["plain"] and figure["plain"].isdigit():
        decade = rules.decade.match(text, end)
        if decade and figure["plain"].endswith("0") and len(figure["plain"]) in (2, 4):
            return NumberKind.DECADE, decade.group(), Decimal(1)
        ordinal = rules.ordinal.match(text, end)
        if ordinal:
            return NumberKind.ORDINAL, ordinal.group(), Decimal(1)
    for pattern, factor in rules.scales:
        scale = pattern.match(text, end)
        if scale:
            return NumberKind.NUMBER, scale.group(), factor
    return NumberKind.NUMBER, "", Decimal(1)


def _readings(figure: re.Match[str], language: str) -> list[Decimal]:
    """The value of the figure, and a second one if its only separator may group or begin the fraction."""
    if figure["grouped"] is None:
        return [Decimal(figure["plain"].replace(",", "."))]
    whole, separator = figure["grouped"], figure["separator"]
    grouped = Decimal(whole.replace(separator, "") + (figure["fraction"] or "").replace(",", "."))
    if figure["fraction"] or separator not in ".," or whole.count(separator) > 1:
        return [grouped]
    decimal = Decimal(whole.replace(",", "."))
    return [decimal, grouped] if separators(language)[0] == separator else [grouped, decimal]


def _centuries(text: str, rules: Numerals) -> Iterator[Number]:
    if rules.roman_after is rules.roman_before:  # neither: the pattern that matches nothing
        return
    for found in _ROMAN.finditer(text):
        value = roman(found.group())
        before = text[max(0, found.start() - _AFTER) : found.start()]
        if value and (rules.roman_after.match(text, found.end()) or rules.roman_before.search(before)):
            numeral = found.group()
            yield Number(
                found.start(), found.end(), NumberKind.CENTURY, Decimal(value), numeral, digits=numeral
            )
