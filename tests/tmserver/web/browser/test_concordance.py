"""The concordance as a translator uses it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.tmserver.web.browser.conftest import OpenPage
from tests.tmserver.web.browser.test_lookup import LANGUAGES_AND_WIDTHS


@pytest.mark.parametrize(("language", "width"), LANGUAGES_AND_WIDTHS)
def test_from_the_keyboard_alone(open_page: OpenPage, language: str, width: int) -> None:
    """Type a word, find it in another form, with the other languages of its unit beside it."""
    page = open_page("/concordance", language=language, width=width)
    page.keyboard.type("cordones")
    expect(page.locator(".unit mark").first).to_have_text("Cordón")
    shown = page.locator(".unit").first.locator(".text")
    expect(shown).to_have_count(3)
    places = [box for each in shown.all() if (box := each.bounding_box())]
    beside = places[0]["y"] == places[2]["y"]
    assert beside is (width == 1280)


def test_neighbours_are_shown_on_request(open_page: OpenPage) -> None:
    """The unit before and the one after, by a key on the box, and still after a reload."""
    page = open_page("/concordance")
    page.keyboard.type("Huachipato")
    expect(page.locator(".unit mark").first).to_be_visible()
    expect(page.locator(".neighbour").first).to_be_hidden()
    page.get_by_label("with neighbours").press("Space")
    expect(page.locator(".neighbour").first).to_be_visible()
    page.reload()
    expect(page.locator(".neighbour").first).to_be_visible()


def test_further_units_follow(open_page: OpenPage) -> None:
    """The button is replaced by the units that come next."""
    page = open_page("/lookup")
    for number in range(21):
        page.fill("[name=text]", f"Quipu {number}")
        page.fill("[name=translation]", f"Knot {number}")
        page.keyboard.press("Control+Enter")
        expect(page.locator("[name=text]")).to_have_value("")
    page.goto("/concordance")
    page.keyboard.type("quipu")
    expect(page.locator(".unit")).to_have_count(20)
    page.get_by_role("button", name="More units").press("Enter")
    expect(page.locator(".unit")).to_have_count(21)
    expect(page.locator(".more")).to_have_count(0)


def test_without_javascript(open_page: OpenPage) -> None:
    """The form is sent as forms are, and what was asked stands in it again."""
    page = open_page("/concordance", javascript=False)
    page.fill("[name=q]", "завод")
    page.get_by_role("button", name="Search").click()
    expect(page.locator(".unit mark").first).to_have_text("завод")
    expect(page.locator("[name=q]")).to_have_value("завод")
    assert page.url.endswith("/concordance")
