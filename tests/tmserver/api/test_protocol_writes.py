"""PUT and POST of units and stores by the tmserver protocol."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from translate.misc.multistring import multistring
from translate.storage.po import pofile
from translate.storage.tmx import tmxfile
from translate.storage.xliff import xlifffile

from tests.tmserver.api.test_protocol import at
from tests.tmserver.conftest import Client
from tmserver.app import create_app
from tmserver.settings import Settings

SPANISH = "Se declaró el estado de sitio."
RUSSIAN = "Было объявлено осадное положение."
# What libcurl sends of itself when Virtaal hands it a body.
VIRTAAL = {"Content-Type": "application/x-www-form-urlencoded", "User-Agent": "PycURL/7.43"}


@pytest.fixture
def open_client(settings: Settings) -> Iterator[Client]:
    """A client of a service that keeps what is sent in the memory «sent»."""
    app = create_app(replace(settings, protocol_memory="sent"))
    with app.test_client() as client:
        yield client
    app.extensions["tmserver"].close()


def found(client: Client, text: str = SPANISH) -> list[str]:
    """The translations of a Spanish text into Russian that are exact."""
    answer = client.get(at("tmserver", "es", "ru", text), query_string={"min_similarity": 100})
    return [each["target"] for each in answer.json]


def exported(client: Client) -> bytes:
    """The memory «sent» as TMX."""
    with client.get("/api/v2/memories/sent/export") as answer:
        return bytes(answer.data)


@pytest.mark.parametrize("method", ["put", "post"])
@pytest.mark.parametrize("place", ["tmserver", "api/v1", "tmserver/"])
def test_unit(open_client: Client, method: str, place: str) -> None:
    """The pair of the body is kept, by PUT and by POST, and found by the next lookup; the answer is empty."""
    send = getattr(open_client, method)
    answer = send(at(place, "es", "ru", SPANISH), json={"source": SPANISH, "target": RUSSIAN})
    assert (answer.status_code, answer.data) == (200, b"")
    assert found(open_client) == [RUSSIAN]


def test_both_verbs_only_add(open_client: Client) -> None:
    """Another translation stands beside the first and is offered before it; the same one is kept once."""
    for target in (RUSSIAN, RUSSIAN, "Ввели осадное положение."):
        open_client.put(at("tmserver", "es", "ru", SPANISH), json={"source": SPANISH, "target": target})
    assert found(open_client) == ["Ввели осадное положение.", RUSSIAN]
    memories = {each["name"]: each["units"] for each in open_client.get("/api/v2/memories").json["memories"]}
    assert memories["sent"] == 2


def test_virtaal_saves_a_file(open_client: Client) -> None:
    """It POSTs all translated units as JSON that it calls a form, under the escaped name of the file."""
    store = pofile()
    for context, source, target in (("menu", "Archivo", "Файл"), ("", SPANISH, RUSSIAN), ("", "Ver", "")):
        unit = store.addsourceunit(source)
        unit.target = target
        unit.setcontext(context)
    plural = store.addsourceunit(multistring(["%d día", "%d días"]))
    plural.target = multistring(["%d день", "%d дня", "%d дней"])
    units = [
        {"source": str(unit.source), "target": str(unit.target), "context": unit.getcontext()}
        for unit in store.units
        if unit.istranslated()
    ]
    path = "/tmserver/es/ru/store/%2Fhome%2Fme%2Fjob.po"
    answer = open_client.post(path, data=json.dumps(units), headers=VIRTAAL)
    assert (answer.status_code, answer.text) == (200, "added 3 units from /home/me/job.po")
    again = open_client.post(path, data=json.dumps(units), headers=VIRTAAL)
    assert again.text == "added 0 units from /home/me/job.po"
    assert found(open_client, "Archivo") == ["Файл"]
    file = exported(open_client)
    assert b'<prop type="x-context">menu</prop>' in file
    assert b"/home/me" not in file


def _po() -> bytes:
    store: Any = pofile()
    store.addsourceunit(SPANISH).target = RUSSIAN
    return bytes(store)


def _xliff() -> bytes:
    store: Any = xlifffile(sourcelanguage="es", targetlanguage="ru")
    unit = store.addsourceunit(SPANISH)
    unit.target = RUSSIAN
    unit.marktranslated()
    return bytes(store)


def _tmx() -> bytes:
    store: Any = tmxfile(sourcelanguage="es", targetlanguage="ru")
    store.addtranslation(SPANISH, "es", RUSSIAN, "ru")
    return bytes(store)


@pytest.mark.parametrize("made", [_po, _xliff, _tmx])
def test_a_file_of_the_translate_toolkit(open_client: Client, made: Callable[[], bytes]) -> None:
    """A file that the Toolkit wrote is kept, its kind told by content, and the Toolkit reads our export."""
    answer = open_client.put("/api/v1/es/ru/store/job", data=made())
    assert (answer.status_code, answer.text) == (200, "added 1 unit from job")
    assert found(open_client) == [RUSSIAN]
    toolkit: Any = tmxfile
    read = toolkit.parsestring(exported(open_client))
    assert [unit.gettarget("ru") for unit in read.units] == [RUSSIAN]


def test_a_file_that_cannot_be_read(open_client: Client) -> None:
    """A broken file is refused by its own name and line, and nothing of it is kept."""
    answer = open_client.put("/tmserver/es/ru/store/x%2F..%2Fjob.tmx", data=b"<tmx><body>\n<tu></body></tmx>")
    assert answer.status_code == 422
    assert answer.json["detail"].startswith("job.tmx:2")
    assert "/tmp" not in answer.json["detail"]


def test_off_by_default(client: Client) -> None:
    """Without a memory for it nothing is taken, and the answer names the setting."""
    for send, path in (
        (client.put, "/tmserver/es/ru/unit/a"),
        (client.post, "/api/v1/es/ru/unit/a"),
        (client.post, "/tmserver/es/ru/store/a"),
        (client.put, "/tmserver/es/ru/store/a"),
    ):
        answer = send(path, json={"source": "a", "target": "b"})
        assert answer.status_code == 403
        assert "protocol_memory" in answer.json["detail"]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("{", "not JSON"),
        ("[" * 100_000, "nests too deeply"),
        ('{"source": "a", "target": "b"}', "must be a list"),
        ("[1]", "/0 must be an object"),
        ('[{"source": "a"}]', "/0/target must be a text"),
        ('[{"source": "a", "target": "b"}, {"source": 1, "target": "b"}]', "/1/source must be a text"),
        ('[{"source": "a", "target": "b\\u0000"}]', "NUL"),
        ('[{"source": "a", "target": "b", "context": "\\ud800"}]', "half a character"),
    ],
)
def test_wrong_lists(open_client: Client, body: str, told: str) -> None:
    """A list that cannot be taken is refused, naming the place; nothing of it is kept."""
    answer = open_client.post("/tmserver/es/ru/store/a", data=body)
    assert answer.status_code in (400, 422)
    assert told in answer.json["detail"]
    assert "sent" not in {each["name"] for each in open_client.get("/api/v2/memories").json["memories"]}


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"User-Agent": "Mozilla/5.0 (X11; rv:60.0) Gecko/20100101 Firefox/60.0"},
    ],
)
@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_forms_of_other_sites(open_client: Client, headers: dict[str, str], kind: str) -> None:
    """A form of a foreign page writes nothing, also in a browser too old to tell where it comes from."""
    body = '[{"source": "' + SPANISH + '", "target": "="}]'
    answer = open_client.post("/tmserver/es/ru/store/a", data=body, content_type=kind, headers=headers)
    assert answer.status_code in (403, 415)
    assert found(open_client) == []


def test_elsewhere_writes_must_say_json(open_client: Client) -> None:
    """Only the protocol's own addresses take JSON that does not say so."""
    assert open_client.post("/api/v2/lookup", data="{}", headers=VIRTAAL).status_code == 415


def test_what_amagama_never_had(open_client: Client) -> None:
    """DELETE of a unit, GET of a store: 405 with the methods that there are."""
    answer = open_client.delete("/tmserver/es/ru/unit/a")
    assert answer.status_code == 405
    assert open_client.get("/tmserver/es/ru/store/a").status_code == 405
