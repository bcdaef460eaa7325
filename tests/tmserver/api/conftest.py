"""The application over a seeded database, and a client that speaks to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

import pytest

from tmserver.app import create_app
from tmserver.settings import Settings

Client: TypeAlias = Any
"""Flask's test client; typed so because it calls the JSON of every answer optional."""


@pytest.fixture
def client(settings: Settings) -> Iterator[Client]:
    """A client of a fresh application."""
    app = create_app(settings)
    with app.test_client() as client:
        yield client
    app.extensions["tmserver"].close()
