"""GET /metrics: what is counted, and who may see it."""

from __future__ import annotations

import re

import pytest

from tests.tmserver.conftest import Client
from tmserver.services.access.keys import NewKey, create_key
from tmserver.services.database import open_database
from tmserver.settings import Settings

LOOKUP = {
    "source": "ru",
    "target": "es",
    "segments": [{"text": "Тогда вооруженные силы начали прочесывание."}, {"text": "ничего такого"}],
}


def read(client: Client) -> dict[str, float]:
    """The samples by name and labels."""
    lines = client.get("/metrics").text.splitlines()
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines if line[0] != "#")}


def test_what_is_counted(client: Client) -> None:
    """Lookups with their matches and times, requests by route and status, units, jobs."""
    before = read(client)
    assert client.post("/api/v2/lookup", json=LOOKUP).status_code == 200
    client.get("/nothing/here")
    after = read(client)

    def grown(name: str) -> float:
        return after.get(name, 0) - before.get(name, 0)

    assert grown("tmserver_lookups_total") == 2
    assert grown("tmserver_matches_total") == 1
    assert grown("tmserver_lookup_seconds_count") == 1
    assert grown('tmserver_requests_total{method="POST",route="/api/v2/lookup",status="200"}') == 1
    assert grown('tmserver_requests_total{method="-",route="-",status="404"}') == 1
    assert grown('tmserver_request_seconds_count{route="/api/v2/lookup"}') == 1
    assert after['tmserver_units{language="ru"}'] == 20
    assert after['tmserver_jobs{state="queued"}'] == 0


def test_no_names_and_no_texts(client: Client) -> None:
    """Labels are languages, states, routes and methods."""
    client.get("/tmserver/ru/es/unit/секрет")
    client.open("/api/v2/lookup", method="SECRET")
    text = client.get("/metrics").text
    assert not re.search("секрет|SECRET|chile|%D1", text)


AWAY = {"environ_base": {"REMOTE_ADDR": "10.0.0.7"}}


def test_programs_of_this_machine_need_no_key(settings: Settings, client: Client) -> None:
    """Where everybody else does; nor do those who ask for somebody else through a proxy."""
    create_key(open_database(settings), NewKey("one"))
    assert client.get("/metrics").status_code == 200
    assert client.get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 403
    assert client.get("/metrics", **AWAY).status_code == 403


@pytest.mark.parametrize(
    ("scope", "memories", "status"),
    [("admin", (), 200), ("admin", ("chile-1973",), 403), ("write", (), 403), ("read", (), 403)],
)
def test_keys(settings: Settings, client: Client, scope: str, memories: tuple[str, ...], status: int) -> None:
    """From elsewhere only a key that may see and do everything opens the door."""
    key = create_key(open_database(settings), NewKey("monitor", scope, memories)).secret
    assert client.get("/metrics", headers={"Authorization": f"Bearer {key}"}, **AWAY).status_code == status
