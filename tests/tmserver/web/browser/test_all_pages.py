"""What holds on every page: accessible, light, and nothing wider than the screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import FloatRect, Page, Request

from tests.tmserver.web.browser.conftest import OpenPage
from tests.tmserver.web.browser.pages import PAGES

SCREENSHOTS = Path(__file__).parents[4] / "screenshots"
MOST_BYTES = 150_000

LOOKS = {
    "en-desktop": {"language": "en", "width": 1280},
    "es-phone": {"language": "es", "width": 360},
    "ru-desktop-dark": {"language": "ru", "width": 1280, "dark": True},
    "ru-phone-dark": {"language": "ru", "width": 360, "dark": True},
}

GUIDE = {
    "lookup-repaired-en-desktop": ("lookup", 680),
    "check-ru-desktop-dark": ("check", 480),
    "lookup-es-phone": ("phone", 800),
}
"""The pictures of the README, which scripts/pictures makes: names, and how much of the page they show."""


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("look", LOOKS)
def test_a_page_is_accessible_and_fits(open_page: OpenPage, name: str, look: str) -> None:
    """Axe finds no violation, nothing scrolls sideways; a screenshot is left in screenshots/."""
    path, bring = PAGES[name]
    page = open_page(path, **LOOKS[look])
    bring(page)
    _picture(page, f"{name}-{look}")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def _picture(page: Page, name: str) -> None:
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)
    if name in GUIDE:
        called, height = GUIDE[name]
        width = page.evaluate("innerWidth")
        part: FloatRect = {"x": 0, "y": 0, "width": width, "height": height}
        page.screenshot(path=SCREENSHOTS / "guide" / f"{called}.png", full_page=True, clip=part)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_light(open_page: OpenPage, name: str) -> None:
    """A page with all it loads weighs at most 150 kB, nothing compressed and nothing kept."""
    page = open_page("/health")
    loaded: list[Request] = []

    def finished(request: Request) -> None:
        loaded.append(request)  # asked for its size only when all are there: a closing page answers nothing

    page.on("requestfinished", finished)
    page.goto(PAGES[name][0], wait_until="networkidle")
    weights = [request.sizes()["responseBodySize"] for request in loaded]
    assert 10_000 < sum(weights) <= MOST_BYTES
