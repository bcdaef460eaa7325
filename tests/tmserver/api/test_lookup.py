"""GET and POST /api/v2/lookup."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.tmserver.conftest import Client

SENTENCE = "В те первые дни июля 1973 года создавалась народная власть на местах."
EDITED = "В те первые дни июля 1974 года создавалась народная власть на местах."
PAIR = {"source": "ru", "target": "es"}


def post(client: Client, **body: Any) -> Any:
    """The answer to a lookup of ``body``, ru to es unless it says otherwise."""
    # Escaped by hand: the client cannot encode the lone surrogates that a broken program sends as \\ud800.
    return client.post("/api/v2/lookup", data=json.dumps(PAIR | body), content_type="application/json")


def test_it_works(client: Client) -> None:
    """A stored sentence comes back as 100, with its translation, place and shares."""
    answer = post(client, segments=[{"text": SENTENCE}])
    assert answer.status_code == 200
    (result,) = answer.json["results"]
    match = result["matches"][0]
    assert result["text"] == SENTENCE
    assert (match["score"], match["words"], match["characters"], match["deductions"]) == (100, 1.0, 1.0, [])
    assert match["source"] == {"language": "ru", "text": SENTENCE}
    assert match["target"]["language"] == "es"
    assert "poder popular" in match["target"]["text"]
    assert (match["memory"], match["status"], match["count"]) == ("chile-1973", "reviewed", 1)
    assert match["changed_at"].endswith("Z")


def test_changed_number(client: Client) -> None:
    """A changed year is 99, says so, and offers the target with the year put right."""
    match = post(client, segments=[{"text": EDITED}]).json["results"][0]["matches"][0]
    assert match["score"] == 99
    assert match["deductions"][0]["reason"] == "number"
    assert "1974" in match["repaired"]


def test_context(client: Client) -> None:
    """Equal text between equal neighbours is 101; the start of a document is a neighbour."""
    second = (
        "Во время мятежа «танкасо» Альенде призвал рабочих захватывать власть на производстве, и народ "
        "ответил на этот призыв массовым занятием промышленных предприятий, поместий, административных "
        "учреждений и коммун."
    )
    inside = {"text": SENTENCE, "previous": "", "next": second}
    unknown = {"text": SENTENCE, "previous": None, "next": second}
    scores = [
        (result["matches"][0]["score"], result["matches"][0]["context"])
        for result in post(client, segments=[inside, unknown]).json["results"]
    ]
    assert scores == [(101, True), (100, False)]


def test_get_answers_one_result(client: Client) -> None:
    """GET takes the same words as parameters and answers one result without a list around it."""
    query = PAIR | {"text": SENTENCE, "memory": ["chile-1973"], "min_score": 75, "limit": 1}
    answer = client.get("/api/v2/lookup", query_string=query)
    assert answer.status_code == 200
    assert answer.json["text"] == SENTENCE
    assert [match["score"] for match in answer.json["matches"]] == [100]


def test_order_of_results(client: Client) -> None:
    """Results stand in the order asked, one for each segment, repeated ones too."""
    texts = [SENTENCE, "Ничего похожего здесь нет, совсем ничего.", EDITED, SENTENCE]
    results = post(client, segments=[{"text": text} for text in texts]).json["results"]
    assert [result["text"] for result in results] == texts
    assert [bool(result["matches"]) for result in results] == [True, False, True, True]


@pytest.mark.parametrize("pair", [("ru", "es"), ("ru", "en"), ("es", "ru"), ("es", "en"), ("en", "ru")])
def test_every_direction(client: Client, pair: tuple[str, str]) -> None:
    """A memory of three languages answers from each of them to each other."""
    source, target = pair
    russian = client.get("/api/v2/lookup", query_string={"source": "ru", "target": "es", "text": SENTENCE})
    text = SENTENCE
    if source != "ru":
        query = {"source": "ru", "target": source, "text": SENTENCE}
        text = client.get("/api/v2/lookup", query_string=query).json["matches"][0]["target"]["text"]
    answer = client.get("/api/v2/lookup", query_string={"source": source, "target": target, "text": text})
    assert russian.status_code == answer.status_code == 200
    assert answer.json["matches"][0]["score"] == 100
    assert answer.json["matches"][0]["target"]["language"] == target


def test_regions(client: Client) -> None:
    """A region that no unit has finds the language without region."""
    answer = post(client, source="ru-RU", target="es-CL", segments=[{"text": SENTENCE}])
    assert answer.json["results"][0]["matches"][0]["target"]["language"] == "es"


def test_pair_without_units(client: Client) -> None:
    """A language that Babel knows and no unit has is no error: there are no matches."""
    answer = post(client, target="fr", segments=[{"text": SENTENCE}])
    assert answer.status_code == 200
    assert answer.json["results"][0]["matches"] == []


@pytest.mark.parametrize(
    ("body", "known"),
    [({"source": "qqx"}, "ru"), ({"target": "klingonisch"}, "es"), ({"memories": ["nowhere"]}, "chile-1973")],
)
def test_unknown_names(client: Client, body: dict[str, Any], known: str) -> None:
    """An unknown language or memory is 404, and the known ones are named."""
    answer = post(client, segments=[{"text": SENTENCE}], **body)
    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"
    assert answer.json["pointer"] == "/" + next(iter(body))
    assert known in answer.json["known"]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"segments": []}, "/segments"),
        ({"segments": [{"text": "а"}] * 1001}, "/segments"),
        ({"segments": [{"text": ""}]}, "/segments/0/text"),
        ({"segments": [{"text": " \n"}]}, "/segments/0/text"),
        ({"segments": [{"text": "а"}, {"text": "я" * 10_001}]}, "/segments/1/text"),
        ({"segments": [{"text": "a\0b"}]}, "/segments/0/text"),
        ({"segments": [{"text": "a\ud800"}]}, "/segments/0/text"),
        ({"segments": [{"text": "а", "previous": "\udfff"}]}, "/segments/0/previous"),
        ({"segments": [{"text": 5}]}, "/segments/0/text"),
        ({"segments": [{}]}, "/segments/0/text"),
        ({"segments": [{"text": "а"}], "min_score": 0}, "/min_score"),
        ({"segments": [{"text": "а"}], "min_score": 29}, "/min_score"),
        ({"segments": [{"text": "а"}], "min_score": 102}, "/min_score"),
        ({"segments": [{"text": "а"}], "min_score": -1}, "/min_score"),
        ({"segments": [{"text": "а"}], "min_score": "x"}, "/min_score"),
        ({"segments": [{"text": "а"}], "min_score": 70.5}, "/min_score"),
        ({"segments": [{"text": "а"}], "min_score": None}, "/min_score"),
        ({"segments": [{"text": "а"}], "limit": 0}, "/limit"),
        ({"segments": [{"text": "а"}], "limit": 10**18}, "/limit"),
        ({"segments": "а"}, "/segments"),
        ({"segments": [{"text": "а"}], "penalties": {"chile-1973": 101}}, "/penalties/chile-1973"),
        ({"segments": [{"text": "а"}], "penalties": {"chile-1973": "x"}}, "/penalties/chile-1973"),
        ({"segments": [{"text": "а"}], "penalties": 5}, "/penalties"),
        ({"segments": [{"text": "а"}], "source": "ru\0"}, "/source"),
        ({"segments": [{"text": "а"}], "sauce": "x"}, "/sauce"),
    ],
)
def test_wrong_body(client: Client, body: dict[str, Any], pointer: str) -> None:
    """A wrong value is a 4xx problem document with a pointer to it."""
    answer = post(client, **body)
    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"
    assert pointer in [error["pointer"] for error in answer.json["errors"]]


@pytest.mark.parametrize("raw", [b"{", b"\xff\xfe", b"[" * 100_000, b"[]", b'"x"', b"null", b""])
def test_body_that_is_no_object(client: Client, raw: bytes) -> None:
    """A body that is not JSON, or not an object, is 400 or 422 with a problem document."""
    answer = client.post("/api/v2/lookup", data=raw, content_type="application/json")
    assert answer.status_code in (400, 422)
    assert answer.mimetype == "application/problem+json"
    assert answer.json["detail"]


@pytest.mark.parametrize(
    ("raw", "where"),
    [(b'{"source": "ru",\n "text"}', "line 2, column 8"), (b'{"source": "\xff"}', "line 1, column 13")],
)
def test_where_a_body_ends_to_be_json(client: Client, raw: bytes, where: str) -> None:
    """The problem names the place at which the body stops being JSON, and nothing of what stands there."""
    answer = client.post("/api/v2/lookup", data=raw, content_type="application/json")
    assert answer.status_code == 400
    assert where in answer.json["detail"]


def test_body_of_another_type(client: Client) -> None:
    """A form is 415: a foreign page can send forms, but not JSON."""
    answer = client.post("/api/v2/lookup", data={"source": "ru"})
    assert answer.status_code == 415


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ({"text": ""}, "/text"),
        ({"text": "a\0"}, "/text"),
        ({"text": "я" * 10_001}, "/text"),
        ({"text": "a", "previous": "\0"}, "/previous"),
        ({"text": "a", "source": ""}, "/source"),
        ({"text": "a", "target": "x" * 101}, "/target"),
    ],
)
def test_wrong_text_in_a_query(client: Client, query: dict[str, str], pointer: str) -> None:
    """GET has no segments: errors name its parameters."""
    answer = client.get("/api/v2/lookup", query_string=PAIR | query)
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json["errors"]] == [pointer]
    assert answer.json["detail"].startswith(pointer[1:])


def test_misspelt_parameter(client: Client) -> None:
    """A parameter that there is none of is told: without it the lookup would search all memories."""
    answer = client.get("/api/v2/lookup", query_string=PAIR | {"text": "a", "memories": "chile-1973"})
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json["errors"]] == ["/memories"]


@pytest.mark.parametrize("text", ["%FF%FE", "%ED%A0%80", "%D0"])
def test_query_of_another_encoding(client: Client, text: str) -> None:
    """A query string that is not UTF-8 is 400: it would be looked up as percent signs, and nothing found."""
    answer = client.get(f"/api/v2/lookup?source=ru&target=es&text={text}")
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")
    assert "UTF-8" in answer.json["detail"]


@pytest.mark.parametrize("min_score", ["0", "29", "102", "-1", "x", "", "70.5", "1e2"])
def test_wrong_query(client: Client, min_score: str) -> None:
    """The same limits hold for GET."""
    query = PAIR | {"text": SENTENCE, "min_score": min_score}
    answer = client.get("/api/v2/lookup", query_string=query)
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json["errors"]] == ["/min_score"]


def test_exact_finds_equal_texts_only(client: Client) -> None:
    """What scores less than 100 is left out, for one segment and for many."""
    equal, near = "Именно тогда вооруженные силы и начали прочесывание.", "Тогда силы начали прочесывание."
    asked = {"source": "ru", "target": "es", "exact": True, "min_score": 50}
    body = asked | {"segments": [{"text": equal}, {"text": near}]}
    first, second = client.post("/api/v2/lookup", json=body).json["results"]
    assert [match["score"] for match in first["matches"]] == [100]
    assert second["matches"] == []
    assert client.get("/api/v2/lookup", query_string=asked | {"text": near}).json["matches"] == []
