"""Dates, times of day and decades said with words, and all values of a text as an audit compares them.

29 июня 1973 г., 29 de junio de 1973 and 29 June 1973 have one value; so have 5 часов вечера, las 5 p.m. and
17:00.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from tmserver.language import tags
from tmserver.language.numbers import Number, NumberKind, Value, find_numbers


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_DIGIT = re.compile(r"\d")
_YEAR = r"(?P<year>\d{4})(?!\d)"


@dataclass(frozen=True, slots=True)
class Calendar:
    """How a language says dates and times.

    ``months`` are patterns of January to December; in ``dates`` MONTH stands for any of them; the
    groups of ``dates`` and ``times`` are day, month, year, hour, minute, part. The longest wins.
    ``parts``: the beginning of a part of the day to "am", "pm", "day" (from 1 on after noon) or "night" (from
    6 on before midnight). ``decades``: patterns of the twenties to the nineties. ``month_signs`` and
    ``decade_sign`` stand in every text in small letters that has a month or decade: str finds them at once.
    """

    months: tuple[str, ...]
    dates: tuple[str, ...]
    times: tuple[str, ...]
    parts: tuple[tuple[str, str], ...]
    decades: tuple[str, ...] = ()
    decade: str = "DECADE"
    month_signs: tuple[str, ...] = ()
    decade_sign: str = ""


_RU_YEAR = rf"{_YEAR}(?:\s*(?:год(?:а|у|ом|е)?|г)(?!\w))?"
_RU_PART = r"(?P<part>утра|дня|вечера|ночи)(?!\w)"
_ES_YEAR = rf"del?\s+(?:año\s+)?{_YEAR}"
_ES_PART = r"(?P<part>[ap]\.?\s?m(?!\w)|de\s+la\s+(?:mañana|madrugada|tarde|noche)|del\s+mediodía)"
_EN_PART = r"(?P<part>[ap]\.?\s?m(?!\w)|in\s+the\s+(?:morning|afternoon|evening)|at\s+night)"
_HOUR = r"(?<![\d:.,])(?P<hour>\d{1,2})"
_MINUTE = r"[:.](?P<minute>[0-5]\d)"

CALENDARS = {
    "ru": Calendar(
        months=_words(r"""
            январ\w{1,2} феврал\w{1,2} март(?:а|у|е|ом)? апрел\w{1,2} ма(?:й|я|ю|е|ем) июн\w{1,2} июл\w{1,2}
            август(?:а|у|е|ом)? сентябр\w{1,2} октябр\w{1,2} ноябр\w{1,2} декабр\w{1,2}
        """),
        dates=(rf"(?P<day>\d{{1,2}})(?:-?(?:го|е|му|м))?\s+MONTH(?:\s+{_RU_YEAR})?", rf"MONTH\s+{_RU_YEAR}"),
        times=(
            rf"{_HOUR}\s+час\w{{0,2}}\s+(?P<minute>\d{{1,2}})\s+минут\w?(?:\s+{_RU_PART})?",
            rf"{_HOUR}(?:{_MINUTE})?\s+(?:час(?:а|ов)?\s+)?{_RU_PART}",
            rf"(?<=\bв\s){_HOUR}\s+час(?:а|ов)?(?!\w)",
        ),
        parts=(("у", "am"), ("д", "day"), ("в", "pm"), ("н", "night")),
        decades=_words("""
            двадцаты[ехм]и? тридцаты[ехм]и? сороковы[ехм]и? пятидесяты[ехм]и? шестидесяты[ехм]и?
            семидесяты[ехм]и? восьмидесяты[ехм]и? девяносты[ехм]и?
        """),
        decade=r"DECADE(?=\s+год)",
        month_signs=("январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "ябр", "декабр"),
        decade_sign="год",
    ),
    "es": Calendar(
        months=_words("""
            enero febrero marzo abril mayo junio julio agosto sep?tiembre
            octubre noviembre diciembre
        """),
        dates=(
            rf"(?P<day>\d{{1,2}})(?:\.?[º°]|\.?ro)?\s+de\s+MONTH(?:\s+{_ES_YEAR})?",
            rf"MONTH\s+{_ES_YEAR}",
        ),
        times=(
            rf"{_HOUR}\s+horas?\s+(?:y\s+|con\s+)?(?P<minute>\d{{1,2}})\s+minutos?(?:\s+{_ES_PART})?",
            rf"{_HOUR}(?:{_MINUTE})?\s*{_ES_PART}",
            rf"(?<=\blas\s){_HOUR}(?:\s+y\s+(?P<minute>\d{{1,2}}))?(?!\w|[.,:]\d|\s+\w)",
        ),
        parts=(
            ("a", "am"),
            ("p", "pm"),
            ("dela(?:ma)", "am"),
            ("delat", "pm"),
            ("delan", "night"),
            ("del", "day"),
        ),
        decades=_words("veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa"),
        decade=r"(?<=\baños\s)(?:DECADE|(?P<figure>\d0)(?!\d))",
        month_signs=(
            "enero",
            "febrero",
            "marzo",
            "abril",
            "mayo",
            "juni",
            "juli",
            "agosto",
            "iembre",
            "octubre",
        ),
        decade_sign="años",
    ),
    "en": Calendar(
        months=_words("""
            January February March April May June July August September
            October November December
        """),
        dates=(
            rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?MONTH(?:(?:,\s*|\s+){_YEAR})?",
            rf"MONTH\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:(?:,\s*|\s+){_YEAR})?",
            rf"MONTH,?\s+(?:of\s+)?{_YEAR}",
        ),
        times=(
            rf"{_HOUR}\s+hours?\s+(?:and\s+)?(?P<minute>\d{{1,2}})\s+minutes?(?:\s+{_EN_PART})?",
            rf"{_HOUR}(?:{_MINUTE})?(?:\s+o['’]clock)?\s*{_EN_PART}",
            rf"{_HOUR}\s+o['’]clock",
        ),
        parts=(("a(?!t)", "am"), ("p", "pm"), ("inthem", "am"), ("inthe", "pm"), ("at", "night")),
        decades=_words("twenties thirties forties fifties sixties seventies eighties nineties"),
        month_signs=("uary", "march", "april", "may", "june", "july", "august", "ember", "october"),
        decade_sign="ties",
    ),
}
"""The languages whose dates and times in words are read."""


@lru_cache(maxsize=64)
def _patterns(language: str) -> tuple[tuple[re.Pattern[str], NumberKind], ...]:
    calendar = CALENDARS[language]
    # English months have capitals, or "you may 5 times" is a date.
    case = "-i" if language == "en" else "i"
    month = f"(?P<month>(?{case}:{'|'.join(calendar.months)}))(?!\\w)"
    decades = f"(?P<decade>{'|'.join(calendar.decades)})"
    decade = f"(?<!\\w){calendar.decade.replace('DECADE', decades)}(?!\\w)"
    sources = [
        (rf"(?<![\w.,]){source.replace('MONTH', month)}", NumberKind.DATE) for source in calendar.dates
    ]
    sources += [(source, NumberKind.TIME) for source in calendar.times]
    sources.append((decade, NumberKind.DECADE))
    return tuple((re.compile(source, re.IGNORECASE), kind) for source, kind in sources)


def find_values(text: str, language: str) -> list[Number]:
    """Everything ``find_numbers`` finds, but dates, times and decades with words each as one, in order.

    A date's value has None for a year or day that is not said.

    >>> [(n.text, n.value) for n in find_values("29 de junio de 1973, a las 5 p.m.", "es")]
    [('29 de junio de 1973', (1973, 6, 29)), ('5 p.m', (17, 0))]
    """
    figures = find_numbers(text, language)
    primary = tags.primary(language)
    if primary not in CALENDARS:
        return figures
    # Stable: of two that begin together the longer, then the moment stays.
    found = sorted([*_moments(text, primary), *figures], key=lambda number: (number.start, -number.end))
    kept: list[Number] = []
    for number in found:
        if not kept or number.start >= kept[-1].end:
            kept.append(number)
    return kept


def _moments(text: str, language: str) -> Iterator[Number]:
    likely = _likely(text, CALENDARS[language])
    for pattern, kind in _patterns(language) if likely else ():
        if kind not in likely:
            continue
        for match in pattern.finditer(text):
            value = _VALUES[kind](match, CALENDARS[language])
            if value is not None:
                yield Number(match.start(), match.end(), kind, value, match.group())


def _likely(text: str, calendar: Calendar) -> list[NumberKind]:
    """The kinds of moments that the text may have."""
    lowered = text.lower()
    likely = [NumberKind.DECADE] if calendar.decade_sign in lowered else []
    if _DIGIT.search(text):
        likely.append(NumberKind.TIME)
        if any(map(lowered.__contains__, calendar.month_signs)):
            likely.append(NumberKind.DATE)
    return likely


def _date(match: re.Match[str], calendar: Calendar) -> Value | None:
    said = match.groupdict()
    month = _place(said["month"], calendar.months)
    day = int(said["day"]) if said.get("day") else None
    year = int(said["year"]) if said.get("year") else None
    return (year, month, day) if day is None or 1 <= day <= 31 else None


def _place(word: str, patterns: tuple[str, ...]) -> int:
    return next(n for n, pattern in enumerate(patterns, 1) if re.fullmatch(pattern, word, re.IGNORECASE))


def _time(match: re.Match[str], calendar: Calendar) -> Value | None:
    said = match.groupdict()
    hour, minute = int(said["hour"]), int(said.get("minute") or 0)
    part = re.sub(r"\s", "", said.get("part") or "").casefold()
    half = next((half for pattern, half in calendar.parts if part and re.match(pattern, part)), "")
    if half == "am" or (half == "night" and hour in (12, 1, 2, 3, 4, 5)):
        hour = 0 if hour == 12 else hour
    elif (half in ("pm", "night") or (half == "day" and hour < 10)) and hour < 12:
        hour += 12
    return (hour, minute) if hour <= 24 and minute < 60 else None


def _decade(match: re.Match[str], calendar: Calendar) -> Value | None:
    figure = match.groupdict().get("figure")
    return Decimal(figure) if figure else Decimal(10 + 10 * _place(match["decade"], calendar.decades))


_VALUES = {NumberKind.DATE: _date, NumberKind.TIME: _time, NumberKind.DECADE: _decade}
