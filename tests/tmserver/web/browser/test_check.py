"""The check of a pair as a translator uses it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.tmserver.web.browser.conftest import OpenPage
from tests.tmserver.web.browser.pages import check, pair
from tests.tmserver.web.browser.test_lookup import LANGUAGES_AND_WIDTHS


@pytest.mark.parametrize(("language", "width"), LANGUAGES_AND_WIDTHS)
def test_from_the_keyboard_alone(open_page: OpenPage, language: str, width: int) -> None:
    """Type both texts, see what is wrong, mend it, see that nothing is."""
    page = open_page("/check", language=language, width=width)
    source, target = page.locator("[name=source]"), page.locator("[name=target]")
    texts = {"en": "In 1973.", "es": "En 1973.", "ru": "В 1973."}
    page.keyboard.type(texts[source.input_value()])
    for _ in range(3):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "target_text":
            break
    page.keyboard.type(texts[target.input_value()].replace("1973", "1937"))
    expect(page.locator(".finding.error")).to_have_count(1)
    expect(page.locator(".paint .error")).to_have_text(["1973", "1937"])
    for _ in range(3):
        page.keyboard.press("Backspace")
    page.keyboard.type("73.")
    expect(page.locator(".none")).to_be_visible()
    expect(page.locator(".paint .error")).to_have_count(0)


def test_a_finding_leads_to_its_place(open_page: OpenPage) -> None:
    """Its words are selected in the text, behind letters of any size."""
    page = open_page("/check")
    pair(page, "ru", "es")
    page.fill("[name=source_text]", "😀 В 1973 году.")
    page.fill("[name=target_text]", "😀 En 1937.")
    page.get_by_role("button", name="1937").press("Enter")
    area = page.locator("[name=target_text]")
    expect(area).to_be_focused()
    chosen = area.evaluate("area => area.value.slice(area.selectionStart, area.selectionEnd)")
    assert chosen == "1937"


def test_both_texts_outlive_a_reload(open_page: OpenPage) -> None:
    """They come back, and so do their findings."""
    page = open_page("/check")
    check(page)
    before = page.locator(".finding").count()
    page.reload()
    expect(page.locator(".finding")).to_have_count(before)
    assert "?" not in page.url
