"""Which requests wait for each other, and that none waits for ever."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import Any

import pytest

from tests.tmserver.conftest import Client
from tmserver import turn
from tmserver.app import create_app
from tmserver.gate.turns import Turns
from tmserver.settings import Settings

LOOKUP = "/api/v2/lookup?source=es&target=ru&text=obreros"


@pytest.mark.parametrize(
    ("method", "path", "waits"),
    [
        ("GET", "/api/v2/lookup", True),
        ("GET", "/tmserver/es/ru/unit/los obreros", True),
        ("GET", "/api/v1//es/ru/unit/a/b\nc", True),
        ("POST", "/api/v2/lookup", False),
        ("PUT", "/tmserver/es/ru/unit/obreros", False),
        ("GET", "/tmserver/languages/", False),
        ("GET", "/api/v2/concordance", False),
        ("GET", "/", False),
    ],
)
def test_lookups_wait(method: str, path: str, waits: bool) -> None:
    """Lookups of one segment do, by both interfaces; uploads, lists and searches that may be long do not."""
    held: list[bool] = []

    def application(_environ: dict[str, Any], _start: Any) -> list[bytes]:
        lock: Lock = turns._turn
        held.append(lock.locked())
        with turn.given_up():
            held.append(lock.locked())
        return []

    turns = Turns(application)
    turns({"REQUEST_METHOD": method, "PATH_INFO": path}, None)
    assert held == [waits, False]


def test_a_key_in_the_path(settings: Settings) -> None:
    """Clients that can send their key nowhere else wait like the others."""
    app = create_app(settings)
    waits: list[bool] = []
    app.before_request_funcs[None].insert(0, lambda: waits.append(turn._held.get() is not None))
    app.test_client().get("/tmserver/tms_unknown/es/ru/unit/obreros")
    assert waits == [True]
    app.extensions["tmserver"].close()


def test_lookups_beside_writes(settings: Settings) -> None:
    """Threads that look up and add at once are all answered, the index being brought up to date meanwhile."""
    app = create_app(settings)

    def ask(number: int) -> set[int]:
        client: Client = app.test_client()
        texts = [
            {"language": "es", "text": f"Los obreros {number}."},
            {"language": "ru", "text": f"Р {number}"},
        ]
        added = client.post("/api/v2/memories/chile-1973/units", json={"texts": texts})
        return {added.status_code, *(client.get(LOOKUP).status_code for _ in range(5))}

    with ThreadPoolExecutor(8) as threads:
        assert set().union(*threads.map(ask, range(40))) == {200, 201}
    app.extensions["tmserver"].close()
