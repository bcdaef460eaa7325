"""GET /api/v2/memories, their export, the languages and the health."""

from __future__ import annotations

import pytest

from tests.tmserver.conftest import Client


def test_list(client: Client) -> None:
    """Memories come with their units counted in all, by language and by status."""
    (memory,) = client.get("/api/v2/memories").json["memories"]
    assert (memory["name"], memory["units"]) == ("chile-1973", 20)
    assert memory["languages"] == {"en": 20, "es": 20, "ru": 20}
    assert memory["statuses"] == {"reviewed": 20}


def test_export(client: Client) -> None:
    """The export is a TMX file of all units, offered under the memory's name."""
    with client.get("/api/v2/memories/chile-1973/export?format=tmx") as answer:
        assert answer.status_code == 200
        data = answer.data
    assert "filename=chile-1973.tmx" in answer.headers["Content-Disposition"]
    assert data.count(b"<tu ") + data.count(b"<tu>") == 20
    assert data.count(b"<tuv ") == 60


def test_export_of_a_pair(client: Client) -> None:
    """A source and a target narrow the file to one pair, which a bilingual format needs; it is not cached."""
    with client.get("/api/v2/memories/chile-1973/export?format=csv&source=RU&target=es") as answer:
        assert answer.data.decode("utf-8-sig").startswith("ru,es,")
        assert answer.headers["Cache-Control"] == "no-store"
    wrong = {"source=ru": "/target", "source=ru&target=xx": "/target", "": "/source"}
    for query, pointer in wrong.items():
        problem = client.get(f"/api/v2/memories/chile-1973/export?format=po&{query}").json
        assert pointer in (problem.get("pointer"), *(each["pointer"] for each in problem.get("errors", ())))


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v2/memories/nowhere/export?format=tmx", 404),
        ("/api/v2/memories/chile-1973/export?format=doc", 422),
        ("/api/v2/memories/..%2F..%2Fetc/export", 404),
        ("/api/v2/memories/%00/export", 404),
        ("/nowhere", 404),
    ],
)
def test_wrong_addresses(client: Client, path: str, status: int) -> None:
    """Unknown names and formats are problem documents."""
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"


def test_method_not_allowed(client: Client) -> None:
    """A wrong method is a problem document that names the right ones in Allow."""
    answer = client.delete("/api/v2/lookup")
    assert answer.status_code == 405
    assert answer.mimetype == "application/problem+json"
    assert "GET" in answer.headers["Allow"]


@pytest.mark.parametrize(
    ("accept", "name", "locale"),
    [
        ("ru", "испанский", "ru"),
        ("es-CL,es;q=0.9", "español", "es"),
        ("en-GB", "Spanish", "en"),
        ("tlh", "Spanish", "en"),
        ("zh-TW", "西班牙文", "zh-Hant-TW"),
        ("", "Spanish", "en"),
        ("*;q=0.1, \x01", "Spanish", "en"),
    ],
)
def test_languages(client: Client, accept: str, name: str, locale: str) -> None:
    """Languages are named in the reader's language, English where that is unknown."""
    answer = client.get("/api/v2/languages", headers={"Accept-Language": accept})
    names = {each["code"]: each["name"] for each in answer.json["languages"]}
    assert names["es"] == name
    assert answer.headers["Content-Language"].startswith(locale)


def test_health(client: Client) -> None:
    """Health is ok while the database answers."""
    assert client.get("/health").json["status"] == "ok"


def test_index(client: Client) -> None:
    """The root names the addresses to begin with, and they work."""
    links = client.get("/").json
    for link in (links["lookup"], links["memories"], links["languages"], links["description"]):
        assert client.get(link).status_code == 200


def test_a_memory_is_made_edited_and_deleted(client: Client) -> None:
    """Each step is seen by the next; a deleted one comes back with its units."""
    made = client.post("/api/v2/memories", json={"name": "work", "title": "Arbeit"})
    assert (made.status_code, made.headers["Location"]) == (201, "/api/v2/memories/work")
    assert client.post("/api/v2/memories", json={"name": "work"}).status_code == 409
    texts = [{"language": "ru", "text": "Да."}, {"language": "es", "text": "Sí."}]
    assert client.post("/api/v2/memories/work/units", json={"texts": texts}).status_code == 201
    edited = client.patch("/api/v2/memories/work", json={"name": "travail", "description": "d"}).json
    assert (edited["name"], edited["title"], edited["description"]) == ("travail", "Arbeit", "d")
    assert client.get("/api/v2/memories/work").status_code == 404
    assert client.delete("/api/v2/memories/travail").status_code == 204
    assert client.get("/api/v2/memories/travail").status_code == 404
    restored = client.post("/api/v2/memories/travail/restore", json={}).json
    assert (restored["units"], restored["languages"]) == (1, {"es": 1, "ru": 1})
    assert client.post("/api/v2/memories/travail/restore", json={}).status_code == 404


def test_a_name_that_is_taken_stays_another_memory_s(client: Client) -> None:
    """Neither renaming nor restoring takes a name away."""
    client.post("/api/v2/memories", json={"name": "work"})
    assert client.patch("/api/v2/memories/work", json={"name": "chile-1973"}).status_code == 409
    client.delete("/api/v2/memories/work")
    client.post("/api/v2/memories", json={"name": "work"})
    assert client.post("/api/v2/memories/work/restore", json={}).status_code == 409


@pytest.mark.parametrize("name", ["", "../etc", "a/b", "a" * 101, "\0", ".hidden", "a b"])
def test_names_that_cannot_be(client: Client, name: str) -> None:
    """Paths, spaces and control characters are no names."""
    answer = client.post("/api/v2/memories", json={"name": name})
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/name")
    assert client.patch("/api/v2/memories/chile-1973", json={"name": name}).status_code == 422


def test_statistics(client: Client) -> None:
    """Units by month, author and document, characters by language."""
    unit = {"texts": [{"language": "ru", "text": "Да."}], "document": "d"}
    client.post("/api/v2/memories/chile-1973/units", json=unit)
    found = client.get("/api/v2/memories/chile-1973/statistics").json
    assert sum(month["units"] for month in found["growth"]) == found["memory"]["units"] == 21
    assert found["documents"] == [{"name": "chile-1973", "units": 20}, {"name": "d", "units": 1}]
    assert found["authors"][0] == {"name": "tmserver", "created": 20, "changed": 20}
    assert set(found["characters"]) == {"ru", "es", "en"}
