"""/api/v2/units: one unit read, changed, deleted, undone."""

from __future__ import annotations

from tests.tmserver.conftest import Client

UNIT = "/api/v2/units/1"
SPANISH = {"texts": [{"language": "es", "text": "Así nacía el poder popular."}]}


def test_a_unit_with_its_etag(client: Client) -> None:
    """All texts, what is known of it, and its revision as ETag."""
    answer = client.get(UNIT)
    assert [text["language"] for text in answer.json["texts"]] == ["ru", "es", "en"]
    assert answer.json["memory"] == "chile-1973"
    assert answer.headers["ETag"] == f'"{answer.json["revision"]}"'


def test_a_part_is_changed(client: Client) -> None:
    """Only the named text is another one; the next lookup finds it."""
    before = client.get(UNIT)
    after = client.patch(UNIT, json=SPANISH, headers={"If-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert after.headers["ETag"] != before.headers["ETag"]
    assert after.json["texts"][1]["text"] == "Así nacía el poder popular."
    assert after.json["texts"][0] == before.json["texts"][0]
    found = client.get("/api/v2/lookup?source=es&target=ru&text=Así nacía el poder popular.").json
    assert found["matches"][0]["score"] == 100


def test_a_change_that_changes_nothing(client: Client) -> None:
    """The unit keeps its revision."""
    before = client.get(UNIT)
    same = {"texts": [{"language": "es", "text": before.json["texts"][1]["text"]}]}
    assert client.patch(UNIT, json=same, headers={"If-Match": "*"}).json == before.json


def test_a_text_is_added_and_taken_away(client: Client) -> None:
    """A language that the unit lacks is added; null takes one away."""
    edit = {"texts": [{"language": "de", "text": "Ja."}, {"language": "en", "text": None}]}
    after = client.patch(UNIT, json=edit, headers={"If-Match": "*"}).json
    assert [text["language"] for text in after["texts"]] == ["ru", "es", "de"]


def test_a_whole_unit_takes_the_place(client: Client) -> None:
    """What PUT does not name is empty afterwards; who created it stays."""
    before = client.get(UNIT)
    whole = {"texts": [{"language": "ru", "text": "Да."}, {"language": "es", "text": "Sí."}]}
    after = client.put(UNIT, json=whole, headers={"If-Match": before.headers["ETag"]}).json
    assert [text["text"] for text in after["texts"]] == ["Да.", "Sí."]
    assert (after["document"], after["status"]) == ("", "translated")
    assert after["created_by"] == before.json["created_by"]


def test_what_get_answers_put_takes(client: Client) -> None:
    """A client may change a text of what it read and send it all back."""
    unit = client.get(UNIT).json
    taken = (
        "source_language",
        "texts",
        "status",
        "document",
        "position",
        "external_id",
        "notes",
        "props",
        "origin",
    )
    body = {name: unit[name] for name in taken}
    assert client.put(UNIT, json=body, headers={"If-Match": "*"}).json == unit


def test_changes_of_two_people(client: Client) -> None:
    """The second one gets 412 with the unit as it is now; without If-Match nobody changes anything."""
    etag = client.get(UNIT).headers["ETag"]
    first = client.patch(UNIT, json=SPANISH, headers={"If-Match": etag}).json
    second = client.patch(UNIT, json={"status": "draft"}, headers={"If-Match": etag})
    assert second.status_code == 412
    assert second.json["current"] == first
    assert client.delete(UNIT, headers={"If-Match": etag}).status_code == 412
    for method in (client.put, client.patch, client.delete):
        assert method(UNIT, json=SPANISH).status_code == 428
    assert client.get(UNIT).json == first


def test_delete_and_restore(client: Client) -> None:
    """A deleted unit is gone for readers and lookups; restored, it is as before."""
    before = client.get(UNIT).json
    assert client.delete(f"{UNIT}?why=wrong", headers={"If-Match": "*"}).status_code == 204
    assert client.get(UNIT).status_code == 404
    text = before["texts"][0]["text"]
    assert client.get(f"/api/v2/lookup?source=ru&target=es&text={text}").json["matches"] == []
    after = client.post(f"{UNIT}/restore", json={}).json
    assert after == before | {"revision": after["revision"]}
    assert client.post(f"{UNIT}/restore", json={}).json == after


def test_history_tells_what_was_changed(client: Client) -> None:
    """The latest change first, with why, the fields, and the state that it led to."""
    before = client.get(UNIT).json
    client.patch(UNIT, json=SPANISH | {"why": "shorter"}, headers={"If-Match": "*"})
    client.delete(UNIT, headers={"If-Match": "*"})
    history = client.get(f"{UNIT}/history").json
    assert history["deleted"]
    assert [step["action"] for step in history["steps"]] == ["delete", "edit", "add"]
    edit = history["steps"][1]
    assert edit["why"] == "shorter"
    assert edit["changes"] == [
        {
            "field": "text",
            "language": "es",
            "before": before["texts"][1]["text"],
            "after": "Así nacía el poder popular.",
        }
    ]
    assert history["steps"][2]["state"]["texts"] == before["texts"]


def test_undo(client: Client) -> None:
    """The last change is undone, a second time redone; an earlier revision can be named."""
    before = client.get(UNIT).json
    assert client.post(f"{UNIT}/undo", json={}, headers={"If-Match": "*"}).status_code == 409
    edited = client.patch(UNIT, json=SPANISH, headers={"If-Match": "*"}).json
    undone = client.post(f"{UNIT}/undo", json={}, headers={"If-Match": f'"{edited["revision"]}"'}).json
    assert undone["texts"] == before["texts"]
    redone = client.post(f"{UNIT}/undo", json={}, headers={"If-Match": "*"}).json
    assert redone["texts"] == edited["texts"]
    back = client.post(f"{UNIT}/undo", json={"revision": before["revision"]}, headers={"If-Match": "*"}).json
    assert back["texts"] == before["texts"]
    wrong = client.post(f"{UNIT}/undo", json={"revision": 99}, headers={"If-Match": "*"})
    assert (wrong.status_code, wrong.json["errors"][0]["pointer"]) == (422, "/revision")


def test_a_use_is_counted(client: Client) -> None:
    """A report of use raises the count and nothing else."""
    before = client.get(UNIT).json
    assert client.post(f"{UNIT}/use", json={}).json == before | {"usage_count": before["usage_count"] + 1}


def test_codes_stay_with_their_words(client: Client) -> None:
    """An edited text keeps its inline codes before the words that they stood before."""
    code = {"position": 4, "element": "ph", "content": "&lt;b&gt;"}
    texts = [{"language": "ru", "text": "Они заняли завод.", "codes": [code]}]
    unit = client.post("/api/v2/memories/chile-1973/units", json={"texts": texts}).json
    edit = {"texts": [{"language": "ru", "text": "Рабочие заняли завод."}]}
    edited = client.patch(f"/api/v2/units/{unit['id']}", json=edit, headers={"If-Match": "*"}).json
    assert edited["texts"][0]["codes"][0]["position"] == 8


def test_two_texts_in_a_language(client: Client) -> None:
    """An edit with two texts in one language is refused at the second: neither is silently dropped."""
    before = client.get(UNIT).json
    texts = [{"language": "es", "text": "Uno."}, {"language": "ES", "text": "Dos."}]
    answer = client.patch(UNIT, json={"texts": texts}, headers={"If-Match": "*"})
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/texts/1/language")
    assert client.get(UNIT).json == before


def test_wrong_edits(client: Client) -> None:
    """Each is refused with a pointer to the field; a unit that is none is 404."""
    code = {"position": 0, "element": "ph", "content": "<b>"}
    wrong = {
        "/texts/0/text": {"texts": [{"language": "ru", "text": " "}]},
        "/texts/1/language": {"texts": [{"language": "ru", "text": "Да"}, {"language": "", "text": "Sí"}]},
        "/texts/0/codes/0/content": {"texts": [{"language": "ru", "text": "Да", "codes": [code]}]},
        "/source_language": {"texts": [{"language": "ru", "text": "Да"}], "source_language": "de"},
        "/status": {"texts": [{"language": "ru", "text": "Да"}], "status": "good"},
        "/texts": {"texts": []},
        "/notes/0": {"texts": [{"language": "ru", "text": "Да"}], "notes": ["a" * 10_001]},
    }
    for pointer, body in wrong.items():
        answer = client.put(UNIT, json=body, headers={"If-Match": "*"})
        assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, pointer)
    for text, language in (("a\0", "es"), (" ", "es"), ("a", "")):
        body = {"texts": [{"language": language, "text": text}]}
        answer = client.patch(UNIT, json=body, headers={"If-Match": "*"})
        pointer = "/texts/0/text" if language else "/texts/0/language"
        assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, pointer)
    for unit in ("99", "0", "9" * 30):
        assert client.get(f"/api/v2/units/{unit}").status_code == 404
        assert client.patch(f"/api/v2/units/{unit}", json={}, headers={"If-Match": "*"}).status_code == 404
