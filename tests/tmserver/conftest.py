"""A small real installation for the tests of services, API and commands: SQLite with the seed loaded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from tmserver.app import create_app
from tmserver.services.database import create_database, open_database
from tmserver.services.seed import load_seed
from tmserver.settings import Settings

Client: TypeAlias = Any
"""Flask's test client; typed so because it calls the JSON of every answer optional."""


@pytest.fixture(scope="session")
def seeded_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the seed: read it or copy it, never write to it."""
    folder = tmp_path_factory.mktemp("seeded")
    settings = Settings(database_url=f"sqlite:///{folder / 'seed.db'}", cache_folder=str(folder / "cache"))
    create_database(settings)
    database = open_database(settings)
    load_seed(database)
    database.close()
    return folder / "seed.db"


@pytest.fixture
def settings(seeded_file: Path, tmp_path: Path) -> Settings:
    """Settings of a fresh copy of the seeded database, free to be written to."""
    copy = tmp_path / "tm.db"
    copy.write_bytes(seeded_file.read_bytes())
    return Settings(database_url=f"sqlite:///{copy}", cache_folder=str(tmp_path / "cache"))


@pytest.fixture
def client(settings: Settings) -> Iterator[Client]:
    """A client of a fresh application over the seeded database."""
    app = create_app(settings)
    with app.test_client() as client:
        yield client
    app.extensions["tmserver"].close()
