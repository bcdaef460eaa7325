"""The page that stays open beside a text, as a browser without JavaScript sends its form."""

from __future__ import annotations

import pytest

from tests.tmserver.conftest import Client
from tests.tmserver.web.conftest import Send
from tmserver.meaning.encoder import get_encoder
from tmserver.services.database import open_database
from tmserver.services.meaning.making import make
from tmserver.services.memories import list_memories
from tmserver.settings import Settings

ASKED = "В те первые дни июля 1974 года не создавалась народная власть на местах."
HTMX = {"HX-Request": "true"}


def _desk(**more: object) -> dict[str, object]:
    return {"source": "ru", "target": "es", "text": ASKED, "min_score": "70"} | more


def test_the_page_of_matches_and_terms(send: Send) -> None:
    """The text sent stands in the form again; below it are its matches and terms."""
    text = send("/lookup", _desk()).text
    assert f"{ASKED}</textarea>" in text
    assert "En aquellos primeros días de julio de 1973" in text
    assert "<ins>не</ins>" in text
    assert "poder popular" in text


def test_htmx_gets_the_answer_alone(send: Send) -> None:
    """A page asks for what changes, and gets no second page."""
    text = send("/lookup", _desk(), HTMX).text
    assert "84 %" in text
    assert "<html" not in text
    assert "<textarea" not in text


def test_an_empty_text_is_no_error(send: Send) -> None:
    """Nothing typed: a hint."""
    answer = send("/lookup", _desk(text=" \n"), HTMX)
    assert answer.status_code == 200
    assert "Matches and terms appear here" in answer.text


def test_the_languages_can_be_swapped(send: Send) -> None:
    """The translation becomes the text, the text the translation."""
    text = send("/lookup", _desk(swap="1", translation="Hola.")).text
    assert "Hola.</textarea>" in text
    assert '<option value="es" selected>Spanish' in text


def test_a_pair_is_kept_with_its_context(client: Client, send: Send) -> None:
    """Saving stores the unit in the memory chosen, and the next look-up finds it in its context."""
    pair = _desk(
        text="Раз.\r\nДва.", translation="Uno. Dos.", home="chile-1973", previous="Ноль.", next="Три."
    )
    assert "Saved as unit 21 of chile-1973" in send("/lookup/save", pair, HTMX).text
    assert "Already there: unit 21" in send("/lookup/save", pair).text
    found = client.get("/api/v2/lookup?source=ru&target=es&text=Раз.%0AДва.&previous=Ноль.&next=Три.").json[
        "matches"
    ]
    assert (found[0]["score"], found[0]["target"]["text"]) == (101, "Uno. Dos.")


@pytest.mark.parametrize(("wrong", "status"), [({"home": "nope"}, 404), ({"translation": " "}, 422)])
def test_what_cannot_be_kept(client: Client, send: Send, wrong: dict[str, str], status: int) -> None:
    """An unknown memory, no translation: told, and nothing is stored."""
    pair = _desk(translation="Hola.", home="chile-1973") | wrong
    assert send("/lookup/save", pair, HTMX).status_code == status
    (memory,) = client.get("/api/v2/memories").json["memories"]
    assert memory["units"] == 20


def test_html_is_text(send: Send) -> None:
    """Markup in a text, its translation, its context: shown as it was typed."""
    evil = "<img src=x onerror=alert(1)>"
    pair = _desk(text=evil, translation=evil, previous=evil, next=evil, home="chile-1973", memory=evil)
    for text in (
        send("/lookup/save", pair | {"memory": []}).text,
        send("/lookup", pair | {"memory": []}).text,
        send("/lookup", pair, {"Accept": "text/html"}).text,
    ):
        assert "<img" not in text
        assert "&lt;img" in text


def test_matches_by_meaning(settings: Settings, client: Client, send: Send) -> None:
    """On request, and told apart: they have no percent."""
    database = open_database(settings)
    (memory,) = [each.memory for each in list_memories(database)]
    for _ in make(database, get_encoder(), memory):
        pass
    database.close()
    asked = _desk(source="en", text="Then the army started its searches.")
    assert "by meaning" not in send("/lookup", asked, HTMX).text
    found = send("/lookup", asked | {"meaning": "1"}, HTMX).text
    assert "by meaning" in found
    assert "nearness 0." in found
    assert "by meaning too" in client.get("/lookup").text
