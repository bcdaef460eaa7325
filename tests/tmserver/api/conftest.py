"""The application over a seeded database, and a client that speaks to it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from tmserver.app import create_app
from tmserver.settings import Settings


@pytest.fixture
def client(settings: Settings) -> Iterator[FlaskClient]:
    """A client of a fresh application."""
    app = create_app(settings)
    with app.test_client() as client:
        yield client
    app.extensions["tmserver"].close()
