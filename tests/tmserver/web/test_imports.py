"""Files sent from a page: imports as jobs, documents compared with the memories."""

from __future__ import annotations

from html import unescape
from io import BytesIO
from typing import Any

import pytest

from tests.tmserver.conftest import Client
from tests.tmserver.services.imports.importing import FOOT, HEAD, tu
from tests.tmserver.services.jobs.working import do_next
from tests.tmserver.web.conftest import Send
from tmserver.gate.services import Services
from tmserver.settings import Settings

HTMX = {"HX-Request": "true"}
EVIL = "<img src=x onerror=alert(1)>"
FILE = (HEAD + tu(ru="Да", es="Sí") + tu(ru="Один") + FOOT).encode()
PO = (
    'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\nLanguage: es\\n'
    'X-Source-Language: ru\\n"\n\nmsgid "Народная власть."\nmsgstr ""\n'
).encode()


def form(name: str = "a.tmx", content: bytes = FILE, **fields: Any) -> dict[str, Any]:
    """A form with one small file."""
    return {"files": (BytesIO(content), name), "memory": "chile-1973"} | fields


def _do(client: Client, settings: Settings) -> int:
    here: Services = client.application.extensions["tmserver"]
    return do_next(here.database, settings, here.jobs).id


def test_an_import(client: Client, settings: Settings, send: Send) -> None:
    """The form leads to the job: first its progress, which asks again, then its report."""
    led = send("/import", form(), HTMX)
    address = led.headers["HX-Redirect"]
    waiting = client.get(address, headers=HTMX).text
    assert 'hx-trigger="every 1s"' in waiting
    assert "<progress" in waiting
    _do(client, settings)
    done = client.get(address).text
    assert "every 1s" not in done
    assert "one language only: 1" in done
    assert "a.tmx" in done
    report = f"/api/v2{address}/report"
    assert f'href="{report}"' in done
    with client.get(report) as sent:
        assert sent.status_code == 200


def test_a_new_memory(client: Client, settings: Settings, send: Send) -> None:
    """A name that is given goes before the one that is chosen; without JavaScript the page is led to."""
    led = send("/import", form(new_memory="letters", status="draft"))
    assert led.status_code == 303
    _do(client, settings)
    assert client.get("/api/v2/memories/letters").json["statuses"]["draft"] == 1


def test_only_said(client: Client, settings: Settings, send: Send) -> None:
    """A trial stores nothing and says so."""
    address = send("/import", form(dry_run="1"), HTMX).headers["HX-Redirect"]
    _do(client, settings)
    assert "nothing was stored" in client.get(address).text
    assert client.get("/api/v2/memories/chile-1973").json["units"] == 20


def test_a_file_that_cannot_be_read(client: Client, settings: Settings, send: Send) -> None:
    """The job says what is wrong."""
    address = send("/import", form(content=b"<tmx"), HTMX).headers["HX-Redirect"]
    _do(client, settings)
    assert 'class="notice error"' in client.get(address).text


def test_a_job_is_stopped(client: Client, send: Send) -> None:
    """One that waits ends at once."""
    address = send("/import", form(), HTMX).headers["HX-Redirect"]
    assert send(f"{address}/cancel", {}).location == address
    assert "Stopped" in client.get(address).text


@pytest.mark.parametrize(
    ("fields", "status", "field"),
    [
        ({"memory": "nowhere"}, 404, "memory"),
        ({"memory": ""}, 422, "new_memory"),
        ({"new_memory": "a b"}, 422, "memory"),
        ({"source": " "}, 422, "source"),
    ],
)
def test_what_cannot_be(send: Send, fields: dict[str, Any], status: int, field: str) -> None:
    """An error names its field."""
    answer = send("/import", form(**fields), HTMX)
    assert answer.status_code == status
    assert f'data-field="{field}"' in answer.text


@pytest.mark.parametrize(("path", "field"), [("/import", "files"), ("/analyse", "documents")])
def test_no_file(send: Send, path: str, field: str) -> None:
    """A form that was sent too early is told beside the field."""
    answer = send(path, {"files": (BytesIO(b""), ""), "memory": "chile-1973"}, HTMX)
    assert f'data-field="{field}"' in answer.text


@pytest.mark.parametrize("headers", [HTMX, {}])
def test_match_bands(send: Send, headers: dict[str, str]) -> None:
    """A document's words by match band, a bar for each; without JavaScript as a page."""
    text = send("/analyse", form("a.po", PO), headers).text
    assert text.count("<svg viewBox=") == 8
    assert "in context" in text
    assert ("<h1>" in text) is (headers == {})


def test_html_is_text(client: Client, settings: Settings, send: Send) -> None:
    """Markup in the names of files is shown as it stands: while it waits, in the report, over the bands."""
    address = send("/import", form(f"{EVIL}.tmx"), HTMX).headers["HX-Redirect"]
    waiting = client.get(address).text
    _do(client, settings)
    pages = [waiting, client.get(address).text, send("/analyse", form(f"{EVIL}.po", PO), HTMX).text]
    assert all("<img" not in page for page in pages)
    assert all("img src=x" in unescape(page) for page in pages)
