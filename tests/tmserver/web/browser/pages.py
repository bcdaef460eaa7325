"""Each page in the state that says most about it, for what must hold on all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from playwright.sync_api import Page, expect

ASKED = "В те первые дни июля 1974 года не создавалась народная власть на местах."


def pair(page: Page, source: str = "ru", target: str = "es") -> None:
    """The languages of a form."""
    page.select_option("[name=source]", source)
    page.select_option("[name=target]", target)


def look_up(page: Page) -> None:
    """Matches and terms of a sentence that differs from a stored one in a number and a negation."""
    pair(page)
    page.fill("[name=text]", ASKED)
    expect(page.locator(".match")).to_have_count(1)
    page.click(".match summary")
    page.click(".terms summary >> nth=0")


def repaired(page: Page) -> None:
    """A match that differs in numbers alone, a translation begun, the sentence before it known."""
    pair(page)
    page.fill("[name=text]", "В те первые дни июля 1974 года создавалась народная власть на местах.")
    page.fill("[name=translation]", "En aquellos primeros días de julio de 1974")
    page.click(".context summary")
    page.fill("[name=previous]", "Рабочие занимали заводы.")
    expect(page.locator(".match ins")).to_have_count(2)


def nothing(page: Page) -> None:
    """A sentence that no stored one is like."""
    pair(page, "en", "ru")
    page.fill("[name=text]", "The weather in Valparaíso was unusually pleasant.")
    expect(page.locator(".nothing")).to_be_visible()


def concordance(page: Page) -> None:
    """Units with a word in several forms."""
    page.fill("[name=q]", "завод")
    expect(page.locator(".unit mark").first).to_be_visible()
    page.check("[name=context]")


def check(page: Page) -> None:
    """Findings of three severities in a pair."""
    pair(page)
    page.fill("[name=source_text]", "В июле 1973 года народная власть заняла 25 заводов.")
    page.fill("[name=target_text]", "En julio de 1937 el gobierno popular  ocupó 25 fábricas")
    expect(page.locator(".finding").first).to_be_visible()


def units(page: Page) -> None:
    """The units with a word, some of them chosen and given a status, their spaces shown."""
    page.fill("[name=contains]", "завод")
    expect(page.locator(".unit")).to_have_count(2)
    page.check("#all")
    page.check("#signs")
    page.select_option("[name=to]", "draft")
    page.click("#bulk button")
    expect(page.locator("#changed .tag")).to_be_visible()


def unit(page: Page) -> None:
    """A unit with a wrong number typed and saved: a finding, and the change in its history."""
    page.fill("#text-0", "В те первые дни июля 1975 года создавалась народная власть на местах.")
    expect(page.locator(".finding").first).to_be_visible()
    page.press("#text-0", "Control+Enter")
    expect(page.locator(".notice.good")).to_be_visible()


def glossary(page: Page) -> None:
    """Concepts with a text in them."""
    page.fill("[name=text]", "кордон")
    expect(page.locator(".concept").first).to_contain_text("cordón")
    page.click(".new summary")


def concept(page: Page) -> None:
    """A concept from the list, with a forbidden term added: saved, and told in its history."""
    page.fill("[name=text]", "кордон")
    expect(page.locator(".concept").first).to_contain_text("cordón")
    page.click(".concept a >> nth=0")
    page.fill("[name=term-new]", "заградотряд")
    page.select_option("[name=status-new]", "forbidden")
    page.press("[name=term-new]", "Enter")
    expect(page.locator(".notice.good")).to_be_visible()


PAGES: Mapping[str, tuple[str, Callable[[Page], None]]] = {
    "lookup": ("/lookup", look_up),
    "lookup-repaired": ("/lookup", repaired),
    "lookup-nothing": ("/lookup", nothing),
    "concordance": ("/concordance", concordance),
    "check": ("/check", check),
    "units": ("/units/chile-1973", units),
    "unit": ("/unit/1", unit),
    "glossary": ("/glossary/chile-1973", glossary),
    "concept": ("/glossary/chile-1973", concept),
    "sign-in": ("/sign-in", lambda _page: None),
}
"""Name → address, and what brings the page to the state."""
