"""Errors: a page for a reader, problem details for a program."""

from __future__ import annotations

import pytest

from tests.tmserver.conftest import Client
from tests.tmserver.web.conftest import Send
from tests.tmserver.web.test_site import BROWSER


@pytest.mark.parametrize(
    ("language", "words"),
    [("ru", "Здесь ничего нет."), ("es", "Aquí no hay nada."), ("en", "There is nothing here.")],
)
def test_a_reader_gets_a_page(client: Client, language: str, words: str) -> None:
    """An unknown address is a page in the reader's language, with the page's policy."""
    answer = client.get("/nowhere", headers=BROWSER | {"Accept-Language": language})
    assert (answer.status_code, answer.mimetype) == (404, "text/html")
    assert words in answer.text
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/api/v2/nowhere", "/tmserver/nowhere", "/api/v1/nowhere"])
def test_an_address_of_programs_answers_programs(client: Client, path: str) -> None:
    """Problem details there, even if a browser asks."""
    assert client.get(path, headers=BROWSER).mimetype == "application/problem+json"


def test_a_program_gets_problem_details(client: Client) -> None:
    """Without a wish for HTML an error is what it is in the API."""
    assert client.get("/nowhere").mimetype == "application/problem+json"


def test_an_open_page_gets_a_notice(send: Send) -> None:
    """What htmx asked for fails into the page's place for notices, with what is wrong."""
    answer = send("/lookup", {"source": "qqq", "target": "es", "text": "a"}, {"HX-Request": "true"})
    assert answer.status_code == 404
    assert answer.headers["HX-Retarget"] == "#notice"
    assert "qqq" in answer.text
    assert "<html" not in answer.text


def test_what_is_wrong_is_text(send: Send) -> None:
    """HTML in a value that an error repeats is shown as it stands."""
    answer = send("/lookup", {"source": "<b>x</b>", "target": "es", "text": "a"}, headers=BROWSER)
    assert "<b>x</b>" not in answer.text
    assert "&lt;b&gt;x" in answer.text
