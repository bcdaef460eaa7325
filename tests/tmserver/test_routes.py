"""Every address of the application, one after another: no key, no answer; no grant, no trace of it.

A new address is walked over as soon as it is registered. It says here what it is sent, if it writes, and
if it is open to anybody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

import pytest
from werkzeug.routing import Rule

from glossary.concept import Concept, Definition, Term
from tests.tmserver.conftest import Client
from tmserver.app import create_app
from tmserver.gate.csrf import csrf_token
from tmserver.segment import Unit, Variant
from tmserver.services.access.keys import NewKey, create_key
from tmserver.services.database import open_database
from tmserver.settings import Settings
from tmserver.store import concepts, glossaries, job_writes, memories, units
from tmserver.store.database import Database

SECRET = "zqxj"
"""What stands in everything that is hidden, and in nothing that is sent."""

ASKED = "секретный текст"
FAR = {"REMOTE_ADDR": "203.0.113.5"}

PUBLIC = {
    "/",
    "/docs",
    "/docs/<path:name>",
    "/health",
    "/health/live",
    "/health/ready",
    "/metrics",
    "/openapi.json",
    "/preferences",
    "/sign-in",
    "/static/<path:filename>",
}
"""Addresses that answer anybody; they say nothing of memories, glossaries and people.

Metrics answer this machine, and whoever sees everything.
"""

READS_BY_POST = {
    "POST /api/v2/analyse",
    "POST /api/v2/pretranslate",
    "POST /api/v2/audits",
    "POST /api/v2/check",
    "POST /api/v2/recognise",
    "POST /check",
    "POST /concordance",
    "POST /analyse",
    "POST /audits",
    "POST /align/<int:job>/cancel",
    "POST /align/<int:job>/delete",
    "POST /audits/<int:job>/cancel",
    "POST /glossary/<name>",
    "POST /jobs/<int:job>/cancel",
    "POST /unit/<int:unit>/check",
    "POST /units/<memory>",
    "POST /api/v2/lookup",
    "POST /api/v2/units/<int:unit>/use",
    "POST /lookup",
    "POST /preferences",
    "POST /sign-in",
    "POST /sign-out",
    "POST /api/v2/jobs/<int:job>/cancel",
    "DELETE /api/v2/jobs/<int:job>",
}
"""What takes no right to write: of jobs everybody has the own ones."""

QUERIES: Mapping[str, Mapping[str, str]] = {
    "/api/v2/lookup": {"source": "ru", "target": "es", "text": ASKED},
    "/api/v2/concordance": {"q": "секретный"},
}

TEXTS = [{"language": "ru", "text": "да"}, {"language": "es", "text": "sí"}]
PAIR = {"source": "да", "target": "sí"}
ASK = {"source": "ru", "target": "es", "segments": [{"text": ASKED}]}
TYPED = {"source": "ru", "target": "es", "text": ASKED, "translation": "sí"}

PO = f'msgid ""\nmsgstr "Language: es\\nX-Source-Language: ru\\n"\n\nmsgid "{ASKED}"\nmsgstr ""\n'
CHECKED = {"source_text": ASKED, "target_text": "sí"}

Filling = Mapping[str, Any]


def _documents(at: Filling) -> dict[str, Any]:
    files = [(BytesIO(ASKED.encode()), "a.txt"), (BytesIO(b"un texto"), "b.txt")]
    return {"memory": at["memory"], "language": ["ru", "es"], "files": files}


SENT: Mapping[str, Callable[[Filling], dict[str, Any]]] = {
    "POST /api/v2/alignments": lambda at: {"data": _documents(at)},
    "POST /api/v2/alignments/<int:job>/steps": lambda _: {"json": {"version": 0, "step": "undo"}},
    "POST /api/v2/alignments/<int:job>/store": lambda _: {"json": {}},
    "POST /align": lambda at: {"data": _documents(at)},
    "POST /align/<int:job>/cancel": lambda _: {"data": {}},
    "POST /align/<int:job>/step": lambda _: {"data": {"version": "0", "step": "undo"}},
    "POST /align/<int:job>/store": lambda _: {"data": {}},
    "POST /align/<int:job>/delete": lambda _: {"data": {}},
    "POST /api/v2/analyse": lambda at: {
        "data": {"memory": at["memory"], "files": (BytesIO(PO.encode()), "a.po")}
    },
    "POST /api/v2/pretranslate": lambda at: {
        "data": {"memory": at["memory"], "file": (BytesIO(PO.encode()), "a.po")}
    },
    "POST /api/v2/audits": lambda at: {"data": {"memory": at["memory"], "language": "ru"}},
    "POST /api/v2/audits/<int:job>/accepted": lambda _: {"json": {"findings": ["x"], "reason": "x"}},
    "POST /api/v2/check": lambda _: {"json": {"source": "ru", "target": "es", **CHECKED}},
    "POST /api/v2/glossaries": lambda _: {"json": {"name": "new"}},
    "PATCH /api/v2/glossaries/<name>": lambda _: {"json": {"title": "x"}},
    "POST /api/v2/glossaries/<name>/import": lambda _: {
        "data": {"file": (BytesIO(b"ru,es\nda,si\n"), "a.csv")}
    },
    "POST /api/v2/glossaries/<name>/restore": lambda _: {"json": {}},
    "POST /api/v2/glossaries/<name>/concepts": lambda _: {"json": {"terms": TEXTS}},
    "PUT /api/v2/glossaries/<name>/concepts/<anything:concept>": lambda _: {"json": {"terms": TEXTS}},
    "PATCH /api/v2/glossaries/<name>/concepts/<anything:concept>": lambda _: {"json": {"note": "x"}},
    "POST /api/v2/glossaries/<name>/concepts/<anything:concept>/restore": lambda _: {"json": {}},
    "POST /api/v2/imports": lambda at: {
        "data": {"memory": at["memory"], "files": (BytesIO(b"ru\tes\nda\tsi\n"), "a.tsv")}
    },
    "POST /api/v2/jobs/<int:job>/cancel": lambda _: {"json": {}},
    "POST /api/v2/keys": lambda _: {"json": {"name": "new", "scope": "admin"}},
    "POST /api/v2/lookup": lambda _: {"json": ASK},
    "POST /api/v2/memories": lambda _: {"json": {"name": "new"}},
    "PATCH /api/v2/memories/<name>": lambda _: {"json": {"title": "x"}},
    "POST /api/v2/memories/<name>/baseline": lambda _: {"json": {"version": 1, "accepted": []}},
    "POST /api/v2/memories/<name>/restore": lambda _: {"json": {}},
    "POST /api/v2/memories/<name>/units": lambda _: {"json": {"texts": TEXTS}},
    "POST /api/v2/memories/<name>/units/bulk": lambda _: {"json": {"add": [{"texts": TEXTS}]}},
    "POST /api/v2/recognise": lambda _: {"json": {"language": "ru", "target": "es", "texts": [ASKED]}},
    "PUT /api/v2/units/<int:unit>": lambda _: {"json": {"texts": TEXTS}},
    "PATCH /api/v2/units/<int:unit>": lambda _: {"json": {"document": "x"}},
    "POST /api/v2/units/<int:unit>/restore": lambda _: {"json": {}},
    "POST /api/v2/units/<int:unit>/undo": lambda _: {"json": {}},
    "POST /api/v2/units/<int:unit>/use": lambda _: {"json": {}},
    "POST /check": lambda _: {"data": {"source": "ru", "target": "es", **CHECKED}},
    "POST /concordance": lambda _: {"data": {"q": "секретный"}},
    "POST /analyse": lambda at: {"data": {"memory": at["memory"], "files": (BytesIO(PO.encode()), "a.po")}},
    "POST /audits": lambda at: {"data": {"memory": at["memory"]}},
    "POST /audits/<int:job>/accept": lambda _: {"data": {"finding": "x", "reason": "x"}},
    "POST /audits/<int:job>/accept-many": lambda _: {"data": {"which": "all", "reason": "x"}},
    "POST /audits/<int:job>/cancel": lambda _: {"data": {}},
    "POST /audits/<int:job>/withdraw": lambda _: {"data": {"finding": "x"}},
    "POST /audits/<int:job>/withdraw-many": lambda _: {"data": {"at": "2026-11-28T12:00:00"}},
    "POST /glossary/<name>": lambda _: {"data": {}},
    "POST /import": lambda at: {"data": {"memory": at["memory"], "files": (BytesIO(PO.encode()), "a.po")}},
    "POST /jobs/<int:job>/cancel": lambda _: {"data": {}},
    "POST /memories": lambda _: {"data": {"name": "fresh"}},
    "POST /memories/<name>/delete": lambda _: {"data": {}},
    "POST /memories/<name>/edit": lambda _: {"data": {"title": "x"}},
    "POST /memories/<name>/restore": lambda _: {"data": {}},
    "POST /memories/example": lambda _: {"data": {}},
    "POST /glossary/<name>/add": lambda _: {"data": {"term": "x", "language": "ru"}},
    "POST /glossary/<name>/concept/<anything:concept>": lambda _: {"data": {"note": "x"}},
    "POST /glossary/<name>/delete/<anything:concept>": lambda _: {"data": {}},
    "POST /glossary/<name>/restore/<anything:concept>": lambda _: {"data": {}},
    "POST /lookup": lambda _: {"data": TYPED},
    "POST /lookup/save": lambda at: {"data": TYPED | {"home": at["memory"]}},
    "POST /lookup/undo": lambda at: {"data": TYPED | {"unit": at["unit"]}},
    "POST /preferences": lambda _: {"data": {"theme": "dark"}},
    "POST /sign-in": lambda _: {"data": {"name": "nobody", "password": "x"}},
    "POST /sign-out": lambda _: {"data": {}},
    "POST /unit/<int:unit>": lambda _: {"data": {"document": "x", "why": "x"}},
    "POST /unit/<int:unit>/check": lambda _: {"data": {}},
    "POST /unit/<int:unit>/delete": lambda _: {"data": {}},
    "POST /unit/<int:unit>/restore": lambda _: {"data": {}},
    "POST /unit/<int:unit>/row": lambda _: {"data": {}},
    "POST /unit/<int:unit>/row/undo": lambda _: {"data": {}},
    "POST /unit/<int:unit>/undo": lambda _: {"data": {}},
    "POST /units/<memory>": lambda _: {"data": {}},
    "POST /units/<memory>/status": lambda at: {"data": {"unit": at["unit"], "to": "reviewed"}},
    "POST /units/<memory>/undo": lambda at: {"data": {"changed": at["unit"]}},
    "/<source>/<target>/unit/<anything:text>": lambda _: {"json": PAIR},
    "/<source>/<target>/store/<anything:store>": lambda _: {"json": [PAIR]},
}
"""What is sent to each address that writes; those of the tmserver protocol without their beginning."""

NAMED_IN_BODY = {
    "POST /align",
    "POST /api/v2/alignments",
    "POST /audits",
    "POST /import",
    "POST /api/v2/analyse",
    "POST /api/v2/audits",
    "POST /api/v2/imports",
    "POST /api/v2/pretranslate",
    "POST /lookup/save",
    "POST /lookup/undo",
}
"""What names a memory in what is sent, not in its address."""


@dataclass(frozen=True)
class Place:
    """An installation: what is granted, and what is hidden, has the same form."""

    settings: Settings
    granted: Filling
    hidden: Filling


def _filled(database: Database, name: str, text: str) -> dict[str, Any]:
    """A memory and a glossary of that name, with the text everywhere; what leads addresses to them."""
    with database.write(by=f"{text} author", why=text) as session:
        memory = memories.create_memory(session, name, title=text, description=text)
        unit = Unit(
            (Variant("ru", ASKED), Variant("es", text), Variant("qaa" if text == SECRET else "fr", text)),
            source_language="ru",
            document=f"{text}.po",
            created_by=f"{text} author",
        )
        (key,) = units.add(session, memory.id, [unit])
        glossary = glossaries.create_glossary(session, name, title=text)
        term = Term(ASKED, "ru"), Term(text, "es")
        concept = Concept("c", term, definitions=(Definition(text, "ru", text),))
        concepts.add(session, glossary.id, concept)
        job = job_writes.add(session, "import", "none", {"files": [], "why": text}, memories=[name])
    return {
        "name": name,
        "memory": name,
        "glossary": name,
        "unit": key,
        "job": job,
        "key": "walker",
        "report": "html",
        "concept": "c",
        "finding": "x",
        "source": "ru",
        "target": "es",
        "text": ASKED,
        "store": "job.po",
        "filename": "none.css",
    }


@pytest.fixture
def place(settings: Settings) -> Place:
    """Two memories and two glossaries, one of each hidden from who is granted the other."""
    database = open_database(settings)
    granted, hidden = _filled(database, "mine", "ours"), _filled(database, "other", SECRET)
    database.close()
    return Place(replace(settings, protocol_memory="other", local_lookups=False), granted, hidden)


@pytest.fixture
def client(place: Place) -> Iterator[Client]:
    """A client of the application over that installation."""
    app = create_app(place.settings)
    with app.test_client() as client:
        yield client
    app.extensions["tmserver"].close()


def headers(client: Client, place: Place, scope: str, granted: tuple[str, ...] = ()) -> dict[str, str]:
    """The headers of a new key, which sees the granted memories and glossaries of these names."""
    made = create_key(open_database(place.settings), NewKey("walker", scope, granted, granted))
    client.set_cookie("tmserver_form", "browser")
    with client.application.test_request_context(headers={"Cookie": "tmserver_form=browser"}):
        token = csrf_token()
    return {"Authorization": f"Bearer {made.secret}", "If-Match": "*", "X-CSRF-Token": token}


def routes(client: Client) -> list[tuple[str, Rule]]:
    """Each method of each address; deletions last."""
    found = [
        (method, rule)
        for rule in client.application.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    ]
    return sorted(found, key=lambda each: (each[0] == "DELETE", each[1].rule, each[0]))


def ask(client: Client, method: str, rule: Rule, filling: Filling, **more: Any) -> tuple[int, str]:
    """Status and text of the answer of an address whose parameters are filled in."""
    with client.application.test_request_context():
        built = rule.build({name: filling[name] for name in rule.arguments})
    assert built is not None
    sent = _sent(method, rule)(filling) if method in ("POST", "PUT", "PATCH") else {}
    query = QUERIES.get(rule.rule)
    with client.open(built[1], method=method, query_string=query, **sent, **more) as answer:
        return answer.status_code, answer.text


def _sent(method: str, rule: Rule) -> Callable[[Filling], dict[str, Any]]:
    for prefix in ("/tmserver/", "/tmserver", "/api/v1/", "/api/v1"):
        if rule.rule.startswith(prefix + "/<"):
            return SENT[rule.rule.removeprefix(prefix)]
    return SENT[f"{method} {rule.rule}"]


def test_no_key_no_answer(client: Client, place: Place) -> None:
    """Without a key every address is 401, here and from elsewhere, but for those that are public."""
    sent = headers(client, place, "read")
    del sent["Authorization"]
    for method, rule in routes(client):
        if rule.rule not in PUBLIC:
            for here in ({}, FAR):
                status, _ = ask(client, method, rule, place.hidden, headers=sent, environ_overrides=here)
                assert status == 401, f"{method} {rule.rule}"


def test_public_addresses_tell_nothing(client: Client, place: Place) -> None:
    """What anybody may ask holds nothing of what is stored."""
    sent = headers(client, place, "read")
    del sent["Authorization"]
    for rule in client.application.url_map.iter_rules():
        if rule.rule in PUBLIC:
            (method,) = {"GET", "POST"} & (rule.methods or set())
            status, text = ask(client, method, rule, place.hidden, headers=sent, environ_overrides=FAR)
            assert status in (200, 303, 404, 412, 422) or rule.rule == "/metrics", rule.rule
            assert SECRET not in text, rule.rule


@pytest.mark.parametrize("scope", ["read", "write", "admin"])
def test_what_is_not_granted_is_not_there(client: Client, place: Place, scope: str) -> None:
    """Whoever is granted something else gets 404 for what is hidden, no trace of it, and changes nothing."""
    before = _state(place)
    sent = headers(client, place, scope, ("mine",))
    for method, rule in routes(client):
        at = f"{method} {rule.rule}"
        status, text = ask(client, method, rule, place.hidden, headers=sent, environ_overrides=FAR)
        assert SECRET not in text, at
        assert status < 500, at
        if at in NAMED_IN_BODY or {"name", "memory", "glossary", "unit", "job"} & rule.arguments:
            assert status == 404 or (status == 403 and scope != "admin"), at
    for method, rule in routes(client):
        at = f"{method} {rule.rule}"
        _, text = ask(client, method, rule, place.granted, headers=sent, environ_overrides=FAR)
        assert SECRET not in text, at
        assert '"other"' not in text, at
        assert '"qaa"' not in text, at
    assert _state(place) == before


def test_reading_changes_nothing(client: Client, place: Place) -> None:
    """A key that may only read is 403 wherever something is written."""
    sent = headers(client, place, "read")
    for method, rule in routes(client):
        at = f"{method} {rule.rule}"
        if _writes(at):
            status, _ = ask(client, method, rule, place.granted, headers=sent, environ_overrides=FAR)
            assert status == 403, at


def test_who_is_granted_nothing_finds_nothing(client: Client, place: Place) -> None:
    """A key whose memory and glossary are gone sees none, and not all: no names are not all names."""
    sent = headers(client, place, "read", ("mine",))
    database = open_database(place.settings)
    with database.write() as session:
        memories.delete_memory(session, memories.get_memory(session, "mine"))
        glossaries.delete_glossary(session, glossaries.get_glossary(session, "mine"))
    for method, rule in routes(client):
        _, text = ask(client, method, rule, place.hidden, headers=sent, environ_overrides=FAR)
        assert SECRET not in text, f"{method} {rule.rule}"
        assert rule.rule in PUBLIC or "chile-1973" not in text, f"{method} {rule.rule}"


def _writes(at: str) -> bool:
    return not at.startswith("GET ") and at not in READS_BY_POST


def _state(place: Place) -> tuple[object, ...]:
    """What a hidden change would change: revisions of memory and glossary, and keys."""
    with open_database(place.settings).read() as session:
        memory = memories.get_memory(session, "other")
        return memory, glossaries.get_glossary(session, "other")
