"""How languages write numbers: scale words, ordinals, centuries and times; separators come from CLDR."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.numbers import get_decimal_symbol, get_group_symbol

from tmserver.language import tags

SPACES = " \u00a0\u2007\u2009\u202f"
"""Spaces that group digits."""

_THOUSAND, _MILLION, _MILLIARD, _BILLION = (Decimal(10) ** power for power in (3, 6, 9, 12))
_NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Numerals:
    """The rules of a language; the patterns see the text from the end of the digits on, or up to their start.

    ``scales``: words that multiply, with what; a scale's full stop is not part of it. ``ordinal`` and
    ``decade``: endings that touch the digits. ``roman_after`` and ``roman_before``: a word for a century that
    follows, or stands before, a Roman numeral. ``time_before`` and ``time_after``: what makes "17.00" a time.
    """

    scales: tuple[tuple[re.Pattern[str], Decimal], ...] = ()
    ordinal: re.Pattern[str] = re.compile(r"\.?[ºª](?!\w)")
    decade: re.Pattern[str] = _NOTHING
    roman_after: re.Pattern[str] = _NOTHING
    roman_before: re.Pattern[str] = _NOTHING
    time_before: re.Pattern[str] = _NOTHING
    time_after: re.Pattern[str] = re.compile(r"\s?(?:h|hs|hrs|Uhr)\b")


def _scale(words: str, factor: Decimal, *, space: str = r"\s?") -> tuple[re.Pattern[str], Decimal]:
    return re.compile(rf"{space}(?:{words})(?!\w)", re.IGNORECASE), factor


_RU_CASES = "(?:а|у|ом|е|ы|ов|ам|ами|ах)?"

NUMERALS = {
    "ru": Numerals(
        scales=(
            _scale("тыс|тысяч(?:а|и|у|е|ей|ью|ам|ами|ах)?", _THOUSAND),
            _scale(f"млн|миллион{_RU_CASES}", _MILLION),
            _scale(f"млрд|миллиард{_RU_CASES}", _MILLIARD),
            _scale(f"трлн|триллион{_RU_CASES}", _BILLION),
        ),
        ordinal=re.compile(
            r"[-‑](?:[оыи]?й|[ая]я|[ое]?е|[оеыи]?го|[оеыи]?му|[оеы]?м|[ыи]?х|[ыи]?ми|[ую]?ю)(?!\w)"
        ),
        decade=re.compile(r"[-‑](?:[ыи]?[ехм]|[ыи]ми|ми)(?!\w)"),
        roman_after=re.compile(r"\s*(?:[-–—]\s*[IVXХ]+\s*)?(?:век|вв?\.|столет)"),
        time_before=re.compile(r"(?:^|\s)(?:в|во|к|ко|до|с|со|после|около)\s$", re.IGNORECASE),
        time_after=re.compile(r"\s?(?:ч\b|час|утра\b|дня\b|вечера\b|ночи\b)"),
    ),
    "es": Numerals(
        scales=(
            _scale("mil millones|millardos?", _MILLIARD),
            _scale("mill[oó]n(?:es)?", _MILLION),
            _scale("bill[oó]n(?:es)?", _BILLION),
            _scale("mil", _THOUSAND),
        ),
        ordinal=re.compile(r"\.?[ºª°]s?(?!\w)|\.?(?:er|ro|ra|do|da|to|ta|mo|ma|vo|va|no|na)s?(?!\w)"),
        roman_before=re.compile(r"\bsiglos?\s+(?:[IVXL]+\s*(?:[-–—,]|y|al?)\s*)?$", re.IGNORECASE),
        time_before=re.compile(r"\blas?\s$", re.IGNORECASE),
        time_after=re.compile(r"\s?(?:h|hs|hrs|horas|[ap]\.\s?m)\b"),
    ),
    "en": Numerals(
        scales=(
            _scale("thousand", _THOUSAND),
            _scale("million", _MILLION),
            _scale("billion|bn", _MILLIARD),
            _scale("trillion", _BILLION),
            _scale("k", _THOUSAND, space=""),
        ),
        ordinal=re.compile(r"(?:st|nd|rd|th)(?!\w)"),
        decade=re.compile(r"['’]?s(?!\w)"),
        roman_after=re.compile(r"(?:th|st)?\s+centur"),
        time_after=re.compile(r"\s?(?:[ap]\.\s?m|[ap]m|hrs|hours|o['’]clock)\b", re.IGNORECASE),
    ),
}
"""The languages with rules of their own; others have digits, separators and times with a colon."""

UNIT = re.compile(
    r"(?:[kcmµμn]?m[²³23]?|[kmµμ]?g|[cm]?l|[KMGT]i?B|kB|[kMG]?Hz|k?W|kWh|[kMG]?bps|px|pt|pc|em|in|ft|lb|oz|h|min|s|ms"
    r"|км|см|мм|м|кг|мг|г|л|мл|т|га|ч|мин|сек|с|мс|[КМГТ]б|[кМГ]?Гц|к?Вт|руб|р|шт|лет|EUR|USD|RUB|CLP)(?!\w)"
)
"""Units that may touch the digits (10MB); other letters there make a code (3D, 4x4)."""


@lru_cache(maxsize=256)
def numerals(tag: str) -> Numerals:
    """The rules of a tag's language, the general ones for a language without its own."""
    return NUMERALS.get(tags.primary(tag), Numerals())


@lru_cache(maxsize=256)
def separators(tag: str) -> tuple[str, str]:
    """The decimal and the group separator that CLDR gives a locale: comma and point for es, but not es-MX."""
    for identifier in (tags.normalise(tag), tags.primary(tag)):
        try:
            locale = Locale.parse(identifier, sep="-", resolve_likely_subtags=False)
        except (UnknownLocaleError, ValueError):
            continue
        return get_decimal_symbol(locale), get_group_symbol(locale)
    return ".", ","


_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "Х": 10}
_WELL_FORMED = re.compile(r"(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")


def roman(text: str) -> int | None:
    """The value of a Roman numeral up to 99, also with a Cyrillic Х for X; None if it is none."""
    latin = text.replace("Х", "X")
    if not latin or not _WELL_FORMED.fullmatch(latin):
        return None
    values = [_ROMAN_DIGITS[letter] for letter in latin]
    return sum(
        -one if one < following else one for one, following in zip(values, [*values[1:], 0], strict=True)
    )


def to_roman(number: int) -> str:
    """The Roman numeral of 1 to 99."""
    tens, ones = divmod(number, 10)
    written = ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC")[tens]
    return written + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]
