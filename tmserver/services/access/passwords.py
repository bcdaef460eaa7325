"""Passwords of people: what may be one, and their Argon2 hashes."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from tmserver.errors import InvalidInput

LENGTH = (10, 1_000)
"""Shortest and longest password, in characters: long ones need no rules of digits and capitals."""

_HASHER = PasswordHasher()


def hashed(password: str) -> str:
    """The Argon2id hash to store; InvalidInput if this cannot be a password."""
    shortest, longest = LENGTH
    if not shortest <= len(password) <= longest:
        message = f"A password has {shortest} to {longest:,} characters, not {len(password):,}."
        raise InvalidInput(message, field="/password")
    if len(set(password)) < shortest // 2:
        raise InvalidInput("A password of so few different characters is guessed at once.", field="/password")
    try:
        return _HASHER.hash(password)
    except UnicodeEncodeError:
        message = "The password has half a character (lone surrogate); choose another."
        raise InvalidInput(message, field="/password") from None


def is_right(stored: str | None, password: str) -> bool:
    """Whether that is the password of a stored hash; without one False, and found out just as slowly."""
    try:
        return _HASHER.verify(stored or _nobodys(), password) and stored is not None
    except (VerificationError, UnicodeEncodeError):
        return False


def is_outdated(stored: str) -> bool:
    """Whether the hash was made with less effort than new ones are."""
    return _HASHER.check_needs_rehash(stored)


@cache
def _nobodys() -> str:
    return _HASHER.hash("nobody's password")
