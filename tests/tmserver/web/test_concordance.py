"""Where words stand in the memories."""

from __future__ import annotations

import re

import pytest

from tests.tmserver.conftest import Client
from tests.tmserver.web.conftest import Send

HTMX = {"HX-Request": "true"}


def test_units_with_all_their_languages(send: Send) -> None:
    """What is found is marked in any form; the unit's other languages stand beside it."""
    text = send("/concordance", {"q": "завод"}).text
    assert "<mark>заводы</mark>" in text
    assert "fábricas de alambre de cobre" in text
    assert "2 units" in text
    assert 'value="завод"' in text


def test_neighbours(send: Send) -> None:
    """The unit before and the one after are there to be shown."""
    text = send("/concordance", {"q": "Huachipato"}).text
    assert text.count('class="neighbour"') == 6


def test_a_language_alone(send: Send) -> None:
    """A word of another language is not found there."""
    assert "0 units" in send("/concordance", {"q": "завод", "language": "es"}, HTMX).text


def test_more_than_a_page(client: Client, send: Send) -> None:
    """A button leads on; htmx gets the units alone."""
    for number in range(25):
        pair = {
            "source": "en",
            "target": "es",
            "text": f"Quipu {number}",
            "translation": "x",
            "home": "chile-1973",
        }
        assert send("/lookup/save", pair, HTMX).status_code == 200
    first = send("/concordance", {"q": "quipu"}, HTMX).text
    found = re.search(r'name="cursor" value="(\d+)"', first)
    assert found is not None
    more = send("/concordance", {"q": "quipu", "cursor": found[1]}, HTMX).text
    assert (first.count("<mark>"), more.count("<mark>")) == (20, 5)
    assert "25 units" in first
    assert "units" not in more.replace('class="units"', "")


@pytest.mark.parametrize("q", ["*", "a" * 501])
def test_what_cannot_be_looked_for(send: Send, q: str) -> None:
    """A query that is none is told in its field's place."""
    answer = send("/concordance", {"q": q}, HTMX)
    assert answer.status_code == 422
    assert 'data-field="q"' in answer.text


def test_html_is_text(send: Send) -> None:
    """Markup in the query, in a unit, around what is marked: shown as it stands."""
    evil = "<script>quipu</script>"
    pair = {"source": "en", "target": "es", "text": evil, "translation": evil, "home": "chile-1973"}
    assert send("/lookup/save", pair | {"previous": evil}, HTMX).status_code == 200
    text = send("/concordance", {"q": evil}).text
    assert "<script>" not in text
    assert "&lt;script&gt;<mark>quipu" in text or "&lt;<mark>script" in text
