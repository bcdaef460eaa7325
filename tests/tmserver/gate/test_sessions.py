"""Signing in to the pages: cookies, their tokens, and the proxies before them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask, Response, request

from tests.tmserver.conftest import Client
from tmserver.app import create_app
from tmserver.gate.caller import caller, public
from tmserver.gate.csrf import csrf_token
from tmserver.gate.sessions import sign_in, sign_out
from tmserver.services.access.people import NewPerson, add_person
from tmserver.services.database import open_database
from tmserver.settings import Settings

PASSWORD = "correct horse"


def _with_pages(settings: Settings) -> Flask:
    """The application with small pages of its own: sign in, sign out, show and send a form."""
    app = create_app(settings)

    @app.post("/try/in")
    @public
    def enter() -> Response:
        response = Response("in")
        return response if sign_in(response, "anna", request.form["password"]) else Response("no", 403)

    @app.post("/try/out")
    def leave() -> Response:
        response = Response("out")
        sign_out(response)
        return response

    @app.get("/try/form")
    @public
    def form() -> str:
        return csrf_token()

    @app.post("/try/form")
    def sent() -> str:
        return caller().name

    return app


@pytest.fixture
def pages(settings: Settings) -> Iterator[Client]:
    """A client of an application that anna can sign in to."""
    add_person(open_database(settings), NewPerson("anna", "translator", PASSWORD))
    app = _with_pages(settings)
    with app.test_client() as client:
        yield client
    app.extensions["tmserver"].close()


def enter(pages: Client, password: str = PASSWORD, **more: object) -> Response:
    """Sign in by the form."""
    token = pages.get("/try/form", **more).text
    answer: Response = pages.post("/try/in", data={"password": password, "csrf_token": token}, **more)
    return answer


def test_sign_in_and_out(pages: Client) -> None:
    """The cookie makes requests the person's, until it is taken back."""
    assert pages.get("/api/v2/memories").status_code == 401
    answer = enter(pages)
    (cookie,) = [each for each in answer.headers.getlist("Set-Cookie") if "tmserver_session" in each]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie
    assert pages.get("/api/v2/memories").status_code == 200
    kept = pages.get_cookie("tmserver_session").value
    token = pages.get("/try/form").text
    assert pages.post("/try/out", headers={"X-CSRF-Token": token}).status_code == 200
    assert pages.get_cookie("tmserver_session") is None
    pages.set_cookie("tmserver_session", kept)
    assert pages.get("/api/v2/memories").status_code == 401


def test_wrong_password(pages: Client) -> None:
    """No cookie is given."""
    assert enter(pages, "wrong").status_code == 403
    assert pages.get_cookie("tmserver_session") is None


def test_a_new_session_with_each_sign_in(pages: Client) -> None:
    """The cookie that a browser had before is worth nothing afterwards."""
    enter(pages)
    before = pages.get_cookie("tmserver_session").value
    enter(pages)
    assert pages.get_cookie("tmserver_session").value != before
    pages.set_cookie("tmserver_session", before)
    assert pages.get("/api/v2/memories").status_code == 401


def test_forms_need_their_token(pages: Client) -> None:
    """What a session sends without its token, or with another's, is refused: as form and as JSON."""
    strange = pages.get("/try/form").text
    enter(pages)
    token = pages.get("/try/form").text
    assert pages.post("/try/form", data={"csrf_token": token}).text == "anna"
    assert pages.post("/try/form", json={}, headers={"X-CSRF-Token": token}).text == "anna"
    for wrong in ("", "x", strange, "\xff"):
        assert pages.post("/try/form", json={}, headers={"X-CSRF-Token": wrong}).status_code == 403
        assert pages.post("/try/form", data={"csrf_token": wrong}).status_code in (403, 415)
    lookup = {"source": "es", "target": "ru", "segments": [{"text": "nada"}]}
    assert pages.post("/api/v2/lookup", json=lookup).status_code == 403
    assert pages.post("/api/v2/lookup", json=lookup, headers={"X-CSRF-Token": token}).status_code == 200


def test_https_by_a_trusted_proxy(settings: Settings) -> None:
    """Only a proxy that the setting names is believed that the browser came by https, and from where."""
    add_person(open_database(settings), NewPerson("anna", "translator", PASSWORD))
    told = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.5"}
    for trusted, secure in (("10.0.0.1, 127.0.0.1", True), ("10.0.0.1", False)):
        app = _with_pages(replace(settings, trusted_proxies=trusted))
        answer = enter(app.test_client(), headers=told)
        app.extensions["tmserver"].close()
        (cookie,) = [each for each in answer.headers.getlist("Set-Cookie") if "tmserver_session" in each]
        assert ("Secure" in cookie) is secure
