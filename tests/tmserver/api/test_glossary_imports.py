"""POST /api/v2/glossaries/{name}/import."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest

from tests.tmserver.conftest import Client

TABLE = "ru,es\nзавод,fábrica\nрабочий,obrero\n".encode()


def sent(client: Client, name: str, content: bytes = TABLE, **fields: Any) -> Any:
    """The answer to a file sent to a glossary."""
    data = {"file": (BytesIO(content), "terms.csv")} | fields
    return client.post(f"/api/v2/glossaries/{name}/import", data=data)


def test_concepts_are_stored(client: Client) -> None:
    """First what would be done, then it is done, and a second time nothing changes."""
    dry = sent(client, "work", create="true", dry_run="true").json
    assert (dry["dry_run"], dry["created"], dry["added"]) == (True, True, 2)
    assert client.get("/api/v2/glossaries/work").status_code == 404
    stored = sent(client, "work", create="true").json
    assert (stored["added"], len(stored["changes"])) == (2, 2)
    again = sent(client, "work").json
    assert (again["created"], again["added"], again["unchanged"]) == (False, 0, 2)
    assert client.get("/api/v2/glossaries/work").json["concepts"] == 2


@pytest.mark.parametrize(
    ("name", "content", "fields", "status"),
    [
        ("nowhere", TABLE, {}, 404),
        ("chile-1973", b"<tbx>", {}, 422),
        ("chile-1973", b"", {}, 422),
        ("chile-1973", TABLE, {"source": "ru"}, 422),
        ("chile-1973", TABLE, {"file": "x"}, 422),
        ("a b", TABLE, {"create": "true"}, 422),
    ],
)
def test_what_cannot_be_stored(
    client: Client, name: str, content: bytes, fields: dict[str, Any], status: int
) -> None:
    """The problem says why."""
    data = {"file": (BytesIO(content), "terms.csv")} | fields
    answer = client.post(f"/api/v2/glossaries/{name}/import", data=data, content_type="multipart/form-data")
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json"), answer.text
