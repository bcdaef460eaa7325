"""How pages write numbers, days and the names of languages."""

from __future__ import annotations

from datetime import date, datetime

from babel.dates import format_date
from babel.numbers import format_decimal

from tmserver.language import tags
from tmserver.web.language import language


def number(value: float) -> str:
    """A number with the reader's separators."""
    return format_decimal(value, locale=language())


def day(value: date | datetime | None) -> str:
    """A date as the reader writes it; "" for None."""
    return format_date(value, format="medium", locale=language()) if value else ""


def language_name(tag: str) -> str:
    """The language's name in the reader's language, as it begins a line."""
    name = tags.display_name(tag, language())
    return name[:1].upper() + name[1:]


FILTERS = {"number": number, "day": day, "language_name": language_name}
"""What templates may write behind a bar."""
