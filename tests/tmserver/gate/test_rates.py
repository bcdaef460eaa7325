"""How often a key may ask, and how often somebody may try to sign in."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests.tmserver.conftest import Client
from tmserver.app import create_app
from tmserver.errors import InvalidInput, TooManyAttempts
from tmserver.gate.rates import attempt
from tmserver.services.access.keys import NewKey, create_key
from tmserver.services.database import open_database
from tmserver.settings import Settings

MEMORIES = "/api/v2/memories"


@pytest.fixture
def limited(settings: Settings) -> Iterator[Client]:
    """A client of an application that takes two requests a minute."""
    app = create_app(replace(settings, rate_limit="2 per minute"))
    with app.test_client() as client:
        yield client
    app.extensions["tmserver"].close()


@pytest.fixture
def bearer(settings: Settings) -> Callable[[str], dict[str, str]]:
    """The headers of a new key of that name."""

    def made(name: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {create_key(open_database(settings), NewKey(name)).secret}"}

    return made


def test_a_key_too_often(limited: Client, bearer: Callable[[str], dict[str, str]]) -> None:
    """429 as a problem document with the seconds to wait; another key is counted apart."""
    one, other = bearer("one"), bearer("other")
    answers = [limited.get(MEMORIES, headers=one) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2].content_type == "application/problem+json"
    assert 1 <= int(answers[2].headers["Retry-After"]) <= 61
    assert "Retry-After" not in answers[0].headers
    assert limited.get(MEMORIES, headers=other).status_code == 200


def test_cat_tools_are_never_told_to_wait(limited: Client, bearer: Callable[[str], dict[str, str]]) -> None:
    """Weblate would ask nothing for half an hour."""
    headers = bearer("weblate")
    answers = [limited.get("/tmserver/es/ru/unit/nada", headers=headers) for _ in range(5)]
    assert {answer.status_code for answer in answers} == {200}


def test_this_machine_is_not_counted(limited: Client) -> None:
    """Without keys there is nobody to be counted."""
    assert {limited.get(MEMORIES).status_code for _ in range(5)} == {200}


def test_off(settings: Settings, bearer: Callable[[str], dict[str, str]]) -> None:
    """The setting "off" counts nothing."""
    app = create_app(replace(settings, rate_limit="off"))
    answer = app.test_client().get(MEMORIES, headers=bearer("x"))
    app.extensions["tmserver"].close()
    assert answer.status_code == 200


@pytest.mark.parametrize("change", [{"rate_limit": "a lot"}, {"rate_storage": "nowhere://x"}])
def test_settings_that_cannot_be(settings: Settings, change: dict[str, Any]) -> None:
    """A limit or storage that cannot be used is named before anything is served."""
    with pytest.raises(InvalidInput, match="TMSERVER_RATE"):
        create_app(replace(settings, **change))


def test_attempts_to_sign_in(client: Client) -> None:
    """Ten tries of a name from one address; other addresses and names go on, up to a limit of their own."""
    with client.application.test_request_context(environ_base={"REMOTE_ADDR": "10.0.0.7"}):
        for _ in range(10):
            attempt("anna")
        with pytest.raises(TooManyAttempts) as refused:
            attempt("anna")
        attempt("boris")
    assert 1 <= refused.value.wait <= 301
    with client.application.test_request_context(environ_base={"REMOTE_ADDR": "10.0.0.8"}):
        attempt("anna")


def test_many_names_from_one_address(client: Client) -> None:
    """Who tries name after name is stopped as well."""
    with (
        client.application.test_request_context(environ_base={"REMOTE_ADDR": "10.0.0.7"}),
        pytest.raises(TooManyAttempts),
    ):
        deque(map(attempt, map(str, range(100))))
