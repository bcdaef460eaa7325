"""/api/v2/terms, recognise and check."""

from __future__ import annotations

import pytest

from tests.tmserver.conftest import Client

CHILE = ["chile-1973"]


def test_terms_are_listed_by_their_text(client: Client) -> None:
    """Each with its concept and glossary, page by page without a gap."""
    first = client.get("/api/v2/terms?language=ru&letter=к&limit=3").json
    rest = client.get(f"/api/v2/terms?language=ru&letter=к&limit=100&cursor={first['next']}").json
    texts = [term["text"].casefold() for term in (*first["items"], *rest["items"])]
    assert len(texts) == first["total"]
    assert texts == sorted(texts)
    assert {term["glossary"] for term in first["items"]} == {"chile-1973"}


def test_a_term_just_saved_is_listed_and_found(client: Client) -> None:
    """The lists and the recognition follow the database."""
    assert client.get("/api/v2/terms?q=уачипато-2").json["total"] == 0
    body = {"terms": [{"language": "ru", "text": "Уачипато-2"}]}
    client.post("/api/v2/glossaries/chile-1973/concepts", json=body)
    assert client.get("/api/v2/terms?q=уачипато-2").json["total"] == 1
    found = client.post("/api/v2/recognise", json={"language": "ru", "texts": ["В Уачипато-2."]}).json
    assert [each["form"] for each in found["results"][0]["occurrences"]] == ["Уачипато-2"]


def test_terms_are_recognised_in_any_form(client: Client) -> None:
    """One answer for each text, with the terms to use in the target language."""
    texts = ["На промышленных кордонах", "Ничего."]
    body = {"language": "ru", "texts": texts, "target": "es", "glossaries": CHILE}
    first, second = client.post("/api/v2/recognise", json=body).json["results"]
    (found,) = first["occurrences"]
    assert (found["concept"], found["start"], found["end"]) == ("industrial-cordon", 3, 24)
    assert found["targets"][0] == {"term": "cordón industrial", "status": "preferred"}
    assert second == {"text": "Ничего.", "occurrences": []}


def test_a_pair_is_checked(client: Client) -> None:
    """Numbers without a glossary, terms with one, messages in the language asked for."""
    pair = {"source": "ru", "target": "es", "source_text": "В 1973 году кордон.", "target_text": "En 1937."}
    plain = client.post("/api/v2/check", json=pair).json
    assert plain["summary"] == {"units": 1, "by_check": {"number": 1}}
    full = client.post("/api/v2/check", json=pair | {"glossaries": CHILE, "language": "ru"}).json
    assert {finding["check"] for finding in full["findings"]} == {"number", "term-missing"}
    only = client.post("/api/v2/check", json=pair | {"glossaries": CHILE, "only": ["term-missing"]}).json
    assert only["summary"]["by_check"] == {"term-missing": 1}
    skipped = client.post("/api/v2/check", json=pair | {"skip": ["number"]}).json
    assert skipped["findings"] == []


def test_a_check_sees_changes_of_the_glossary(client: Client) -> None:
    """What is compiled is compiled anew when the glossary has changed."""
    pair = {"source": "ru", "target": "es", "source_text": "Кордон.", "target_text": "El cinturón."}
    body = pair | {"glossaries": CHILE, "only": ["term-missing"]}
    assert len(client.post("/api/v2/check", json=body).json["findings"]) == 1
    cordon = "/api/v2/glossaries/chile-1973/concepts/industrial-cordon"
    assert client.delete(cordon, headers={"If-Match": "*"}).status_code == 204
    assert client.post("/api/v2/check", json=body).json["findings"] == []


@pytest.mark.parametrize(
    ("path", "body", "status", "pointer"),
    [
        ("recognise", {"language": "ru", "texts": []}, 422, "/texts"),
        ("recognise", {"language": "ru", "texts": ["а"] * 1001}, 422, "/texts"),
        ("recognise", {"language": "ru", "texts": ["а" * 10_001]}, 422, "/texts/0"),
        ("recognise", {"language": "xx", "texts": ["а"]}, 404, "/language"),
        ("recognise", {"language": "ru", "texts": ["а"], "glossaries": ["x"]}, 404, "/glossary"),
        ("check", {"source": "ru", "target": "ru", "source_text": "а", "target_text": "b"}, 422, "/target"),
        (
            "check",
            {"source": "ru", "target": "es", "source_text": " ", "target_text": "b"},
            422,
            "/source_text",
        ),
        (
            "check",
            {"source": "ru", "target": "es", "source_text": "а" * 10_001, "target_text": ""},
            422,
            "/source_text",
        ),
    ],
)
def test_wrong_requests(
    client: Client, path: str, body: dict[str, object], status: int, pointer: str
) -> None:
    """Each names the field."""
    answer = client.post(f"/api/v2/{path}", json=body)
    assert answer.status_code == status
    assert pointer in (
        answer.json.get("pointer"),
        *(each["pointer"] for each in answer.json.get("errors", ())),
    )
