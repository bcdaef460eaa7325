"""The reader's choices: language and colours."""

from __future__ import annotations

import pytest

from tests.tmserver.conftest import Client
from tests.tmserver.web.conftest import Send


def test_a_choice_is_kept_and_leads_back(client: Client, send: Send) -> None:
    """Language and colours hold on the next page, and the reader is where they were."""
    answer = send("/preferences", {"language": "es", "theme": "dark", "back": "/lookup"})
    assert (answer.status_code, answer.location) == (303, "/lookup")
    assert '<html lang="es" data-theme="dark">' in client.get("/lookup").text


def test_a_choice_can_be_taken_back(client: Client, send: Send) -> None:
    """Colours as the system has them."""
    send("/preferences", {"theme": "dark"})
    send("/preferences", {"theme": ""})
    assert "data-theme" not in client.get("/lookup").text


@pytest.mark.parametrize(
    "back",
    ["//evil.example", "/\\evil.example", "/\t/evil.example", "/\n/x", "https://evil.example", "", "lookup"],
)
def test_it_leads_to_no_other_site(send: Send, back: str) -> None:
    """An address that browsers would take to another server leads to the first page."""
    assert send("/preferences", {"theme": "dark", "back": back}).location == "/"


def test_the_cookie_is_for_this_server_alone(send: Send) -> None:
    """No script reads it, and no other site's link sends it."""
    cookie = send("/preferences", {"theme": "light"}).headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
