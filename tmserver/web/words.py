"""How pages write numbers, days and the names of languages."""

from __future__ import annotations

import re
from datetime import date, datetime

from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal, format_percent
from markupsafe import Markup

from tmserver.language import tags
from tmserver.web.language import language, ngettext


def number(value: float) -> str:
    """A number with the reader's separators."""
    return format_decimal(value, locale=language())


def counted(singular: str, plural: str, count: int, **values: object) -> Markup:
    """The form of the message that this number of things needs, the number written as ``number`` does."""
    return Markup(ngettext(singular, plural, count)) % {"num": number(count), **values}  # noqa: S704 (our own words; values are escaped)


def day(value: date | datetime | None) -> str:
    """A date as the reader writes it; "" for None."""
    return format_date(value, format="medium", locale=language()) if value else ""


def month(value: str) -> str:
    """A month such as "2026-11" as the reader writes it."""
    return format_skeleton("yMMM", date.fromisoformat(f"{value}-01"), locale=language())


def percent(share: float) -> str:
    """A share (0–1) in whole percents."""
    return format_percent(share, locale=language())


def language_name(tag: str) -> str:
    """The language's name in the reader's language, as it begins a line."""
    name = tags.display_name(tag, language())
    return name[:1].upper() + name[1:]


_SIGNS = {"\t": "→", "\n": "¶", "\u00a0": "⍽", "\u202f": "⍽", "\u2009": "⍽", "\u00ad": "‑"}
_INVISIBLE = re.compile(r"( {2,}|^ | $|[^\S ]|[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff])")


def invisible(text: str) -> list[tuple[str, str]]:
    """The text in pieces: what is not seen with a sign for it, the rest with "".

    Not seen are spaces in a row or at an edge, other white space, and characters that no font draws.
    """
    return [
        (piece, _sign(piece) if _INVISIBLE.fullmatch(piece) else "")
        for piece in _INVISIBLE.split(text)
        if piece
    ]


def _sign(piece: str) -> str:
    return "·" * len(piece) if piece.isspace() and piece[0] == " " else _SIGNS.get(piece, "¤")


FILTERS = {
    "number": number,
    "day": day,
    "month": month,
    "percent": percent,
    "language_name": language_name,
    "invisible": invisible,
}
"""What templates may write behind a bar."""
