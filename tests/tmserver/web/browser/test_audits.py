"""An audit as a reviewer goes through it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.tmserver.web.browser.conftest import OpenPage
from tests.tmserver.web.browser.keyboard import tab_to
from tests.tmserver.web.browser.pages import add_faults
from tests.tmserver.web.browser.test_lookup import LANGUAGES_AND_WIDTHS

ACCEPTED = {"ru": "принято", "es": "aceptado", "en": "accepted"}


@pytest.mark.parametrize(("language", "width"), LANGUAGES_AND_WIDTHS)
def test_from_the_keyboard_alone(open_page: OpenPage, language: str, width: int) -> None:
    """Start it, watch it, choose a check, accept a finding with a reason, and take that back."""
    page = open_page("/lookup", language=language, width=width)
    add_faults(page)
    page.goto("/audits")
    tab_to(page, ".sending .first")
    page.keyboard.press("Enter")
    page.wait_for_url("**/audits/*")
    expect(page.locator(".overview")).to_be_visible()
    tab_to(page, ".overview .sizes a[href*='check=']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/audits/*?check=*")
    tab_to(page, ".verdict summary")
    page.keyboard.press("Enter")
    tab_to(page, "[name=reason]")
    page.keyboard.type("Así lo dijo Allende.")
    page.keyboard.press("Enter")
    expect(page.locator(".verdict .tag.good")).to_have_text(ACCEPTED[language])
    expect(page.locator(".verdict .reason")).to_have_text("Así lo dijo Allende.")
    tab_to(page, ".verdict button.quiet")
    page.keyboard.press("Enter")
    expect(page.locator(".verdict .tag.good")).to_have_count(0)
    assert "Allende" not in page.url


def test_many_are_accepted_from_the_keyboard(open_page: OpenPage) -> None:
    """All that are shown chosen, accepted for one reason, and taken back with the next key."""
    page = open_page("/lookup")
    add_faults(page)
    page.goto("/audits")
    page.click(".sending .first")
    expect(page.locator("#together")).to_be_visible()
    shown = page.locator(".pick input").count()
    tab_to(page, "#all")
    page.keyboard.press("Space")
    tab_to(page, "#reason")
    page.keyboard.type("Así lo dijo Allende.")
    page.keyboard.press("Enter")
    expect(page.locator(".verdict .reason")).to_have_count(shown)
    expect(page.locator(".notice .quiet")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".pick input")).to_have_count(shown)


def test_without_javascript(open_page: OpenPage) -> None:
    """Forms do the same; the page asks for the audit's state by itself."""
    page = open_page("/audits", javascript=False)
    page.get_by_role("button", name="Start the audit").click()
    expect(page.locator(".overview, .notice.good").first).to_be_visible()
