"""Deadlines: of a thread, nested, and lifted for what must be finished."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from math import inf

import pytest

from tmserver import deadline
from tmserver.errors import TookTooLong


def test_without_one() -> None:
    """Work takes as long as it likes."""
    deadline.check()
    assert deadline.remaining() == inf


def test_it_ends_with_its_block() -> None:
    """Used up within, away behind; a block within may have all the time it needs."""
    with deadline.limited(0):
        with deadline.limited(inf):
            deadline.check()
        with pytest.raises(TookTooLong, match="request_seconds"):
            deadline.check()
        assert deadline.remaining() == 0
    assert not deadline.is_over()


def test_it_is_of_one_thread() -> None:
    """What others do has nothing to do with it."""
    with deadline.limited(0), ThreadPoolExecutor() as others:
        assert others.submit(deadline.remaining).result() == inf
