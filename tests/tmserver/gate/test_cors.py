"""Pages of other sites that the setting cors_origins names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.tmserver.conftest import Client
from tmserver.app import create_app
from tmserver.settings import Settings

SITE = "https://cat.example"
MEMORIES = "/api/v2/memories"
ASKED = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}


@pytest.fixture
def shared(settings: Settings) -> Iterator[Client]:
    """A client of an application that pages of SITE may use."""
    app = create_app(replace(settings, cors_origins=f"https://other.example, {SITE}/"))
    with app.test_client() as client:
        yield client
    app.extensions["tmserver"].close()


def test_a_named_site(shared: Client) -> None:
    """Its browser is told that it may send a key and read the answer, but no cookie is asked for."""
    before = shared.options("/api/v2/lookup", headers={"Origin": SITE, **ASKED})
    assert before.status_code == 204
    assert "Authorization" in before.headers["Access-Control-Allow-Headers"]
    answer = shared.get(MEMORIES, headers={"Origin": SITE, "Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == SITE
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert "Origin" in answer.headers["Vary"]


@pytest.mark.parametrize("origin", ["https://evil.example", "http://cat.example", "null", f"{SITE}.ru"])
def test_any_other_site(shared: Client, origin: str) -> None:
    """It is refused, and told nothing that lets its page read the answer."""
    for answer in (
        shared.get(MEMORIES, headers={"Origin": origin}),
        shared.options(MEMORIES, headers={"Origin": origin, **ASKED}),
    ):
        assert answer.status_code == 403
        assert "Access-Control-Allow-Origin" not in answer.headers


def test_pages_are_not_shared(shared: Client) -> None:
    """Only the interfaces of programs are."""
    assert shared.get("/", headers={"Origin": SITE}).status_code == 403


def test_off_unless_set(client: Client) -> None:
    """Without the setting no site may."""
    assert client.options(MEMORIES, headers={"Origin": SITE, **ASKED}).status_code == 403
