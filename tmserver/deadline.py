"""How long the work at hand may still take. Without a deadline, as in commands and jobs, as long as it likes.

The gate sets one for each request. Loops that may be long call ``check``; the database is told how long a
statement may run. A deadline holds for the thread that set it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from math import inf
from time import monotonic

from tmserver.errors import TookTooLong

_end: ContextVar[float] = ContextVar("deadline", default=inf)


def begin(seconds: float) -> None:
    """From now on this thread's work has so many seconds; inf: as many as it likes."""
    _end.set(monotonic() + seconds)


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Give the block so many seconds; inf for what must be finished once it is begun."""
    before = _end.set(monotonic() + seconds)
    try:
        yield
    finally:
        _end.reset(before)


def remaining() -> float:
    """Seconds left, not below 0; inf without a deadline."""
    return max(0.0, _end.get() - monotonic())


def is_over() -> bool:
    """Whether the time is used up."""
    return monotonic() > _end.get()


def check() -> None:
    """Nothing while there is time; then TookTooLong."""
    if is_over():
        raise TookTooLong
