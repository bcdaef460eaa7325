"""What is logged of requests, and what never is."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from io import StringIO
from logging.config import dictConfig
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.tmserver.conftest import Client
from tmserver.app import create_app
from tmserver.errors import InvalidInput
from tmserver.gate.logs import configuration
from tmserver.gate.services import services
from tmserver.settings import Settings

SECRET = "секрет договора"
LOOKUP = {"source": "ru", "target": "es", "text": SECRET}


class Log:
    """The server's log as it would be on standard error, and a client of the server."""

    def __init__(self, client: Client, written: StringIO) -> None:
        self.client = client
        self._written = written

    @property
    def text(self) -> str:
        """All that was logged."""
        return self._written.getvalue()

    def lines(self) -> list[dict[str, Any]]:
        """The lines of a log in JSON."""
        return [json.loads(line) for line in self.text.splitlines()]


@pytest.fixture
def log(settings: Settings, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Log]:
    """The log under the settings of the test's parameter, by default in JSON."""
    written = StringIO()
    changed = Settings(**vars(settings) | {"log_format": "json"} | getattr(request, "param", {}))
    configured = configuration(changed)
    configured["handlers"]["lines"]["stream"] = written
    app = create_app(changed)
    app.add_url_rule("/fail/<text>", "fail", _fail)
    dictConfig(configured)
    with app.test_client() as client:
        yield Log(client, written)
    app.extensions["tmserver"].close()
    for name in ("", "tmserver"):
        logging.getLogger(name).handlers.clear()
    logging.getLogger("tmserver").setLevel(logging.NOTSET)


def _fail(text: str) -> str:
    raise RuntimeError(text)


def test_a_line_for_a_request(log: Log) -> None:
    """Its id, given or new, method, route, status, milliseconds and who asked; the id is answered too."""
    answer = log.client.get("/api/v2/lookup", query_string=LOOKUP, headers={"X-Request-ID": "abc-1"})
    assert answer.headers["X-Request-ID"] == "abc-1"
    (line,) = log.lines()
    assert isinstance(line.pop("ms"), float)
    assert line.pop("time").endswith("+00:00")
    assert line == {
        "level": "info",
        "logger": "tmserver.request",
        "message": "request",
        "request_id": "abc-1",
        "method": "GET",
        "route": "/api/v2/lookup",
        "status": 200,
        "by": line["by"],
    }


@pytest.mark.parametrize("given", ["", "a b", "x" * 101, "ы", "a\tb"])
def test_ids_that_are_none(log: Log, given: str) -> None:
    """What could forge a line is replaced by an id of ours."""
    answer = log.client.get("/api/v2/languages", headers={"X-Request-ID": given})
    (line,) = log.lines()
    assert answer.headers["X-Request-ID"] == line["request_id"] != given
    assert len(line["request_id"]) == 32


@pytest.mark.parametrize("log", [{"log_format": "text"}, {}, {"log_level": "debug"}], indirect=True)
def test_texts_are_never_logged(log: Log) -> None:
    """Not in paths, queries, unknown addresses, nor in what goes wrong."""
    for address in (
        f"/tmserver/ru/es/unit/{SECRET}",
        f"/api/v2/concordance?q={SECRET}",
        f"/nothing/{SECRET}",
        f"/api/v2/lookup?source=ru&target={SECRET}&text={SECRET}",
        f"/fail/{SECRET}",
    ):
        log.client.get(address)
    assert "секрет" not in log.text
    assert "%D1%81" not in log.text
    assert "договор" not in log.text
    assert log.text.count("/tmserver/<source>/<target>/unit/<anything:text>") == 1


def test_an_unforeseen_error(log: Log) -> None:
    """Its place and kind are logged under the request's id, and the answer gives away nothing."""
    log.client.application.config["PROPAGATE_EXCEPTIONS"] = False
    answer = log.client.get(f"/fail/{SECRET}")
    assert (answer.status_code, "секрет" in answer.text) == (500, False)
    failed, asked = log.lines()
    assert failed["error"].endswith("RuntimeError")
    assert "_fail" in failed["error"]
    assert (asked["status"], asked["level"]) == (500, "warning")
    assert failed["request_id"] == asked["request_id"] == answer.headers["X-Request-ID"]


def test_a_statement_that_fails_shows_no_values(log: Log) -> None:
    """Errors of the database name the statement only."""
    with (
        log.client.application.app_context(),
        pytest.raises(DBAPIError, match="nowhere") as failed,
        services().database.read() as session,
    ):
        session.connection.execute(text("SELECT :value FROM nowhere"), {"value": SECRET})
    assert SECRET not in str(failed.value)


@pytest.mark.parametrize("log", [{"log_texts": True}], indirect=True)
def test_texts_are_logged_if_wanted(log: Log) -> None:
    """The setting log_texts adds the address in full."""
    log.client.get("/api/v2/concordance?q=завод")
    assert log.lines()[0]["path"] == "/api/v2/concordance?q=завод"


def test_what_monitoring_asks_is_not_logged(log: Log) -> None:
    """Only at the level debug."""
    for address in ("/health", "/health/live", "/health/ready", "/metrics"):
        assert log.client.get(address).status_code == 200
    assert log.text == ""


@pytest.mark.parametrize("log", [{"log_format": "text"}], indirect=True)
def test_a_line_of_text(log: Log) -> None:
    """Moment, level, and what is known as name=value."""
    log.client.get("/api/v2/languages", headers={"X-Request-ID": "abc"})
    moment, _, rest = log.text.partition(" INFO tmserver.request request ")
    assert moment.startswith("20")
    assert rest.startswith("request_id=abc method=GET route=/api/v2/languages status=200 ms=")


@pytest.mark.parametrize("wrong", [{"log_format": "xml"}, {"log_level": "all"}])
def test_settings_that_cannot_be(wrong: dict[str, str]) -> None:
    """The variable and its values are named."""
    with pytest.raises(InvalidInput, match="must be one of"):
        configuration(Settings(**wrong))  # type: ignore[arg-type]  # texts, as above
