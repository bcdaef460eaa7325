"""A request that takes too long: given up, told as a problem, and nothing of it stays behind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import pytest
from flask import Response
from sqlalchemy import text

from tests.tmserver.conftest import Client
from tmserver import deadline
from tmserver.app import create_app
from tmserver.errors import TookTooLong
from tmserver.gate.caller import public
from tmserver.gate.services import services
from tmserver.services.concordance.find import ConcordanceRequest
from tmserver.services.lookup import LookupRequest, Segment
from tmserver.services.protocol import Question, candidates
from tmserver.settings import Settings
from tmserver.store import memories
from tmserver.store.database import Database

STORED = "En esa misma zona, en Chiguayante y Penco, se instauró el poder popular."
FOREVER = text("WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n")


@pytest.fixture
def hurried(settings: Settings) -> Iterator[Client]:
    """A client of an application with a second for each request, and a view that takes for ever."""
    app = create_app(replace(settings, request_seconds=1))

    @app.get("/forever")
    @public
    def forever() -> Response:
        with services().database.read() as session:
            session.connection.execute(FOREVER).all()
        return Response("never")

    with app.test_client() as client:
        yield client
    app.extensions["tmserver"].close()


def test_a_request_that_takes_too_long(hurried: Client) -> None:
    """503 as a problem document; the next request of the same thread has its whole second."""
    answer = hurried.get("/forever")
    assert (answer.status_code, answer.mimetype) == (503, "application/problem+json")
    assert "request_seconds" in answer.json["detail"]
    assert hurried.get("/api/v2/memories").status_code == 200
    assert not deadline.is_over()


def test_a_form_is_still_read(hurried: Client) -> None:
    """Bodies come before the time begins, and views find them all the same: JSON, forms, files."""
    body = {"source": "es", "target": "ru", "segments": [{"text": "obreros"}]}
    assert hurried.post("/api/v2/lookup", json=body).status_code == 200
    file = {"files": (BytesIO(b"es,ru\nuno,\xd0\xbe\xd0\xb4\xd0\xb8\xd0\xbd\n"), "a.csv")}
    answer = hurried.post("/api/v2/imports", data=file | {"memory": "chile-1973"})
    assert answer.status_code == 202


def create_and_wait(database: Database) -> None:
    """A change that is not committed, as the statement after it takes for ever."""
    with database.write() as session:
        memories.create_memory(session, "half")
        session.connection.execute(FOREVER).all()


def test_statements_end(database: Database) -> None:
    """On both databases a statement ends with the deadline, and a change before it is undone."""
    with deadline.limited(0.3), pytest.raises(TookTooLong):
        create_and_wait(database)
    with database.read() as session:
        assert memories.find_memory(session, "half") is None


def test_searches_end(client: Client) -> None:
    """Lookups and the concordance are given up; the protocol's clients see a text without candidates."""
    with client.application.app_context():
        here = services()
    request = LookupRequest("es", "ru", (Segment(STORED),), min_score=30)
    question = Question("es", "ru", STORED, min_similarity=30)
    assert here.lookup.matches(request) != [[]]
    assert candidates(here.lookup, question)
    with deadline.limited(0):
        with pytest.raises(TookTooLong):
            here.lookup.matches(request)
        with pytest.raises(TookTooLong):
            here.concordance.find(ConcordanceRequest("obreros"))
        assert candidates(here.lookup, question) == []
