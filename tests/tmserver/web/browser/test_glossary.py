"""A glossary as a terminologist uses it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.tmserver.web.browser.conftest import OpenPage
from tests.tmserver.web.browser.keyboard import tab_to
from tests.tmserver.web.browser.test_lookup import LANGUAGES_AND_WIDTHS


@pytest.mark.parametrize(("language", "width"), LANGUAGES_AND_WIDTHS)
def test_from_the_keyboard_alone(open_page: OpenPage, language: str, width: int) -> None:
    """Find a concept, open it, forbid a term, save where one types, and see it in the list."""
    page = open_page("/glossary/chile-1973", language=language, width=width)
    tab_to(page, "[name=text]")
    with page.expect_response("**/glossary/chile-1973"):
        page.keyboard.insert_text("кордон")
    expect(page.locator(".concept").first).to_contain_text("cordón")
    tab_to(page, ".concept a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/concept/*")
    tab_to(page, "[name=term-new]")
    page.keyboard.insert_text("заградотряд")
    tab_to(page, "[name=status-new]")
    page.keyboard.press("End")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".notice.good")).to_be_visible()
    expect(page.locator("[name=status-new]")).to_be_focused()
    tab_to(page, "h1 a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/glossary/chile-1973")
    tab_to(page, "[name=text]")
    page.keyboard.insert_text("заградотряд")
    expect(page.locator(".name.forbidden").first).to_have_text("заградотряд")
