"""The limits of what a caller may ask, and the checks that name field and remedy."""

from __future__ import annotations

from tmserver.errors import InvalidInput

MIN_SCORE = (30, 101)
DEFAULT_MIN_SCORE = 70
LIMIT = (1, 100)
DEFAULT_LIMIT = 5
PENALTY = (0, 100)


def check_range(value: int, bounds: tuple[int, int], *, field: str) -> None:
    """InvalidInput unless ``value`` lies within ``bounds``, both included."""
    low, high = bounds
    if not low <= value <= high:
        raise InvalidInput(f"{_name(field)} must be from {low} to {high}, not {value}.", field=field)


def check_count(count: int, most: int, *, field: str) -> None:
    """InvalidInput unless there are 1 to ``most`` of something."""
    if not 1 <= count <= most:
        raise InvalidInput(f"{_name(field)} must be 1 to {most:,}, not {count:,}. Ask in parts.", field=field)


def check_text(text: str, longest: int, *, field: str, may_be_empty: bool = False, called: str = "") -> None:
    """InvalidInput unless ``text`` is not empty, short enough, and of characters that can be stored.

    ``called`` is what messages call it, if not by its field.
    """
    called = called or _name(field)
    if not may_be_empty and not text.strip():
        raise InvalidInput(f"{called} is empty; give some text.", field=field)
    if len(text) > longest:
        raise InvalidInput(
            f"{called} has {len(text):,} characters; at most {longest:,} are taken. Split it.",
            field=field,
        )
    if "\0" in text:
        raise InvalidInput(
            f"{called} contains a NUL character (U+0000) at {text.index(chr(0))}; remove it.",
            field=field,
        )
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InvalidInput(
            f"{called} contains half a character (lone surrogate U+{ord(text[error.start]):04X}) at "
            f"{error.start}; the text was cut or wrongly decoded.",
            field=field,
        ) from None


def _name(field: str) -> str:
    return field.lstrip("/") or "the value"
