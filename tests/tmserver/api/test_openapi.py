"""The description of the API, the page that shows it, and whether the API does as it says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from benchmarks.api import exercise
from tests.tmserver.conftest import Client
from tests.tmserver.services.installation import settings_of
from tmserver.services.seed import load_seed
from tmserver.store.database import Database


def operations(client: Client) -> dict[str, dict[str, Any]]:
    """The operations of the description by method and path."""
    paths = client.get("/openapi.json").json["paths"]
    return {
        f"{method.upper()} {path}": operation
        for path, methods in paths.items()
        for method, operation in methods.items()
        if method != "parameters"
    }


def test_the_description_is_whole(client: Client) -> None:
    """Each operation has a name of its own, says what it does, and what it answers, errors too."""
    found = operations(client)
    names = [operation["operationId"] for operation in found.values()]
    assert len(names) == len(set(names)) > 40
    for operation in found.values():
        assert operation["summary"].endswith((".", ":"))
        assert {"400", "401", "403", "404", "422", "503"} <= set(operation["responses"])
        good = [answer for status, answer in operation["responses"].items() if status < "300"]
        assert all(answer["description"] for answer in good)


def test_what_needs_if_match_says_so(client: Client) -> None:
    """Each change of a unit or concept that was read has the header and its two statuses."""
    found = operations(client)
    locked = {name for name, told in found.items() if "428" in told["responses"]}
    assert locked == {
        name
        for name in found
        if re.match(r"(PUT|PATCH|DELETE) /api/v2/(units|glossaries/\{name\}/concepts)/", name)
        or name.endswith("/undo")
    }
    for name in locked:
        assert {"name": "If-Match", "in": "header"}.items() <= found[name]["parameters"][-1].items()


def test_version_and_keys(client: Client) -> None:
    """OpenAPI 3.1, with the three ways to send a key."""
    description = client.get("/openapi.json").json
    assert description["openapi"].startswith("3.1")
    assert set(description["components"]["securitySchemes"]) == {"bearer", "header", "basic"}


def test_the_page_needs_no_network(client: Client) -> None:
    """It and all that it names come from here, and its policy allows nothing else."""
    with client.get("/docs") as page:
        policy = page.headers["Content-Security-Policy"]
        names = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert "default-src 'none'" in policy
    assert "http" not in policy
    assert len(names) == 3
    for name in names:
        with client.get(f"/{name}") as file:
            assert file.status_code == 200
    assert client.get("/docs/../errors.py").status_code == 404
    assert client.get("/docs/%2e%2e/errors.py").status_code == 404


def test_every_answer_is_as_described(database: Database, tmp_path: Path) -> None:
    """500 requests, right and wrong ones: no 5xx, no status, type or field that the description lacks."""
    load_seed(database)
    found = exercise(settings_of(database, tmp_path), 500)
    assert found.failures == []
    assert sum(found.answered.values()) >= 500
