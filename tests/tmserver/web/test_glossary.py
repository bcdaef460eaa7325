"""Glossaries and their concepts on pages."""

from __future__ import annotations

import re

import pytest

from tests.tmserver.conftest import Client
from tests.tmserver.web.conftest import Send

HTMX = {"HX-Request": "true"}
GLOSSARY = "/glossary/chile-1973"


def concept_page(client: Client, send: Send, text: str) -> tuple[str, str]:
    """The address and the page of the first concept in which the text stands."""
    found = re.search(rf'href="({GLOSSARY}/concept/[^"]+)"', send(GLOSSARY, {"text": text}, HTMX).text)
    assert found is not None
    return found[1], client.get(found[1]).text


def fields_of(text: str) -> dict[str, str]:
    """What the form of a concept's page would send back, its texts apart."""
    return dict(re.findall(r'name="(revision|term-\d+|note-\d+|domain)" value="([^"]*)"', text))


def test_the_list(client: Client) -> None:
    """/glossary leads to a glossary's concepts, with terms of all languages and their statuses."""
    answer = client.get("/glossary", follow_redirects=True)
    assert answer.request.path == GLOSSARY
    assert "77 concepts" in answer.text
    assert "preferred" in answer.text


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"text": "кордон"}, "cordón industrial"),
        ({"letter": "h", "language": "es"}, "Huachipato"),
        ({"status": "forbidden"}, "forbidden"),
    ],
)
def test_narrowed(client: Client, send: Send, asked: dict[str, str], expected: str) -> None:
    """By text, letter, language and status; all but the text may stand in a link."""
    assert expected in send(GLOSSARY, asked, HTMX).text
    if "text" not in asked:
        assert expected in client.get(GLOSSARY, query_string=asked).text


def test_a_concept_with_its_evidence(client: Client, send: Send) -> None:
    """Its terms in all languages, the forms in which the memories have them, and the units."""
    _, text = concept_page(client, send, "кордон")
    assert "Forms found in the memories" in text
    assert re.search(r"<span>кордон\w* ", text)
    assert 'href="/unit/' in text


def test_an_edit_and_back(client: Client, send: Send) -> None:
    """A term is added, shown with its status, and the earlier state brought back."""
    path, text = concept_page(client, send, "кордон")
    typed = fields_of(text) | {"term-new": "заградкордон", "language-new": "ru", "status-new": "forbidden"}
    text = send(path, typed, HTMX).text
    assert "Saved." in text
    assert 'value="заградкордон"' in text
    found = re.search(r'name="to" value="(\d+)"', text)
    assert found is not None
    text = send(path.replace("/concept/", "/restore/"), {"to": found[1]}, HTMX).text
    assert "Saved." in text
    assert 'value="заградкордон"' not in text


def test_two_edits_at_once(client: Client, send: Send) -> None:
    """The second writer sees what is stored now, and keeps what was typed."""
    path, text = concept_page(client, send, "кордон")
    fields = fields_of(text)
    assert "Saved." in send(path, fields | {"domain": "first"}, HTMX).text
    text = send(path, fields | {"domain": "second"}, HTMX).text
    assert "Somebody else was quicker." in text
    assert 'value="second"' in text


def test_a_new_concept_deleted_and_back(client: Client, send: Send) -> None:
    """A term makes a concept; deleted it keeps its page, from where it comes back."""
    answer = send(f"{GLOSSARY}/add", {"term": "quipu", "language": "es"})
    assert answer.status_code == 303
    path = answer.headers["Location"]
    assert 'value="quipu"' in client.get(path).text
    assert "This concept is deleted." in send(path.replace("/concept/", "/delete/"), {}, HTMX).text
    assert "Saved." in send(path.replace("/concept/", "/restore/"), {}, HTMX).text


@pytest.mark.parametrize("data", [{"term": " ", "language": "es"}, {"term": "x", "language": "qqq"}])
def test_what_is_no_concept(send: Send, data: dict[str, str]) -> None:
    """Without a term, or in a language that nobody knows, the field is named."""
    assert send(f"{GLOSSARY}/add", data, HTMX).status_code in (404, 422)


def test_html_is_text(client: Client, send: Send) -> None:
    """Markup in a term, a note or a definition is shown as it stands."""
    evil = "<script>alert(1)</script>"
    path = send(f"{GLOSSARY}/add", {"term": evil, "language": "es"}).headers["Location"]
    fields = fields_of(client.get(path).text) | {"term-0": evil, "note": evil, "definition-es": evil}
    found = send(GLOSSARY, {"text": "alert"}, HTMX).text
    for text in (send(path, fields, HTMX).text, client.get(path).text, found):
        assert evil not in text
        assert "&lt;script&gt;" in text
