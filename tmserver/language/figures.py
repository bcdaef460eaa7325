"""Numbers written in the style of another: what puts a query's number into a stored translation."""

from __future__ import annotations

import re
from decimal import Decimal

from tmserver.language import tags
from tmserver.language.numbers import Number, NumberKind, Value
from tmserver.language.numerals import separators, to_roman

_MOST_FRACTION_DIGITS = 2
"""After a scale word: 25,75 mil, but not 25,755 mil."""


def write_like(value: Value, model: Number, language: str) -> str | None:
    """The value as ``model`` is written: its separators, padding, scale word and ending.

    None where that cannot be done: another kind of value, a scale word too large or too small for it, an
    ending that belongs to the number (1.er).

    >>> from tmserver.language.numbers import find_numbers
    >>> write_like(Decimal(30500), find_numbers("25.000", "es")[0], "es")
    '30.500'
    """
    if isinstance(value, Decimal) != isinstance(model.value, Decimal):
        return None
    if isinstance(value, Decimal):
        return _write_decimal(value, model, language)
    if not isinstance(model.value, tuple) or len(value) != len(model.value) or None in value:
        return None
    parts = [part for part in value if part is not None]
    return _write_date(parts, model) if model.kind is NumberKind.DATE else _write_parts(parts, model)


def _write_parts(values: list[int], model: Number) -> str:
    separator = re.sub(r"\d", "", model.digits)[:1]
    written = [str(part) for part in values]
    if model.kind is NumberKind.TIME:
        hours = written[0].zfill(2) if model.digits.startswith("0") else written[0]
        written = [hours, *(part.zfill(2) for part in written[1:])]
    return separator.join(written)


def _write_date(values: list[int], model: Number) -> str | None:
    fields = list(model.value) if isinstance(model.value, tuple) else []
    texts = re.split(r"\D", model.digits)
    places = [fields.index(int(text)) for text in texts]
    if len(set(places)) != len(values):
        return None  # 05.05.1973 does not say which of the two is the month
    widths = [len(text) if place == 0 else _width(texts) for place, text in zip(places, texts, strict=True)]
    written = [str(values[place]).zfill(width) for place, width in zip(places, widths, strict=True)]
    marks = [*re.findall(r"\D", model.digits), ""]
    return "".join(part + mark for part, mark in zip(written, marks, strict=True))


def _width(texts: list[str]) -> int:
    return 1 if any(len(text) == 1 for text in texts) else 2


def _write_decimal(value: Decimal, model: Number, language: str) -> str | None:
    if model.kind is NumberKind.CENTURY:
        return to_roman(int(value)) if 0 < value < 100 and value == int(value) else None
    if model.kind is NumberKind.ORDINAL:
        return _write_ordinal(value, model, language)
    if model.kind is NumberKind.DECADE:
        return f"{value}{model.tail}" if len(str(value)) == len(model.digits) else None
    figure = value if model.scale == 1 else (value / model.scale).normalize()
    fraction_digits = max(0, -int(figure.as_tuple().exponent))
    if model.scale != 1 and (not 1 <= abs(figure) < 1000 or fraction_digits > _MOST_FRACTION_DIGITS):
        return None
    sign = (model.text[0] if model.text[0] in "-−–" else "-") if figure.is_signed() else ""
    return sign + _group(f"{figure.copy_abs():f}", model, language) + model.tail


def _write_ordinal(value: Decimal, model: Number, language: str) -> str | None:
    if value != int(value) or value < 0:
        return None
    if tags.primary(language) == "en":
        tens, ones = divmod(int(value) % 100, 10)
        ending = "th" if tens == 1 else {1: "st", 2: "nd", 3: "rd"}.get(ones, "th")
        return f"{value}{ending}"
    shared = tags.primary(language) == "ru" or model.tail.strip(".") in ("º", "ª", "°")
    return f"{value}{model.tail}" if shared else None


def _group(plain: str, model: Number, language: str) -> str:
    """The digits with the separators of the model, CLDR's where it has none to show."""
    decimal, group = _separators(model, language)
    whole, _, fraction = plain.partition(".")
    if group and len(whole) > 3 and (len(whole) > 4 or _grouped(model, group)):
        whole = f"{int(whole):,}".replace(",", group)
    return f"{whole}{decimal}{fraction}" if fraction else whole


def _separators(model: Number, language: str) -> tuple[str, str]:
    decimal, group = separators(language)
    marks = re.findall(r"\D", model.digits)
    if not marks:
        return decimal, "" if len(model.digits) > 3 else group
    value = model.value / model.scale if isinstance(model.value, Decimal) else Decimal(0)
    last_is_decimal = len(marks) == 1 and Decimal(re.sub(r"\D", "", model.digits)) != abs(value)
    if len(set(marks)) > 1:
        return marks[-1], marks[0]
    if last_is_decimal:
        return marks[0], group if group != marks[0] else decimal
    return decimal if decimal != marks[0] else {",": "."}.get(marks[0], ","), marks[0]


def _grouped(model: Number, group: str) -> bool:
    return group in model.digits
