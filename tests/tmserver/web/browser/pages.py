"""Each page in the state that says most about it, for what must hold on all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from playwright.sync_api import Page, expect

ASKED = "В те первые дни июля 1974 года не создавалась народная власть на местах."


def look_up(page: Page) -> None:
    """Matches and terms of a sentence that differs from a stored one in a number and a negation."""
    page.select_option("[name=source]", "ru")
    page.select_option("[name=target]", "es")
    page.fill("[name=text]", ASKED)
    expect(page.locator(".match")).to_have_count(1)


PAGES: Mapping[str, tuple[str, Callable[[Page], None]]] = {
    "lookup": ("/lookup", look_up),
}
"""Name → address, and what brings the page to the state."""
