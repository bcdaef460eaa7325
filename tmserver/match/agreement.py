"""Whether one number can take the place of another without changing the form of the words around it."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from tmserver.language.numbers import Number, NumberKind

_NOON = 12


def agrees(old: Number, new: Number, language: str) -> bool:
    """Both numbers leave the words around them as they are; False for a language that CLDR does not know.

    Quantities must have the same plural category of CLDR; where a scale word follows, the figure before it
    decides («25 тыс.», "1 millón"). Times must be on one side of noon ("a.m.", «утра») and both or neither
    be one o'clock ("a la 1:25"). Dates and version numbers bind no word; ordinals, decades and centuries
    have endings of their own and never agree.
    """
    if old.kind is NumberKind.NUMBER:
        category = plural_category(figure_value(old), language)
        return category is not None and category == plural_category(figure_value(new), language)
    if old.kind is NumberKind.TIME:
        return _time_of_day(old) == _time_of_day(new)
    return old.kind in {NumberKind.DATE, NumberKind.LABEL}


def figure_value(number: Number) -> Decimal:
    """The value of the figure without its scale word; 0 for what is no quantity."""
    return number.value / number.scale if isinstance(number.value, Decimal) else Decimal(0)


def plural_category(value: Decimal, language: str) -> str | None:
    """The CLDR plural category of a number ("one", "few", "many", "other" …); None for an unknown language.

    >>> [plural_category(Decimal(number), "ru") for number in (21, 22, 25)]
    ['one', 'few', 'many']
    """
    locale = locale_of(language)
    return None if locale is None else str(locale.plural_form(value))


def _time_of_day(time: Number) -> tuple[bool, bool]:
    hour = time.value[0] if isinstance(time.value, tuple) else None
    return hour == 1, hour is not None and hour >= _NOON


@lru_cache(maxsize=256)
def locale_of(language: str) -> Locale | None:
    """What CLDR knows of a language; None if nothing."""
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return None
