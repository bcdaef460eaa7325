"""Which texts can be stored: the same on every database."""

from __future__ import annotations

import re

from tmserver.errors import InvalidInput

NAME = re.compile(r"\w[\w.-]{0,99}")

# No colon, which ends the name in HTTP Basic; no blank at an end, which nobody sees.
ACCOUNT_NAME = re.compile(r"\w([\w.@+ -]{0,98}[\w.@+-])?")

# PostgreSQL's text has no NUL; no database encodes half of a surrogate pair.
UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def check_name(name: str, field: str = "name") -> None:
    """Nothing if a memory or glossary may be called so, else InvalidInput for ``field``."""
    if not NAME.fullmatch(name) or UNSTORABLE.search(name):
        raise InvalidInput(
            f"The name {printable(name)} cannot be used. A name has 1 to 100 letters, digits, _ . - "
            "and begins with a letter, a digit or _.",
            field=field,
        )


def check_account_name(name: str) -> None:
    """Nothing if a person or a key may be called so, else InvalidInput."""
    if not ACCOUNT_NAME.fullmatch(name) or UNSTORABLE.search(name):
        raise InvalidInput(
            f"The name {printable(name)} cannot be used. A name has 1 to 100 letters, digits, blanks, "
            "_ . @ + - and begins with a letter, a digit or _.",
            field="/name",
        )


def check_text(text: str, field: str, limit: int) -> None:
    """Nothing if the text can be stored in at most ``limit`` code points, else InvalidInput for ``field``."""
    if len(text) > limit:
        raise InvalidInput(
            f"{_called(field)} has {len(text):,} characters; at most {limit:,} can be stored. Split it.",
            field=field,
        )
    found = UNSTORABLE.search(text)
    if found:
        what = "a NUL character" if found[0] == "\0" else "half of a surrogate pair"
        raise InvalidInput(
            f"{_called(field)} has {what} at position {found.start() + 1}, which cannot be stored. "
            "Remove it.",
            field=field,
        )


def _called(field: str) -> str:
    return field.lstrip("/")


def is_storable(text: str) -> bool:
    """Whether the text has neither NUL nor half of a surrogate pair; quicker than to look for them."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def printable(text: str) -> str:
    """The text quoted and cut for an error message, with nothing in it that cannot be printed."""
    return repr(text if len(text) <= 60 else text[:60] + "…").encode("utf-8", "backslashreplace").decode()
