"""GET /api/v2/concordance."""

from __future__ import annotations

import pytest

from tests.tmserver.conftest import Client


def test_it_works(client: Client) -> None:
    """A Russian word is found in another case; spans say where, and the translations stand beside."""
    answer = client.get("/api/v2/concordance", query_string={"q": "заводов", "language": "ru", "limit": 1})
    assert answer.status_code == 200
    (item,) = answer.json["items"]
    assert (answer.json["total"], answer.json["more"], answer.json["next"]) == (2, False, str(item["unit"]))
    assert item["memory"] == "chile-1973"
    russian, *others = item["texts"]
    assert [russian["text"][start:end] for start, end in russian["spans"]] == ["завод", "заводы"]
    assert {other["language"]: other["spans"] for other in others} == {"es": [], "en": []}


def test_pages(client: Client) -> None:
    """One page leads to another, to the end, by what it gives as next."""
    query = {"q": "the", "limit": "7"}
    seen: list[int] = []
    while True:
        page = client.get("/api/v2/concordance", query_string=query).json
        seen += [item["unit"] for item in page["items"]]
        if page["next"] is None:
            break
        query["cursor"] = page["next"]
    assert len(seen) == page["total"] == len(set(seen))
    assert seen == sorted(seen, reverse=True)


@pytest.mark.parametrize(
    ("query", "status", "pointer"),
    [
        ({}, 422, "/q"),
        ({"q": "*"}, 422, "/q"),
        ({"q": "x" * 501}, 422, "/q"),
        ({"q": "завод", "limit": "0"}, 422, "/limit"),
        ({"q": "завод", "limit": "101"}, 422, "/limit"),
        ({"q": "завод", "cursor": "' OR 1"}, 422, "/cursor"),
    ],
)
def test_limits(client: Client, query: dict[str, str], status: int, pointer: str) -> None:
    """Every parameter has a limit, and the answer points to the wrong one."""
    answer = client.get("/api/v2/concordance", query_string=query)
    assert answer.status_code == status
    assert answer.json["errors"][0]["pointer"] == pointer


def test_unknown_names(client: Client) -> None:
    """An unknown memory or language is 404 with the known ones."""
    for name, known in (("memory", ["chile-1973"]), ("language", ["en", "es", "ru"])):
        answer = client.get("/api/v2/concordance", query_string={"q": "завод", name: "nowhere"})
        assert (answer.status_code, answer.json["known"]) == (404, known)
