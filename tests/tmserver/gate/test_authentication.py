"""Who a request belongs to: keys, sessions, and this machine without them."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace
from typing import Any

import pytest

from tests.tmserver.conftest import Client
from tmserver.app import create_app
from tmserver.services.access.keys import NewKey, create_key
from tmserver.services.access.people import NewPerson, add_person
from tmserver.services.database import open_database
from tmserver.services.memories import create_memory, delete_memory
from tmserver.settings import Settings

MEMORIES = "/api/v2/memories"
LOOKUP = "/tmserver/es/ru/unit/nada"


@pytest.fixture
def key(settings: Settings) -> str:
    """A key that may read everything."""
    return create_key(open_database(settings), NewKey("reader")).secret


def basic(name: str, password: str) -> str:
    """The header of HTTP Basic."""
    return f"Basic {b64encode(f'{name}:{password}'.encode()).decode()}"


def test_no_keys_yet(client: Client) -> None:
    """Without keys this machine needs none, others are refused, and so is what a proxy passes on."""
    assert client.get(MEMORIES).status_code == 200
    for refused in (
        client.get(MEMORIES, environ_base={"REMOTE_ADDR": "10.0.0.7"}),
        client.get(LOOKUP, environ_base={"REMOTE_ADDR": "10.0.0.7"}),
        client.get(MEMORIES, headers={"X-Forwarded-For": "10.0.0.7"}),
    ):
        assert refused.status_code == 401
        assert "no keys yet" in refused.json["detail"]


def test_with_keys_everybody_needs_one(client: Client, key: str) -> None:
    """401 as a problem document that says what to send; a person alone closes the server as well."""
    refused = client.get(MEMORIES)
    assert refused.status_code == 401
    assert refused.content_type == "application/problem+json"
    assert refused.headers.getlist("WWW-Authenticate") == [
        'Bearer realm="tmserver"',
        'Basic realm="tmserver", charset="UTF-8"',
    ]


def test_a_person_closes_the_server_too(client: Client, settings: Settings) -> None:
    """As soon as somebody can sign in, anonymous requests are refused."""
    add_person(open_database(settings), NewPerson("anna", "reader", "correct horse"))
    assert client.get(MEMORIES).status_code == 401


def test_browsers_are_not_asked_for_basic(client: Client, key: str) -> None:
    """A page's request gets no challenge that opens the browser's own window."""
    refused = client.get(MEMORIES, headers={"Sec-Fetch-Mode": "cors"})
    assert refused.headers.getlist("WWW-Authenticate") == ['Bearer realm="tmserver"']


def test_places_of_a_key(client: Client, key: str) -> None:
    """A key is taken from three headers, and from the path of the tmserver protocol."""
    away = {"REMOTE_ADDR": "10.0.0.7"}
    for headers in (
        {"Authorization": f"Bearer {key}"},
        {"X-API-Key": key},
        {"Authorization": basic("anybody", key)},
        {"Authorization": basic(key, "")},
    ):
        assert client.get(MEMORIES, headers=headers, environ_base=away).status_code == 200
    for prefix in (f"/tmserver/{key}", f"/tmserver//{key}", f"/api/v1/{key}", f"/api/v1/{key}/"):
        assert client.get(f"{prefix}/languages/", environ_base=away).status_code == 200
        assert client.get(f"{prefix}/es/ru/unit/a//b", environ_base=away).status_code == 200


@pytest.mark.parametrize("path", [MEMORIES, LOOKUP])
@pytest.mark.parametrize("sent", ["", "tms_" + "A" * 43, "' OR 1=1 --", "{{7*7}}"])
def test_wrong_keys(client: Client, key: str, path: str, sent: str) -> None:
    """A key that is none is 401 everywhere, also where none is needed; it is not shown again."""
    refused = client.get(path, headers={"Authorization": f"Bearer {sent}"})
    assert refused.status_code == 401
    assert "not valid" in refused.json["detail"]
    assert not sent or sent not in refused.text


def test_wrong_key_in_the_path(client: Client, key: str) -> None:
    """A wrong key in the path is 401, and no language."""
    assert client.get("/tmserver/tms_wrong/es/ru/unit/nada").status_code == 401


def test_lookups_of_this_machine(client: Client, settings: Settings, key: str) -> None:
    """Virtaal can send no key: its lookups are answered, to programs of this machine alone."""
    assert client.get(LOOKUP).status_code == 200
    assert client.get("/tmserver/languages/").status_code == 200
    assert client.put(LOOKUP, json={"source": "a", "target": "b"}).status_code == 401
    assert client.get(LOOKUP, environ_base={"REMOTE_ADDR": "10.0.0.7"}).status_code == 401
    assert client.get(LOOKUP, headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 401
    changes: list[dict[str, Any]] = [{"local_lookups": False}, {"allowed_hosts": "tm.example"}]
    for change in changes:
        stricter = create_app(replace(settings, **change))
        assert stricter.test_client().get(LOOKUP).status_code == 401
        stricter.extensions["tmserver"].close()


def test_public(client: Client, key: str) -> None:
    """Health needs no key, nor does an address that is not there: 404 tells nothing."""
    assert client.get("/health").status_code == 200
    assert client.get("/health", headers={"Authorization": "Bearer wrong"}).status_code == 200
    assert client.get("/nowhere").status_code == 404
    assert client.get("/openapi.json").status_code == 200


def test_wrong_scope(client: Client, settings: Settings, key: str) -> None:
    """A right that the key lacks is 403 and named."""
    app = create_app(replace(settings, protocol_memory="sent"))
    limited: Client = app.test_client()
    refused = limited.put(
        LOOKUP, json={"source": "a", "target": "b"}, headers={"Authorization": f"Bearer {key}"}
    )
    app.extensions["tmserver"].close()
    assert refused.status_code == 403
    assert "'write'" in refused.json["detail"]


def test_weblate_with_a_key(client: Client, settings: Settings) -> None:
    """Its whole flow is 200 with a key in the URL, also where the key's memory has nothing, or is gone."""
    database = open_database(settings)
    for name in ("mine", "gone"):
        create_memory(database, name)
    key = create_key(database, NewKey("weblate", memories=("gone",))).secret
    delete_memory(database, "gone")
    other = create_key(database, NewKey("other", memories=("mine",))).secret
    for secret in (key, other):
        for headers, prefix in (
            ({}, f"/tmserver/{secret}"),
            ({"Authorization": basic("x", secret)}, "/tmserver"),
        ):
            more: dict[str, Any] = {"headers": headers, "environ_base": {"REMOTE_ADDR": "10.0.0.7"}}
            languages = client.get(f"{prefix}/languages/", **more)
            assert languages.json == {"sourceLanguages": [], "targetLanguages": []}
            trial = client.get(f"{prefix}/en/de/unit/test", **more)
            assert (trial.status_code, trial.json) == (200, [])
