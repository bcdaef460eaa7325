"""GET /health, /health/live and /health/ready."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from tests.tmserver.conftest import Client
from tmserver.app import create_app
from tmserver.services import searches
from tmserver.services.lookup import LookupRequest, LookupService, Segment
from tmserver.settings import Settings
from tmserver.store.database import Database


@pytest.mark.parametrize("address", ["/health", "/health/live", "/health/ready"])
def test_it_works(client: Client, address: str) -> None:
    """200 to anybody, from anywhere."""
    assert client.get(address, environ_base={"REMOTE_ADDR": "10.0.0.7"}).status_code == 200


def test_without_the_database(client: Client, settings: Settings) -> None:
    """The process lives, and is not ready; the reason is told."""
    Path(settings.database_url.removeprefix("sqlite:///")).unlink()
    assert client.get("/health/live").status_code == 200
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert "tmserver init" in answer.json["detail"]


def test_a_database_of_another_version(client: Client, settings: Settings) -> None:
    """Changed under a server that runs: it is not ready any more."""
    assert client.get("/health/ready").status_code == 200
    database = Database(settings.database_url)
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE tmserver_version SET version_num = '9999'"))
    database.close()
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert "newer version" in answer.json["detail"]


def test_indexes_are_open_once_it_is_ready(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that an earlier server left; a damaged one is no reason not to serve."""
    monkeypatch.setattr(searches, "SNAPSHOT_FROM", 1)
    database = Database(settings.database_url)
    service = LookupService(database, settings)
    service.matches(LookupRequest("ru", "es", (Segment("завод"),)))
    service.close()
    database.close()
    (path,) = Path(settings.cache_folder).glob("*.index")
    for _ in ("whole", "damaged"):
        app = create_app(settings)
        with app.test_client() as client:
            assert client.get("/health/ready").status_code == 200
        assert [key[2] for key in app.extensions["tmserver"].lookup._searches._kept] == ["ru"]
        app.extensions["tmserver"].close()
        path.write_bytes(path.read_bytes()[:100])
        path = next(Path(settings.cache_folder).glob("*.index"))
