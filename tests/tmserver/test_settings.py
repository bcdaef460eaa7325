"""Settings from the environment."""

from __future__ import annotations

import pytest

from tmserver.errors import InvalidInput
from tmserver.settings import Settings


def test_environment_and_back() -> None:
    """What the environment says is taken, the rest has defaults; a child process gets the same."""
    settings = Settings.from_environment({"TMSERVER_MAX_SEGMENTS": "5", "TMSERVER_DATABASE_URL": ""})
    assert (settings.max_segments, settings.max_query_length) == (5, 10_000)
    assert settings.database_url.startswith("sqlite:///")
    assert Settings.from_environment(settings.as_environment()) == settings


@pytest.mark.parametrize("value", ["x", "-1", "0", "1.5", "1e3", "²"])
def test_numbers_that_are_none(value: str) -> None:
    """A limit is a whole number from 1; anything else names the variable."""
    with pytest.raises(InvalidInput, match="TMSERVER_MAX_SEGMENTS must be a whole number from 1"):
        Settings.from_environment({"TMSERVER_MAX_SEGMENTS": value})
