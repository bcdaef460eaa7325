"""Alignments on pages: handed in, corrected with and without JavaScript, stored, abandoned."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO
from typing import Any

import pytest

from tests.tmserver.conftest import Client
from tests.tmserver.services.jobs.working import do_next
from tests.tmserver.web.conftest import Send
from tmserver.gate.services import Services
from tmserver.settings import Settings

HTMX = {"HX-Request": "true", "HX-Target": "board"}
EVIL = "<img src=x onerror=alert(1)>"
RU = f"Рабочие заняли завод. Солдаты начали обыски. В 1973 году это было обычным делом {EVIL}."
ES = f"Los obreros tomaron la fábrica. Los soldados iniciaron los allanamientos. En 1973 era común {EVIL}."


def form(**fields: Any) -> dict[str, Any]:
    """Two documents, and a third field that nobody filled."""
    files = [
        (BytesIO(RU.encode()), f"{EVIL}.txt"),
        (BytesIO(ES.encode()), "b.txt"),
        (BytesIO(b""), ""),
    ]
    given = {"files": files, "language": ["ru", "es", ""], "memory": "chile-1973", "document": EVIL}
    return given | {"without_meaning": "1"} | fields


@pytest.fixture
def address(client: Client, settings: Settings, send: Send) -> str:
    """The page of an alignment that is done."""
    led: str = send("/align", form()).headers["Location"]
    assert "waits for its turn" in client.get(led).text
    here: Services = client.application.extensions["tmserver"]
    do_next(here.database, settings, here.jobs)
    return led


def version(page: str) -> str:
    """The version that the forms of a page are for."""
    found = re.search(r'name="version" value="(\d+)"', page)
    assert found is not None
    return found[1]


def test_the_form(client: Client) -> None:
    """It has a place for three documents, and earlier alignments below."""
    page = client.get("/align").text
    assert page.count('type="file"') == 3
    assert "chile-1973" in page


def test_links_are_text(client: Client, address: str) -> None:
    """What stands in documents and their names is text, on the page and in the list."""
    page = client.get(f"{address}?show=all").text
    assert EVIL not in page
    assert EVIL in unescape(page)
    assert page.count('class="link sheet') == 3
    assert EVIL not in client.get("/align").text


def test_corrected(client: Client, address: str, send: Send) -> None:
    """A step gives the board as it is then; without JavaScript it leads back to where one was."""
    page = client.get(f"{address}?show=all").text
    fields = {"version": version(page), "show": "all", "step": "merge:0"}
    board = send(f"{address}/step", fields, HTMX).text
    assert board.count('class="link sheet') == 2
    assert "<html" not in board
    led = send(f"{address}/step", {"version": version(board), "show": "all", "step": "split:0:1:1"})
    assert (led.status_code, led.headers["Location"]) == (303, f"{address}?show=all&start=0")
    assert client.get(led.headers["Location"]).text.count('class="link sheet') == 3
    undone = send(f"{address}/step", {"version": "2", "show": "all", "step": "undo"}, HTMX).text
    assert undone.count('class="link sheet') == 2


def test_somebody_else_was_quicker(client: Client, address: str, send: Send) -> None:
    """The step is not done; the board shows how it is now, and says so."""
    fields = {"version": "0", "show": "all", "step": "merge:0"}
    send(f"{address}/step", fields, HTMX)
    board = send(f"{address}/step", fields, HTMX).text
    assert "Somebody else has changed" in board
    assert board.count('class="link sheet') == 2


@pytest.mark.parametrize("step", ["", "x", "merge:99", "split:0:9:1", "merge:99999999999", "undo"])
def test_steps_that_cannot_be(address: str, send: Send, step: str) -> None:
    """They are refused with a reason."""
    assert send(f"{address}/step", {"version": "0", "step": step}, HTMX).status_code in (200, 422)


def test_stored(client: Client, address: str, send: Send) -> None:
    """Nothing accepted is no error of the server; then all is stored and told."""
    assert "Nothing is accepted yet" in send(f"{address}/store", {"accepted_only": "1"}, HTMX).text
    send(f"{address}/step", {"version": "0", "step": "accept:0"}, HTMX)
    assert "1 unit was added" in send(f"{address}/store", {"accepted_only": "1"}, HTMX).text
    stored = send(f"{address}/store", {}).text
    assert "2 units were added" in stored
    assert "<html" in stored


def test_abandoned(client: Client, address: str, send: Send) -> None:
    """It is gone with its documents."""
    here: Services = client.application.extensions["tmserver"]
    assert list(here.jobs.folders.root.iterdir())
    assert send(f"{address}/delete", {}).headers["Location"] == "/align"
    assert client.get(address).status_code == 404
    assert not list(here.jobs.folders.root.iterdir())


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"language": ["ru", "", ""]}, "language of each document"),
        ({"language": ["ru", "ru", ""]}, "language of each document"),
        ({"files": [(BytesIO(b"a"), "a.txt")]}, "at least two documents"),
    ],
)
def test_what_the_form_lacks(send: Send, fields: dict[str, Any], words: str) -> None:
    """It is said in words."""
    assert words in send("/align", form(**fields), HTMX).text
