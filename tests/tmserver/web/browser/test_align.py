"""An alignment as a terminologist corrects it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.tmserver.web.browser.conftest import OpenPage
from tests.tmserver.web.browser.keyboard import choose_file, tab_to
from tests.tmserver.web.browser.pages import ES_TEXT, RU_TEXT
from tests.tmserver.web.browser.test_lookup import LANGUAGES_AND_WIDTHS


@pytest.mark.parametrize(("language", "width"), LANGUAGES_AND_WIDTHS)
def test_from_the_keyboard_alone(open_page: OpenPage, language: str, width: int) -> None:
    """Hand two texts in, go from link to link, merge, split, move, undo, accept, and store."""
    page = open_page("/align", language=language, width=width)
    for number, (tag, file) in enumerate({"ru": RU_TEXT, "es": ES_TEXT}.items()):
        tab_to(page, f"#language-{number}")
        page.keyboard.type(tag)
        choose_file(page, f"#file-{number}", file)
    tab_to(page, ".sending .first")
    page.keyboard.press("Enter")
    page.wait_for_url("**/align/*")
    expect(page.locator("#board")).to_be_visible()
    tab_to(page, ".choose a:nth-child(2)")
    page.keyboard.press("Enter")
    page.wait_for_url("**show=all")
    links = page.locator(".link")
    expect(links.first).to_be_visible()
    number = links.count()
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Alt+ArrowUp")
    expect(links.first).to_be_focused()
    page.keyboard.press("Alt+KeyM")
    expect(links).to_have_count(number - 1)
    expect(links.first).to_be_focused()
    page.keyboard.press("Alt+KeyS")
    expect(links).to_have_count(number)
    tab_to(page, "#link-0 [value='move-down:0:1']")
    page.keyboard.press("Enter")
    expect(links.first.locator(".segment")).not_to_have_count(0)
    page.keyboard.press("Alt+KeyU")
    page.keyboard.press("Alt+KeyU")
    expect(links).to_have_count(number - 1)
    page.keyboard.press("Alt+KeyA")
    expect(page.locator(".link.accepted")).to_have_count(1)
    tab_to(page, "#accepted_only")
    page.keyboard.press("Space")
    tab_to(page, ".storing .first")
    page.keyboard.press("Enter")
    expect(page.locator("#stored .notice.good")).to_be_visible()
