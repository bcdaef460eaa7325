"""Units of a memory edited where they stand in the list."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.tmserver.web.browser.conftest import OpenPage
from tests.tmserver.web.browser.keyboard import tab_to
from tests.tmserver.web.browser.test_lookup import LANGUAGES_AND_WIDTHS

UNITS = "/units/chile-1973"
SAVED = {"ru": "Сохранено", "es": "Guardado", "en": "Saved"}


@pytest.mark.parametrize(("language", "width"), LANGUAGES_AND_WIDTHS)
def test_from_the_keyboard_alone(open_page: OpenPage, language: str, width: int) -> None:
    """Edit a unit, see what is wrong, save and come to the next in the same language, leave it, undo."""
    page = open_page(UNITS, language=language, width=width)
    tab_to(page, "#unit-1 .edit")
    page.keyboard.press("Enter")
    expect(page.locator("#unit-1 textarea").first).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type(" 1999")
    expect(page.locator("#unit-1 .finding").first).to_contain_text("1999")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#unit-2 textarea[lang=es]")).to_be_focused()
    expect(page.locator("#unit-1 .done")).to_contain_text(SAVED[language])
    expect(page.locator("#unit-1 [lang=es] .segment")).to_contain_text("1999")
    page.keyboard.press("Escape")
    expect(page.locator("#unit-2 .edit")).to_be_focused()
    page.locator("#unit-1 .done button").press("Enter")
    expect(page.locator("#unit-1 [lang=es] .segment")).not_to_contain_text("1999")
    expect(page.locator("#unit-1 .edit")).to_be_focused()


def _type(page: Page, text: str) -> None:
    page.click("#unit-1 .edit")
    page.fill("#unit-1 textarea >> nth=0", text)


def test_what_is_typed_is_not_lost(open_page: OpenPage) -> None:
    """Left by Escape it comes back with a press; the list does not change below it."""
    page = open_page(UNITS)
    _type(page, "Набрано.")
    page.fill("[name=contains]", "завод")
    expect(page.locator("#notice")).to_contain_text("Save or cancel the unit")
    expect(page.locator(".unit")).to_have_count(20)
    page.locator("#unit-1 textarea").first.press("Escape")
    page.get_by_role("button", name="Bring back what was typed").click()
    expect(page.locator("#unit-1 textarea").first).to_have_value("Набрано.")


def test_two_at_once(open_page: OpenPage) -> None:
    """The editor shows what was stored meanwhile; saved again, it holds."""
    page = open_page(UNITS)
    other = page.context.new_page()
    other.goto(UNITS)
    for each in (page, other):
        _type(each, f"Набрано {'первым' if each is page else 'вторым'}.")
    for each in (page, other):
        each.get_by_role("button", name="Save", exact=True).click()
    expect(other.locator("#unit-1 .notice del")).to_have_text("первым")
    other.get_by_role("button", name="Save", exact=True).click()
    expect(other.locator("#unit-1 .segment").first).to_have_text("Набрано вторым.")


def test_the_list_shows_statuses_that_were_set(open_page: OpenPage) -> None:
    """Rows change with their units, and change back."""
    page = open_page(UNITS)
    page.check("#unit-1 .pick input")
    page.select_option("[name=to]", "draft")
    page.get_by_role("button", name="Set").click()
    expect(page.locator("#unit-1 .tag.warning")).to_have_text("draft")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#unit-1 .tag.warning")).to_have_count(0)


def test_without_javascript(open_page: OpenPage) -> None:
    """The link leads to the unit's page, whose form does the same."""
    page = open_page(UNITS, javascript=False)
    page.click("#unit-1 .edit")
    page.fill("#text-0", "Набрано.")
    page.click("#unit .first")
    expect(page.locator(".notice.good")).to_be_visible()
