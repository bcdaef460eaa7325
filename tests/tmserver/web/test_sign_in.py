"""Signing in, where people have passwords."""

from __future__ import annotations

import re

import pytest

from tests.tmserver.conftest import Client
from tests.tmserver.web.test_site import BROWSER
from tmserver.services.access.people import NewPerson, add_person
from tmserver.services.database import open_database
from tmserver.settings import Settings

PASSWORD = "cordón 29 de junio"


@pytest.fixture
def ana(settings: Settings) -> str:
    """The name of a translator who sees one memory and no glossary."""
    database = open_database(settings)
    add_person(database, NewPerson("ana", "translator", PASSWORD, memories=("chile-1973",)))
    database.close()
    return "ana"


def _token(client: Client) -> str:
    found = re.search(r'name="csrf_token" value="(\w+)"', client.get("/sign-in").text)
    assert found is not None
    return found[1]


def _sign_in(client: Client, name: str, password: str = PASSWORD, back: str = "/lookup") -> Client:
    form = {"csrf_token": _token(client), "name": name, "password": password, "back": back}
    return client.post("/sign-in", data=form)


def test_a_page_leads_to_the_sign_in_and_back(client: Client, ana: str) -> None:
    """Who is not signed in is asked to, and then sees the page that was asked for."""
    asked = client.get("/lookup", headers=BROWSER)
    assert (asked.status_code, asked.location) == (302, "/sign-in?back=/lookup")
    assert _sign_in(client, ana).location == "/lookup"
    assert "Signed in as ana" in client.get("/lookup").text


def test_an_open_page_tells_that_the_session_has_ended(client: Client, ana: str) -> None:
    """What htmx asked for is refused with a notice: the page stays, and what was typed in it."""
    headers = {"HX-Request": "true", "Sec-Fetch-Site": "same-origin", "X-CSRF-Token": _token(client)}
    answer = client.post("/lookup", data={"text": "a"}, headers=headers)
    assert answer.status_code == 401
    assert answer.headers["HX-Retarget"] == "#notice"
    assert "/sign-in" in answer.text


@pytest.mark.parametrize(
    ("name", "password"), [("ana", "wrong one"), ("nobody", PASSWORD), ("<b>ana</b>", "x")]
)
def test_wrong_names_and_passwords(client: Client, ana: str, name: str, password: str) -> None:
    """One answer for both, the name in the form again, the password not."""
    answer = _sign_in(client, name, password)
    assert answer.status_code == 422
    assert "Name and password do not fit." in answer.text
    assert "<b>" not in answer.text
    assert f'"{password}"' not in answer.text


def test_guessing_is_stopped(client: Client, ana: str) -> None:
    """After ten tries from one address even the right password has to wait, and is told how long."""
    assert {_sign_in(client, ana, f"wrong {number}").status_code for number in range(10)} == {422}
    stopped = _sign_in(client, ana)
    assert stopped.status_code == 429
    assert 1 <= int(stopped.headers["Retry-After"]) <= 301
    assert client.get("/lookup", headers=BROWSER).status_code == 302


def test_a_form_of_another_site_signs_nobody_in(client: Client, ana: str) -> None:
    """Without the token of the page the form is refused."""
    assert client.post("/sign-in", data={"name": ana, "password": PASSWORD}).status_code == 415


def test_signing_out(client: Client, ana: str) -> None:
    """The session ends, and pages ask for another."""
    _sign_in(client, ana)
    client.post("/sign-out", data={"csrf_token": _token(client)})
    assert client.get("/lookup", headers=BROWSER).status_code == 302


def test_no_glossary_is_granted(client: Client, ana: str) -> None:
    """Matches are there for somebody who sees memories only, and terms are not."""
    _sign_in(client, ana)
    asked = {
        "csrf_token": _token(client),
        "source": "ru",
        "target": "es",
        "text": "народная власть на местах",
    }
    answer = client.post("/lookup", data=asked)
    assert answer.status_code == 200
    assert "poder popular" not in answer.text
