"""/api/v2/memories/{name}/units: lists, additions, many changes at once."""

from __future__ import annotations

from typing import Any

import pytest

from tests.tmserver.conftest import Client

UNITS = "/api/v2/memories/chile-1973/units"
YES = {"texts": [{"language": "ru", "text": "Да."}, {"language": "es", "text": "Sí."}]}


def listed(client: Client, query: str) -> list[int]:
    """The ids of all pages of three."""
    found: list[int] = []
    cursor = ""
    while True:
        page = client.get(f"{UNITS}?limit=3&{query}&cursor={cursor}").json
        found += [unit["id"] for unit in page["items"]]
        if page["next"] is None:
            assert page["total"] == len(found)
            return found
        cursor = page["next"]


def test_pages(client: Client) -> None:
    """Page by page all units come once, in the order asked for, and backwards."""
    assert listed(client, "") == list(range(1, 21))
    assert listed(client, "sort=-document") == list(range(20, 0, -1))
    client.patch("/api/v2/units/5", json={"status": "draft"}, headers={"If-Match": "*"})
    assert listed(client, "sort=changed")[-1] == 5
    assert listed(client, "sort=-changed")[0] == 5


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("language=es", 20),
        ("language=es-CL", 0),
        ("language=de", 0),
        ("document=chile-1973", 20),
        ("document=other", 0),
        ("status=reviewed&status=draft", 20),
        ("status=draft", 0),
        ("author=tmserver", 20),
        ("author=anna", 0),
        ("since=2020-01-01T00:00:00Z", 20),
        ("before=2020-01-01T00:00:00Z", 0),
        ("contains=allanamientos", 1),
        ("contains=ALLANAMIENTOS", 0),
        ("contains=allanamientos&language=ru", 0),
        ("contains=прочесывание&language=ru&status=reviewed", 1),
        ("contains=%25", 0),
    ],
)
def test_filters(client: Client, query: str, found: int) -> None:
    """Each narrows the list."""
    assert client.get(f"{UNITS}?{query}").json["total"] == found


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("limit=0", "/limit"),
        ("sort=text", "/sort"),
        ("cursor=abc", "/cursor"),
        ("cursor=WyJjaGFuZ2VkIiwxLDJd", "/cursor"),
        ("status=good", "/status/0"),
        ("since=yesterday", "/since"),
        ("since=0001-01-01T00:00:00%2B23:00", "/since"),
        ("contains=%00", "/contains"),
        ("memory=x", "/memory"),
    ],
)
def test_wrong_queries(client: Client, query: str, pointer: str) -> None:
    """The wrong parameter is named; a cursor of a list in another order is none of this one."""
    answer = client.get(f"{UNITS}?{query}")
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, pointer)


def test_add(client: Client) -> None:
    """201 with address and ETag; an equal one is stored once."""
    added = client.post(UNITS, json=YES | {"document": "a", "why": "new"})
    assert added.status_code == 201
    assert client.get(added.headers["Location"]).json == added.json
    assert added.json["source_language"] == "ru"
    again = client.post(UNITS, json=YES)
    assert (again.status_code, again.json) == (200, added.json)


def test_many_changes_at_once(client: Client) -> None:
    """A result for each, in their order."""
    answer = client.post(
        f"{UNITS}/bulk",
        json={
            "add": [YES],
            "edit": [{"unit": 3, "revision": 1, "status": "draft"}, {"unit": 4}],
            "delete": [{"unit": 5}],
        },
    )
    assert [(each["unit"], each["action"]) for each in answer.json["results"]] == [
        (21, "added"),
        (3, "edited"),
        (4, "unchanged"),
        (5, "deleted"),
    ]
    assert client.get(f"{UNITS}?status=draft").json["total"] == 1
    assert client.get("/api/v2/units/5").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "status", "pointer"),
    [
        ({"delete": [{"unit": 99}]}, 404, "/delete/0/unit"),
        ({"edit": [{"unit": 4, "texts": [{"language": "ru", "text": ""}]}]}, 422, "/edit/0/texts/0/text"),
        ({"edit": [{"unit": 4, "revision": 9, "status": "draft"}]}, 412, None),
    ],
)
def test_all_or_nothing(client: Client, wrong: dict[str, Any], status: int, pointer: str | None) -> None:
    """One item that cannot be done leaves everything as it was; the error points to it."""
    answer = client.post(f"{UNITS}/bulk", json={"add": [YES], **wrong})
    assert answer.status_code == status
    errors = answer.json.get("errors", [{}])
    assert answer.json.get("pointer", errors[0].get("pointer")) == pointer
    assert client.get(UNITS).json["total"] == 20


def test_an_empty_or_unknown_memory(client: Client) -> None:
    """Nothing to do is refused; a memory that is none is 404."""
    assert client.post(f"{UNITS}/bulk", json={}).status_code == 422
    assert client.get("/api/v2/memories/none/units").status_code == 404
    assert client.post("/api/v2/memories/none/units", json=YES).status_code == 404
