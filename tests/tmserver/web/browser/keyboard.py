"""A page as somebody uses it who has a keyboard alone."""

from __future__ import annotations

from playwright.sync_api import FilePayload, Page

MOST = 80


def tab_to(page: Page, selector: str) -> None:
    """Go on to the next element that the selector means; it fails if Tab leads to none."""
    for _ in range(MOST):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab does not lead to {selector}.")


def choose_file(page: Page, selector: str, file: FilePayload) -> None:
    """Go on to a field of files, and choose one: the dialog for that is the system's, not the page's."""
    tab_to(page, selector)
    page.set_input_files(selector, file)
