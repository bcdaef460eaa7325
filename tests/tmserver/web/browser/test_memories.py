"""Memories as somebody looks after them, and the first run."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.tmserver.web.browser.conftest import OpenPage
from tests.tmserver.web.browser.keyboard import choose_file, tab_to
from tests.tmserver.web.browser.pages import DOCUMENT, FILE, emptied
from tests.tmserver.web.browser.test_lookup import LANGUAGES_AND_WIDTHS

DELETED = {"ru": "Удалено: letters", "es": "Eliminada: letters", "en": "Deleted: letters"}
REASONS = {"ru": "Почему пропущено", "es": "Motivos de omisión", "en": "Left out because"}


@pytest.mark.parametrize(("language", "width"), LANGUAGES_AND_WIDTHS)
def test_from_the_keyboard_alone(open_page: OpenPage, language: str, width: int) -> None:
    """Make a memory, take that back, and take back that too."""
    page = open_page("/memories", language=language, width=width)
    tab_to(page, ".make summary")
    page.keyboard.press("Enter")
    tab_to(page, "[name=name]")
    page.keyboard.type("letters")
    page.keyboard.press("Enter")
    expect(page.locator(".card")).to_have_count(2)
    tab_to(page, ".undo")
    page.keyboard.press("Enter")
    expect(page.locator(".card")).to_have_count(1)
    expect(page.locator(".notice.good")).to_contain_text(DELETED[language])
    tab_to(page, ".undo")
    page.keyboard.press("Enter")
    expect(page.locator(".card")).to_have_count(2)


@pytest.mark.parametrize(("language", "width"), LANGUAGES_AND_WIDTHS)
def test_an_import_from_the_keyboard_alone(open_page: OpenPage, language: str, width: int) -> None:
    """Choose a file and a name, watch the work, read the report."""
    page = open_page("/import", language=language, width=width)
    choose_file(page, "#files", FILE)
    expect(page.locator(".names").first).to_contain_text("cartas.tmx")
    tab_to(page, "[name=new_memory]")
    page.keyboard.type("letters")
    page.keyboard.press("Enter")
    page.wait_for_url("**/jobs/*")
    expect(page.get_by_role("heading", name=REASONS[language])).to_be_visible()
    expect(page.locator(".numbers td").first).to_have_text("2")


def test_match_bands_of_a_document(open_page: OpenPage) -> None:
    """They appear below the form, which stays."""
    page = open_page("/import")
    choose_file(page, "#documents", DOCUMENT)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".bands .total td").nth(2)).to_have_text("2")
    assert page.url.endswith("/import")


def test_files_are_dropped(open_page: OpenPage) -> None:
    """What is dropped is what the form sends."""
    page = open_page("/import")
    page.evaluate(
        "() => { const dropped = new DataTransfer(); dropped.items.add(new File(['<tmx'], 'a.tmx'));"
        "document.querySelector('.drop').dispatchEvent(new DragEvent('drop',"
        "{dataTransfer: dropped, bubbles: true, cancelable: true})) }"
    )
    expect(page.locator(".names").first).to_contain_text("a.tmx (1 KiB)")
    page.get_by_role("button", name="Import").press("Enter")
    expect(page.locator(".notice.error")).to_be_visible()


def test_a_name_that_is_taken(open_page: OpenPage) -> None:
    """It is told, and what was typed stays."""
    page = open_page("/memories", expected="409")
    page.click(".make summary")
    page.fill("[name=name]", "chile-1973")
    page.keyboard.press("Enter")
    expect(page.locator("#notice .error")).to_be_visible()
    expect(page.locator("[name=name]")).to_have_value("chile-1973")


@pytest.mark.parametrize(("language", "width"), LANGUAGES_AND_WIDTHS)
def test_the_first_run_from_the_keyboard_alone(open_page: OpenPage, language: str, width: int) -> None:
    """Load the example, and look into it."""
    page = open_page("/memories", language=language, width=width)
    emptied(page)
    page.goto("/memories")
    tab_to(page, ".begin button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/lookup")
    page.goto("/memories")
    expect(page.locator(".card h2")).to_have_text("chile-1973")


def test_without_javascript(open_page: OpenPage) -> None:
    """Forms do the same: make, delete, bring back; growth has a page of its own."""
    page = open_page("/memories", javascript=False)
    page.click(".make summary")
    page.fill("[name=name]", "letters")
    page.get_by_role("button", name="Make it").click()
    expect(page.locator(".card")).to_have_count(2)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".card")).to_have_count(1)
    page.get_by_role("link", name="Growth").click()
    expect(page.locator(".months")).to_be_visible()
