"""Numbers in a text, with their values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class NumberKind(StrEnum):
    """What a number in a text is."""

    NUMBER = "number"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: its span [start, end), kind and value, and the text as written.

    ``value`` is a Decimal, scale words multiplied in; of a time a tuple (hours, minutes[, seconds]).
    """

    start: int
    end: int
    kind: NumberKind
    value: Decimal | tuple[int, ...]
    text: str


_NUMBER = re.compile(
    r"(?<![\w.,:])(?:(?P<time>\d{1,2}(?::[0-5]\d){1,2})"
    r"|\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+|\d+(?:[.,]\d+)*)(?!\w)"
)


def find_numbers(text: str, language: str) -> list[Number]:  # noqa: ARG001  (rules by language follow)
    """The numbers of a text in order, none overlapping."""
    return [_number(found) for found in _NUMBER.finditer(text)]


def _number(found: re.Match[str]) -> Number:
    text = found.group()
    if found["time"]:
        value = tuple(int(part) for part in text.split(":"))
        return Number(found.start(), found.end(), NumberKind.TIME, value, text)
    digits = Decimal(re.sub(r"\D", "", text))
    return Number(found.start(), found.end(), NumberKind.NUMBER, digits, text)
