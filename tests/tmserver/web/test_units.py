"""The units of a memory, and one of them edited."""

from __future__ import annotations

import re

import pytest

from tests.tmserver.conftest import Client
from tests.tmserver.web.conftest import Send

HTMX = {"HX-Request": "true"}
UNITS = "/units/chile-1973"


def revision_of(client: Client, unit: int) -> str:
    """The revision that the unit's page would send back."""
    found = re.search(r'name="revision" value="(\d+)"', client.get(f"/unit/{unit}").text)
    assert found is not None
    return found[1]


def test_the_list(client: Client) -> None:
    """/units leads to a memory's units, in the order of the document, with all their languages."""
    answer = client.get("/units", follow_redirects=True)
    assert answer.request.path == UNITS
    assert "20 units" in answer.text
    assert answer.text.index(">Unit 1<") < answer.text.index(">Unit 20<")


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ({"contains": "Уачипато"}, 1),
        ({"status": "draft"}, 0),
        ({"language": "es"}, 20),
        ({"author": "nobody"}, 0),
        ({"newest": "1"}, 20),
    ],
)
def test_narrowed(send: Send, asked: dict[str, str], number: int) -> None:
    """By text, status, language and author; htmx gets the list alone."""
    text = send(UNITS, asked, HTMX).text
    assert f"{number} unit" in text
    assert "<html" not in text


def test_statuses_set_together_and_taken_back(client: Client, send: Send) -> None:
    """Those chosen get the status; one press takes all of them back."""
    text = send(f"{UNITS}/status", {"unit": ["1", "2", "3"], "to": "draft"}, HTMX).text
    assert "3 units changed: draft" in text
    assert "3 units" in send(UNITS, {"status": "draft"}, HTMX).text
    changed = re.findall(r'name="changed" value="(\d+)"', text)
    assert "3 units are as they were" in send(f"{UNITS}/undo", {"changed": changed}, HTMX).text
    assert "0 units" in send(UNITS, {"status": "draft"}, HTMX).text


@pytest.mark.parametrize("data", [{"to": "draft"}, {"unit": "1", "to": "nonsense"}])
def test_nothing_chosen(send: Send, data: dict[str, str]) -> None:
    """Without units, or with a status that is none, the form says so."""
    assert send(f"{UNITS}/status", data, HTMX).status_code == 422


def test_an_edit_and_its_history(client: Client, send: Send) -> None:
    """A text is stored as typed; what it was stands in the history, and one press brings it back."""
    typed = {"revision": revision_of(client, 20), "text-0": "Новый текст.", "status": "draft"}
    text = send("/unit/20", typed, HTMX).text
    assert "Saved." in text
    assert "<ins>" in text
    assert "<del>" in text
    assert "reviewed → draft" in text
    found = re.search(r'name="to" value="(\d+)"', text)
    assert found is not None
    text = send("/unit/20/undo", {"revision": revision_of(client, 20), "to": found[1]}, HTMX).text
    assert "Именно тогда вооруженные силы" in text


def test_two_edits_at_once(client: Client, send: Send) -> None:
    """The second writer sees both versions, and what was typed is not lost."""
    revision = revision_of(client, 20)
    assert "Saved." in send("/unit/20", {"revision": revision, "text-0": "Первый."}, HTMX).text
    text = send("/unit/20", {"revision": revision, "text-0": "Второй."}, HTMX).text
    assert "Somebody else was quicker." in text
    assert ">\nВторой.</textarea>" in text
    assert "Первый" in text
    assert "Saved." in send("/unit/20", {"revision": revision_of(client, 20), "text-0": "Второй."}, HTMX).text


def test_findings_of_what_is_typed(send: Send) -> None:
    """A number that changed is reported before anything is saved."""
    typed = {"text-0": "В 1973 году.", "text-1": "En 1974.", "text-2": "In 1973."}
    assert "1974" in send("/unit/1/check", typed, HTMX).text


def test_deleted_and_brought_back(client: Client, send: Send) -> None:
    """A deleted unit keeps its page and its history, from where it comes back."""
    assert "This unit is deleted." in send("/unit/5/delete", {}, HTMX).text
    assert "This unit is deleted." in client.get("/unit/5").text
    assert "Saved." in send("/unit/5/restore", {}, HTMX).text


def test_no_such_unit(client: Client) -> None:
    """An id that nobody has is no page."""
    assert client.get("/unit/999999").status_code == 404


def test_html_is_text(client: Client, send: Send) -> None:
    """Markup in a text is shown as it stands, in the list, the editor and the history."""
    evil = '<script>alert("x")</script>'
    send("/unit/20", {"revision": revision_of(client, 20), "text-0": evil}, HTMX)
    editor = client.get("/unit/20/row/edit", headers=HTMX).text
    for text in (client.get("/unit/20").text, send(UNITS, {"contains": "alert"}).text, editor):
        assert evil not in text
        assert "&lt;" in text


ROW = "/unit/20/row"


def test_edited_in_the_list(client: Client, send: Send) -> None:
    """The row becomes an editor with findings, then the row with what was typed, which can be taken back."""
    editor = client.get(f"{ROW}/edit", headers=HTMX).text
    assert 'name="text-0"' in editor
    typed = {"revision": revision_of(client, 20), "text-0": "Новый текст."}
    row = send(ROW, typed, HTMX).text
    assert "Новый текст." in row
    assert "Saved" in row
    row = send(f"{ROW}/undo", {"revision": revision_of(client, 20)}, HTMX).text
    assert "Именно тогда вооруженные силы" in row
    assert "As it was before" in row


def test_nothing_typed_is_nothing_to_undo(client: Client, send: Send) -> None:
    """Undo would take back what somebody changed earlier."""
    assert "Undo" not in send(ROW, {"revision": revision_of(client, 20)}, HTMX).text


def test_two_edits_in_lists_at_once(client: Client, send: Send) -> None:
    """The second writer keeps the editor, with both versions; saving that is another change."""
    revision = revision_of(client, 20)
    send(ROW, {"revision": revision, "text-0": "Первый."}, HTMX)
    text = send(ROW, {"revision": revision, "text-0": "Второй."}, HTMX).text
    assert "Somebody else was quicker." in text
    assert ">\nВторой.</textarea>" in text
    assert "Первый" in text
    assert "Saved" in send(ROW, {"revision": revision_of(client, 20), "text-0": "Второй."}, HTMX).text


@pytest.mark.parametrize("address", [ROW, f"{ROW}/edit"])
def test_a_row_opened_as_a_page(client: Client, address: str) -> None:
    """A browser that follows an address of a row comes to the unit's page."""
    assert client.get(address).location == "/unit/20"
