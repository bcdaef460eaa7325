"""The look-up as a translator uses it."""

from __future__ import annotations

import re
from itertools import product

import pytest
from playwright.sync_api import Page, Route, expect

from tests.tmserver.web.browser.conftest import OpenPage
from tests.tmserver.web.browser.pages import ASKED, pair
from tmserver.services.access.people import NewPerson, add_person, set_password
from tmserver.services.database import open_database
from tmserver.settings import Settings

LANGUAGES_AND_WIDTHS = list(product(("ru", "es", "en"), (360, 1280)))

TASKS = {
    "ru": (
        "In those first days of July 1974, popular power was taking shape at the grass roots.",
        "В те первые дни июля 1974 года создавалась народная власть на местах.",
        "Сохранено: единица 21",
    ),
    "es": (
        "In those first days of July 1974, popular power was taking shape at the grass roots.",
        "En aquellos primeros días de julio de 1974 se iba creando el poder popular en la base.",
        "Guardado: unidad 21",
    ),
    "en": (
        "En aquellos primeros días de julio de 1974 se iba creando el poder popular en la base.",
        "In those first days of July 1974, popular power was taking shape at the grass roots.",
        "Saved as unit 21",
    ),
}
"""Into the reader's own language: text, its translation with the numbers put right, what is said then."""


def _copied(page: Page) -> str:
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


@pytest.mark.parametrize(("language", "width"), LANGUAGES_AND_WIDTHS)
def test_from_the_keyboard_alone(open_page: OpenPage, language: str, width: int) -> None:
    """Type, go to the matches, copy one by its digit, take it over, save it, begin the next sentence."""
    asked, wanted, said = TASKS[language]
    page = open_page("/lookup", language=language, width=width)
    page.keyboard.type(asked)
    expect(page.locator(".match")).to_have_count(1)
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("1")
    assert _copied(page) == wanted
    page.keyboard.press("Enter")
    expect(page.locator("[name=translation]")).to_have_value(wanted)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#saved")).to_contain_text(said)
    expect(page.locator("[name=text]")).to_be_focused()
    expect(page.locator("[name=text]")).to_have_value("")
    expect(page.locator("[name=previous]")).to_have_value(asked)


def test_a_pair_that_was_saved_can_be_taken_back(open_page: OpenPage) -> None:
    """Undo deletes the unit and puts both texts back where they were."""
    page = open_page("/lookup")
    page.fill("[name=text]", "Texto nuevo de hoy.")
    page.fill("[name=translation]", "A new text of today.")
    page.keyboard.press("Control+Enter")
    page.click("[data-act=undo]")
    expect(page.locator("#saved")).to_contain_text("Unit 21 is taken back")
    expect(page.locator("[name=translation]")).to_have_value("A new text of today.")
    expect(page.locator("[name=text]")).to_have_value("Texto nuevo de hoy.")
    expect(page.locator(".nothing")).to_be_visible()


def test_keys_are_read_by_their_place(open_page: OpenPage) -> None:
    """With a Russian layout the key of K and T gives л and е, and does the same."""
    page = open_page("/lookup")
    _press(page, "KeyT", "е")
    expect(page.locator("[name=translation]")).to_be_focused()
    _press(page, "KeyK", "л")
    page.wait_for_url("**/concordance")


def test_keys_mean_nothing_while_a_letter_is_composed(open_page: OpenPage) -> None:
    """An input method that asks for the same keys has them."""
    page = open_page("/lookup")
    _press(page, "KeyT", "t", isComposing=True)
    expect(page.locator("[name=text]")).to_be_focused()


def _press(page: Page, code: str, key: str, **more: bool) -> None:
    event = {"code": code, "key": key, "altKey": True, "bubbles": True, "cancelable": True, **more}
    page.evaluate("event => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', event))", event)


def test_other_keys_can_be_chosen(open_page: OpenPage) -> None:
    """The reader's keys hold after a reload, keys that are taken are refused, the first ones come back."""
    page = open_page("/lookup")
    page.keyboard.press("Alt+Slash")
    page.get_by_label("Other keys for: To the translation").click()
    page.keyboard.press("Alt+KeyK")
    expect(page.locator("#keys-taken")).to_be_visible()
    page.get_by_label("Other keys for: To the translation").click()
    page.keyboard.press("Control+KeyJ")
    page.get_by_role("button", name="Done").click()
    page.reload()
    page.keyboard.press("Control+KeyJ")
    expect(page.locator("[name=translation]")).to_be_focused()
    page.get_by_role("button", name="Keys", exact=True).click()
    page.get_by_role("button", name="As they were").click()
    expect(page.get_by_label("Other keys for: To the translation")).to_have_text("Alt T")


def test_what_is_typed_outlives_a_reload_and_a_restart(open_page: OpenPage) -> None:
    """Text, translation, languages come back; of a tab that was closed in the next one."""
    page = open_page("/lookup")
    pair(page, "ru", "es")
    page.fill("[name=text]", ASKED)
    page.fill("[name=translation]", "No se iba creando")
    page.reload()
    expect(page.locator("[name=text]")).to_have_value(ASKED)
    expect(page.locator(".match")).to_have_count(1)
    page.close()
    again = page.context.new_page()
    again.goto("/lookup")
    expect(again.locator("[name=translation]")).to_have_value("No se iba creando")
    expect(again.locator("[name=source]")).to_have_value("ru")
    assert "?" not in again.url


def test_an_answer_that_comes_too_late_is_dropped(open_page: OpenPage) -> None:
    """The slow answer for the first words is never shown once others are typed."""
    page = open_page("/lookup")
    pair(page, "ru", "es")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/lookup", hold, times=1)
    page.fill("[name=text]", "Но вскоре олигархия, напуганная размахом забастовки, приняла контрмеры.")
    page.wait_for_timeout(400)
    page.fill("[name=text]", ASKED)
    page.evaluate(
        "() => { window.shown = []; new MutationObserver(() => window.shown.push(answer.textContent))"
        ".observe(answer, {childList: true}) }"
    )
    held[0].continue_()
    expect(page.locator(".match")).to_contain_text("primeros días")
    shown: list[str] = page.evaluate("window.shown")
    assert not any("oligarquía" in each for each in shown)


def test_words_chosen_open_the_concordance(open_page: OpenPage) -> None:
    """What is selected in the text is looked for, in its language."""
    page = open_page("/lookup")
    pair(page, "ru", "es")
    page.fill("[name=text]", "Здесь был завод.")
    page.locator("[name=text]").evaluate("area => { area.focus(); area.setSelectionRange(10, 15) }")
    page.keyboard.press("Alt+KeyK")
    expect(page.locator(".unit mark").first).to_be_visible()
    expect(page.locator("[name=q]")).to_have_value("завод")
    expect(page.locator("select[name=language]")).to_have_value("ru")
    assert page.url.endswith("/concordance")


def test_directions_are_swapped_with_their_texts(open_page: OpenPage) -> None:
    """The translation becomes the text, and is looked up."""
    page = open_page("/lookup")
    pair(page, "es", "ru")
    page.fill("[name=translation]", ASKED)
    page.keyboard.press("Alt+KeyX")
    expect(page.locator("[name=text]")).to_have_value(ASKED)
    expect(page.locator("[name=target]")).to_have_value("es")
    expect(page.locator(".match")).to_have_count(1)


def test_terms_are_marked_in_the_text_while_it_changes(open_page: OpenPage) -> None:
    """A mark moves with its words, and goes when they are typed into."""
    page = open_page("/lookup")
    pair(page, "ru", "es")
    page.fill("[name=text]", ASKED)
    marks = page.locator(".paint .term")
    expect(marks).to_have_text(["народная власть", "на местах"])
    page.route("**/lookup", lambda _route: None)
    page.locator("[name=text]").press("Home")
    page.keyboard.type("😀 И ")
    expect(marks).to_have_text(["народная власть", "на местах"])
    page.locator("[name=text]").press("End")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Backspace")
    expect(marks).to_have_text(["народная власть"])


def test_a_term_is_put_into_the_translation(open_page: OpenPage) -> None:
    """A click on a term writes it where the caret was."""
    page = open_page("/lookup")
    pair(page, "ru", "es")
    page.fill("[name=text]", ASKED)
    page.fill("[name=translation]", "El ")
    page.get_by_role("button", name="poder popular").click()
    expect(page.locator("[name=translation]")).to_have_value("El poder popular")


def test_nothing_found_leads_on(open_page: OpenPage) -> None:
    """Words to look for one by one, and the place for an own translation."""
    page = open_page("/lookup")
    page.fill("[name=text]", "Las fábricas de Valparaíso.")
    page.get_by_role("button", name="Add this translation").click()
    expect(page.locator("[name=translation]")).to_be_focused()
    page.get_by_role("button", name="fábricas").click()
    expect(page.locator(".unit mark").first).to_have_text("fábricas")


def test_errors_stand_beside_their_field(open_page: OpenPage) -> None:
    """A pair without a translation is not saved, and the translation says so, also when matches have come."""
    page = open_page("/lookup", expected="422")
    page.fill("[name=text]", "Solo un texto.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".nothing")).to_be_visible()
    expect(page.locator("#translation-wrong")).to_have_text("Both the text and its translation are needed.")
    expect(page.locator("[name=translation]")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("[name=text]")).to_have_value("Solo un texto.")


def test_nothing_moves_while_matches_arrive(open_page: OpenPage) -> None:
    """No element that stays changes its place, from the empty page to matches and other ones."""
    page = open_page("/lookup")
    pair(page, "ru", "es")
    page.evaluate(
        "() => { window.moved = []; new PerformanceObserver(list => window.moved.push(...list.getEntries()"
        ".map(each => each.value))).observe({type: 'layout-shift', buffered: false}) }"
    )
    page.fill("[name=text]", ASKED)
    expect(page.locator(".match")).to_have_count(1)
    page.fill("[name=text]", "В Вальдивии рабочие заняли деревообрабатывающий комплекс в Пангипулье.")
    expect(page.locator(".match, .nothing")).not_to_contain_text("primeros")
    page.wait_for_timeout(200)
    assert page.evaluate("window.moved") == []


def test_without_javascript(open_page: OpenPage) -> None:
    """Forms do the same: look up, swap, save."""
    page = open_page("/lookup", javascript=False)
    pair(page, "ru", "es")
    page.fill("[name=text]", ASKED)
    page.get_by_role("button", name="Look up").click()
    expect(page.locator(".match")).to_contain_text("primeros días")
    expect(page.locator("[name=text]")).to_have_value(ASKED)
    assert page.url.endswith("/lookup")
    page.fill("[name=translation]", "No se iba creando.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#saved")).to_contain_text("Saved as unit 21")
    page.get_by_role("button", name="Swap the languages").click()
    expect(page.locator("[name=text]")).to_have_value("No se iba creando.")


def test_language_and_colours_are_chosen_without_losing_the_text(open_page: OpenPage) -> None:
    """The menu opens by key, the page speaks Russian, is dark, and what was typed is there."""
    page = open_page("/lookup")
    page.fill("[name=text]", "Texto")
    page.get_by_role("button", name="Language and colours").press("Enter")
    page.get_by_role("button", name="Русский").press("Enter")
    expect(page.get_by_text("Ваш перевод")).to_be_visible()
    page.get_by_role("button", name="Язык и цвета").press("Enter")
    page.get_by_role("button", name="Тёмные").press("Enter")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("[name=text]")).to_have_value("Texto")


def test_what_is_typed_outlives_a_session(open_page: OpenPage, settings: Settings) -> None:
    """Signed out while typing: the page says so, leads to the sign-in, and has the text again afterwards."""
    database = open_database(settings)
    add_person(database, NewPerson("ana", "translator", "cordón 29 de junio"))
    page = open_page("/lookup", expected="401")
    _sign_in(page)
    page.fill("[name=text]", "Un texto")
    expect(page.locator(".nothing")).to_be_visible()
    set_password(database, "ana", "cordón 29 de junio")
    database.close()
    page.fill("[name=text]", "Un texto más largo")
    expect(page.locator("#notice")).to_contain_text("Sign in again: what you typed is kept.")
    expect(page.locator("[name=text]")).to_have_value("Un texto más largo")
    page.goto("/lookup")
    _sign_in(page)
    expect(page.locator("[name=text]")).to_have_value("Un texto más largo")
    page.get_by_role("button", name="Language and colours").click()
    page.get_by_role("button", name="Sign out").click()
    _sign_in(page)
    expect(page.locator("[name=text]")).to_have_value("")


def _sign_in(page: Page) -> None:
    page.fill("[name=name]", "ana")
    page.fill("[name=password]", "cordón 29 de junio")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"\d/lookup$"))
