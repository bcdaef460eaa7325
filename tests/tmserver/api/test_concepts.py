"""/api/v2/glossaries/{name}/concepts: concepts listed, changed, deleted, restored."""

from __future__ import annotations

import pytest

from tests.tmserver.conftest import Client

CONCEPTS = "/api/v2/glossaries/chile-1973/concepts"
CORDON = f"{CONCEPTS}/industrial-cordon"


def listed(client: Client, query: str) -> list[str]:
    """The ids of all pages of seven."""
    found: list[str] = []
    cursor = ""
    while True:
        page = client.get(f"{CONCEPTS}?limit=7&{query}&cursor={cursor}").json
        found += [concept["id"] for concept in page["items"]]
        if page["next"] is None:
            assert page["total"] == len(found)
            return found
        cursor = page["next"]


def test_pages(client: Client) -> None:
    """Page by page all concepts come once."""
    assert len(set(listed(client, ""))) == 77


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("letter=К&language=ru&q=карраскаль", ["carrascal"]),
        ("q=BARRIER&status=forbidden", ["industrial-cordon"]),
        ("q=industrial-cordon", ["industrial-cordon"]),
        ("letter=к&language=es", []),
        ("language=de", []),
        ("domain=nothing", []),
        ("status=forbidden&language=en&q=barrier", ["industrial-cordon"]),
        ("status=preferred&language=en&q=barrier", ["barricade"]),
    ],
)
def test_filters(client: Client, query: str, ids: list[str]) -> None:
    """Each narrows the list; language, letter and status are of one and the same term."""
    assert listed(client, query) == ids


def test_a_concept_is_changed_at_its_revision_only(client: Client) -> None:
    """Who has read an older state gets 412 with the concept as it is now; no If-Match is 428."""
    etag = client.get(CORDON).headers["ETag"]
    first = client.patch(CORDON, json={"domain": "industry", "why": "typo"}, headers={"If-Match": etag})
    assert (first.status_code, first.json["domain"]) == (200, "industry")
    second = client.patch(CORDON, json={"domain": "other"}, headers={"If-Match": etag})
    assert (second.status_code, second.json["current"]) == (412, first.json)
    assert client.patch(CORDON, json={"domain": "other"}).status_code == 428
    (step,) = client.get(f"{CORDON}/history").json["steps"]
    assert (step["action"], step["why"]) == ("edit", "typo")
    assert "industry" in step["differences"][0]


def test_a_whole_concept_takes_the_place(client: Client) -> None:
    """What GET answers PUT takes; what is absent is empty afterwards."""
    concept = client.get(CORDON).json
    body = {name: value for name, value in concept.items() if name not in ("id", "revision")}
    body["terms"] = [
        {name: value for name, value in term.items() if not name.startswith("changed_")}
        for term in concept["terms"]
    ]
    assert client.put(CORDON, json=body, headers={"If-Match": "*"}).json["terms"] == concept["terms"]
    short = client.put(CORDON, json={"terms": body["terms"][:1]}, headers={"If-Match": "*"}).json
    assert (len(short["terms"]), short["definitions"], short["domain"]) == (1, [], "")


def test_delete_and_restore(client: Client) -> None:
    """A deleted concept comes back; any comes back as it was at an earlier revision."""
    before = client.get(CORDON).json
    assert client.delete(f"{CORDON}?why=twice", headers={"If-Match": "*"}).status_code == 204
    assert client.get(CORDON).status_code == 404
    after = client.post(f"{CORDON}/restore", json={}).json
    assert after == before | {"revision": after["revision"]}
    assert client.post(f"{CORDON}/restore", json={}).status_code == 422
    client.patch(CORDON, json={"terms": []}, headers={"If-Match": "*"})
    back = client.post(f"{CORDON}/restore", json={"revision": after["revision"]}).json
    assert back["terms"] == before["terms"]


@pytest.mark.parametrize("name", ["a/b", "/a", "a//b", "a b", "ё", "history", "%", "a?b#c"])
def test_any_id_has_an_address(client: Client, name: str) -> None:
    """Slashes and whatever else an id holds are found at the address that the answer names."""
    made = client.post(CONCEPTS, json={"id": name, "terms": [{"language": "ru", "text": "слово"}]})
    assert made.status_code == 201
    assert client.get(made.headers["Location"]).json == made.json
    assert client.post(CONCEPTS, json={"id": name, "terms": []}).status_code == 409


def test_wrong_concepts(client: Client) -> None:
    """Each is refused with a pointer to the field."""
    wrong = {
        "/terms/0/status": {"terms": [{"language": "ru", "text": "а", "status": "good"}]},
        "/terms/0/text": {"terms": [{"language": "ru"}]},
        "/language": {"terms": [{"language": "zz-zz-zz", "text": "а"}]},
        "/id": {"id": "a\nb", "terms": []},
        "/kind": {"kind": "thing", "terms": []},
    }
    for pointer, body in wrong.items():
        answer = client.post(CONCEPTS, json=body)
        assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, pointer)
    assert client.post("/api/v2/glossaries/none/concepts", json={"terms": []}).status_code == 404
