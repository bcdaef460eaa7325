"""Memories as cards, made, renamed, deleted, brought back; the first run."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from tests.tmserver.conftest import Client
from tests.tmserver.web.conftest import Send
from tmserver.app import create_app
from tmserver.services.database import create_database
from tmserver.settings import Settings

HTMX = {"HX-Request": "true"}
EVIL = "<img src=x onerror=alert(1)>"


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Client]:
    """A client of a new installation."""
    settings = Settings(
        database_url=f"sqlite:///{tmp_path / 'new.db'}", cache_folder=str(tmp_path / "cache-of-new")
    )
    create_database(settings)
    app = create_app(settings)
    with app.test_client() as client:
        yield client
    app.extensions["tmserver"].close()


def test_cards(client: Client) -> None:
    """Each memory with its size, its languages, statuses, and the ways out."""
    text = client.get("/memories", headers={"Accept-Language": "ru"}).text
    assert "chile-1973" in text
    assert "20 единиц" in text
    assert all(name in text for name in ("Русский", "Испанский", "Английский"))


def test_growth(client: Client) -> None:
    """A bar for each month of a year, told in words too; without JavaScript on a page of its own."""
    page = client.get("/memories/chile-1973/growth").text
    part = client.get("/memories/chile-1973/growth", headers=HTMX).text
    assert "<h1>" in page
    assert "<h1>" not in part
    assert part.count('class="fill"') == 12
    assert ": 20" in part


def test_a_memory_is_made_renamed_deleted_and_brought_back(send: Send, client: Client) -> None:
    """Each step says what was done and offers to undo it."""
    made = send("/memories", {"name": "work", "title": "Work"}, HTMX).text
    assert "Made: work" in made
    renamed = send("/memories/work/edit", {"new_name": "letters"}, HTMX).text
    assert "work is called letters now" in renamed
    assert '<input type="hidden" name="new_name" value="work">' in renamed
    deleted = send("/memories/letters/delete", {}, HTMX).text
    assert 'hx-post="/memories/letters/restore"' in deleted
    assert "1 deleted memory" in deleted
    assert client.get("/api/v2/memories/letters").status_code == 404
    assert "There again: letters" in send("/memories/letters/restore", {}, HTMX).text
    assert client.get("/api/v2/memories/letters").json["title"] == "Work"


@pytest.mark.parametrize(
    ("path", "fields", "status", "field"),
    [
        ("/memories", {"name": " "}, 422, "name"),
        ("/memories", {"name": "a b"}, 422, "name"),
        ("/memories", {"name": "chile-1973"}, 409, ""),
        ("/memories/chile-1973/edit", {"new_name": ""}, 422, "new_name"),
        ("/memories/chile-1973/edit", {"new_name": "a b"}, 422, "new_name"),
        ("/memories/nowhere/delete", {}, 404, "memory"),
        ("/memories/nowhere/restore", {}, 404, "name"),
    ],
)
def test_what_cannot_be(send: Send, path: str, fields: dict[str, str], status: int, field: str) -> None:
    """An error names its field, and nothing is changed."""
    answer = send(path, fields, HTMX)
    assert answer.status_code == status
    assert f'data-field="{field}"' in answer.text


def test_an_export_leads_to_its_file(client: Client) -> None:
    """The form's choices become those of the API; both languages of a pair or none."""
    asked = "format=csv&source=ru&target=es&language=ru&language=es&status=reviewed"
    led = client.get(f"/memories/chile-1973/export?{asked}")
    with client.get(led.location) as sent:
        assert sent.status_code == 200
    assert all(part in led.location for part in ("format=csv", "source=ru", "language=es", "status=reviewed"))
    whole = client.get("/memories/chile-1973/export?format=tmx&source=&target=").location
    assert whole == "/api/v2/memories/chile-1973/export?format=tmx"
    assert client.get("/memories/chile-1973/export?format=po&source=&target=").status_code == 422


@pytest.mark.parametrize("path", ["/memories", "/lookup"])
def test_a_new_installation_greets(empty: Client, path: str) -> None:
    """Three ways to begin, in place of an empty list; the address to connect programs to is the asked one."""
    text = empty.get(path, headers={"Accept-Language": "es"}).text
    assert text.count('<li class="sheet">') == 3
    assert "http://localhost/tmserver" in text


def test_the_example_is_loaded(empty: Client) -> None:
    """One button, and there is something to look up; then nothing greets any more."""
    token = empty.get("/memories").text.partition('name="csrf_token" value="')[2].partition('"')[0]
    led = empty.post("/memories/example", data={"csrf_token": token})
    assert led.location == "/lookup"
    assert 'class="begin"' not in empty.get("/lookup").text
    assert empty.get("/api/v2/memories/chile-1973").json["units"] == 20


def test_html_is_text(send: Send, client: Client) -> None:
    """Markup in titles is shown as it stands: of memories that are there, and of deleted ones."""
    pages = [
        send("/memories", {"name": "work", "title": EVIL}).text,
        send("/memories", {"name": EVIL}, HTMX).text,
        send("/memories/work/delete", {}).text,
    ]
    assert all("<img" not in page for page in pages)
    assert all(EVIL in unescape(page) for page in pages)
