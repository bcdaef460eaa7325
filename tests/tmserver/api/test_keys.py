"""Keys over HTTP, and the log of what was done."""

from __future__ import annotations

from typing import Any

import pytest

from tests.tmserver.conftest import Client
from tmserver.services.access.keys import NewKey, create_key
from tmserver.services.database import open_database
from tmserver.settings import Settings

KEYS = "/api/v2/keys"


@pytest.fixture
def admin(settings: Settings) -> dict[str, str]:
    """The headers of an administrator's key."""
    secret = create_key(open_database(settings), NewKey("root", "admin"), by="console").secret
    return {"Authorization": f"Bearer {secret}"}


def test_a_key_from_first_to_last(client: Client, admin: dict[str, str]) -> None:
    """201 with its text, which no list has; it works until it is revoked; the log has it all."""
    wanted = {"name": "weblate", "memories": ["chile-1973"], "expires_at": "2099-12-31T00:00:00Z"}
    made = client.post(KEYS, json=wanted, headers=admin)
    assert made.status_code == 201
    mine = {"Authorization": f"Bearer {made.json['key']}"}
    assert [each["name"] for each in client.get("/api/v2/memories", headers=mine).json["memories"]] == [
        "chile-1973"
    ]
    listed = client.get(KEYS, headers=admin)
    assert [(each["name"], each["scope"], each["created_by"]) for each in listed.json["keys"]] == [
        ("root", "admin", "console"),
        ("weblate", "read", "root"),
    ]
    assert listed.json["keys"][1]["expires_at"] == "2099-12-31T00:00:00Z"
    assert made.json["key"] not in listed.text
    assert client.delete(f"{KEYS}/weblate", headers=admin).status_code == 204
    assert client.get("/api/v2/memories", headers=mine).status_code == 401
    assert len(client.get(KEYS, headers=admin).json["keys"]) == 1
    assert len(client.get(f"{KEYS}?all=true", headers=admin).json["keys"]) == 2
    entries = client.get("/api/v2/log?by=root", headers=admin).json["items"]
    assert [(each["subject"], each["name"], each["action"], each["item"]) for each in entries] == [
        ("key", "weblate", "revoke", None),
        ("key", "weblate", "create", None),
    ]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 422),
        ({"name": "../x"}, 422),
        ({"name": "x", "scope": "root"}, 422),
        ({"name": "x", "memories": ["nowhere"]}, 404),
        ({"name": "x", "expires_at": "2020-01-01T00:00:00Z"}, 422),
        ({"name": "root"}, 409),
    ],
)
def test_what_cannot_be(client: Client, admin: dict[str, str], body: dict[str, Any], status: int) -> None:
    """Wrong wishes are refused, and no key is made."""
    assert client.post(KEYS, json=body, headers=admin).status_code == status
    assert len(client.get(KEYS, headers=admin).json["keys"]) == 1
    assert client.delete(f"{KEYS}/nobody", headers=admin).status_code == 404


def test_a_limited_administrator(client: Client, settings: Settings, admin: dict[str, str]) -> None:
    """Who sees one memory makes no key that sees more, and reads that memory's log alone."""
    limited = create_key(open_database(settings), NewKey("boss", "admin", ("chile-1973",))).secret
    headers = {"Authorization": f"Bearer {limited}"}
    assert client.post(KEYS, json={"name": "x", "scope": "admin"}, headers=headers).status_code == 403
    assert client.get(KEYS, headers=headers).status_code == 403
    entries = client.get("/api/v2/log", headers=headers).json["items"]
    assert {(each["subject"], each["name"]) for each in entries} == {("memory", "chile-1973")}
    assert client.get("/api/v2/log?memory=other", headers=headers).status_code == 404


def test_the_log_page_by_page(client: Client) -> None:
    """All kinds of changes once each, the latest first, whatever the size of the page."""
    unit = client.get("/api/v2/memories/chile-1973/units").json["items"][0]["id"]
    change = {"document": "x", "why": "tidy"}
    client.patch(f"/api/v2/units/{unit}", json=change, headers={"If-Match": "*"})
    client.delete(f"/api/v2/units/{unit}", headers={"If-Match": "*"})
    whole = client.get("/api/v2/log").json
    assert [(each["item"], each["action"], each["why"]) for each in whole["items"][:2]] == [
        (str(unit), "delete", ""),
        (str(unit), "edit", "tidy"),
    ]
    assert whole["total"] == len(whole["items"]) == 6
    pages: list[Any] = []
    cursor: str | None = ""
    while cursor is not None:
        page = client.get("/api/v2/log", query_string={"limit": 1, "cursor": cursor}).json
        pages += page["items"]
        cursor = page["next"]
    assert pages == whole["items"]
    assert client.get("/api/v2/log?cursor=x").status_code == 422
    assert client.get("/api/v2/log?memory=chile-1973&since=2099-01-01").json["items"] == []
