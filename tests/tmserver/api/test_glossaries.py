"""/api/v2/glossaries: glossaries as wholes."""

from __future__ import annotations

import pytest

from tests.tmserver.conftest import Client

CHILE = "/api/v2/glossaries/chile-1973"


def test_list(client: Client) -> None:
    """Glossaries come with their concepts and terms counted."""
    (found,) = client.get("/api/v2/glossaries").json["glossaries"]
    assert (found["name"], found["concepts"]) == ("chile-1973", 77)
    assert client.get(CHILE).json == found


def test_a_glossary_is_made_edited_and_deleted(client: Client) -> None:
    """Each step is seen by the next; a deleted one comes back with its concepts."""
    made = client.post("/api/v2/glossaries", json={"name": "work"})
    assert (made.status_code, made.headers["Location"]) == (201, "/api/v2/glossaries/work")
    assert client.post("/api/v2/glossaries", json={"name": "work"}).status_code == 409
    terms = [{"language": "ru", "text": "кордон"}]
    assert client.post("/api/v2/glossaries/work/concepts", json={"terms": terms}).status_code == 201
    edited = client.patch("/api/v2/glossaries/work", json={"name": "travail", "title": "T"}).json
    assert (edited["name"], edited["title"], edited["concepts"]) == ("travail", "T", 1)
    assert client.delete("/api/v2/glossaries/travail").status_code == 204
    assert client.get("/api/v2/glossaries/travail").status_code == 404
    restored = client.post("/api/v2/glossaries/travail/restore", json={}).json
    assert restored["concepts"] == 1
    assert client.post("/api/v2/glossaries/travail/restore", json={}).status_code == 404


def test_a_name_taken_meanwhile_stays(client: Client) -> None:
    """A restored glossary takes no other one's name."""
    client.post("/api/v2/glossaries", json={"name": "work"})
    client.delete("/api/v2/glossaries/work")
    client.post("/api/v2/glossaries", json={"name": "work"})
    assert client.post("/api/v2/glossaries/work/restore", json={}).status_code == 409
    assert client.patch("/api/v2/glossaries/work", json={"name": "a/b"}).status_code == 422


@pytest.mark.parametrize(
    ("query", "name", "start"),
    [
        ("", "chile-1973.tbx", b"<?xml"),
        ("format=tbx2", "chile-1973.tbx", b"<?xml"),
        ("format=csv", "chile-1973.csv", b"concept,language,term"),
        ("format=tsv", "chile-1973.tsv", b"concept\tlanguage"),
        ("format=omegat&source=es&target=ru", "chile-1973.txt", "poder popular\tнародная".encode()),
    ],
)
def test_export(client: Client, query: str, name: str, start: bytes) -> None:
    """Every format comes as a file under the glossary's name."""
    with client.get(f"{CHILE}/export?{query}") as answer:
        assert f"filename={name}" in answer.headers["Content-Disposition"]
        assert answer.data.startswith(start)


def test_an_unchanged_export_is_not_sent_again(client: Client) -> None:
    """304 until the glossary changes, or another format is asked for."""
    with client.get(f"{CHILE}/export?format=omegat&source=es&target=ru") as answer:
        kept = {"If-None-Match": answer.headers["ETag"]}
    again = client.get(f"{CHILE}/export?format=omegat&source=es&target=ru", headers=kept)
    assert (again.status_code, again.data) == (304, b"")
    with client.get(f"{CHILE}/export?format=csv", headers=kept) as answer:
        assert answer.status_code == 200
    client.post(f"{CHILE}/concepts", json={"terms": [{"language": "es", "text": "palabra nueva"}]})
    with client.get(f"{CHILE}/export?format=omegat&source=es&target=ru", headers=kept) as answer:
        assert answer.status_code == 200


def test_an_export_for_omegat_needs_both_languages(client: Client) -> None:
    """The missing one is named."""
    answer = client.get(f"{CHILE}/export?format=omegat&source=es")
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/target")
