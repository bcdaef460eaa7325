"""Each page in the state that says most about it, for what must hold on all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from playwright.sync_api import FilePayload, Page, expect

from tests.tmserver.services.imports.importing import FOOT, HEAD, tu

ASKED = "В те первые дни июля 1974 года не создавалась народная власть на местах."

FILE: FilePayload = {
    "name": "cartas.tmx",
    "mimeType": "application/xml",
    "buffer": (HEAD + tu(ru="Да", es="Sí") + tu(ru="Один") + FOOT).encode(),
}
"""A unit, and another one that has one language only."""

DOCUMENT: FilePayload = {
    "name": "carta.po",
    "mimeType": "text/x-gettext-translation",
    "buffer": (
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\nLanguage: es\\n'
        'X-Source-Language: ru\\n"\n\n'
        f'msgid "{ASKED}"\nmsgstr ""\n\nmsgid "Погода была хорошая."\nmsgstr ""\n'
    ).encode(),
}
"""A document with a sentence that is like a stored one, and one that is not."""

FAULTS = {
    "В 1973 году рабочие заняли 25 заводов.": "En 1937 los trabajadores ocuparon 25 fábricas.",
    "Он вернулся домой!": "Volvió a a su casa.",
    "Народная власть создавалась на местах.": "El gobierno popular se creaba en la base.",
}
"""Texts and their faulty translations."""


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
    """The units with a word, given a status together, their spaces shown; one is edited, with findings."""
    page.fill("[name=contains]", "завод")
    expect(page.locator(".unit")).to_have_count(2)
    page.check("#all")
    page.check("#signs")
    page.select_option("[name=to]", "draft")
    page.click("#bulk button")
    expect(page.locator("#changed .tag")).to_be_visible()
    page.click(".edit >> nth=0")
    page.fill(".editor textarea >> nth=0", "В 1974 году рабочие заняли завод.")
    expect(page.locator(".editor .finding").first).to_be_visible()


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


def memories(page: Page) -> None:
    """A card with its charts, and what opens below it; a memory deleted, to be undone."""
    page.click(".make summary")
    page.fill("[name=name]", "work")
    page.click(".make button")
    expect(page.locator(".card")).to_have_count(2)
    page.click(".notice .undo")
    expect(page.locator(".card")).to_have_count(1)
    expect(page.locator(".card .months")).to_be_visible()
    for summary in page.locator(".card summary").all():
        summary.click()


def bands(page: Page) -> None:
    """The form of an import, and the match bands of a document."""
    page.set_input_files("#documents", DOCUMENT)
    page.click("#compare ~ form button")
    expect(page.locator(".bands td.bar").first).to_be_visible()


def imported(page: Page) -> None:
    """The report of an import that has ended, with a unit left out."""
    page.set_input_files("#files", FILE)
    page.click("#import ~ form button")
    expect(page.locator(".numbers")).to_be_visible()


def emptied(page: Page) -> None:
    """What a new installation shows: its only memory is deleted."""
    page.click(".card details >> nth=1")
    page.click(".card button.quiet")
    expect(page.locator(".begin")).to_be_visible()
    page.goto("/memories")
    page.click(".begin summary")


def add_faults(page: Page) -> None:
    """Units with a wrong number, a word twice, a mark too few, from the page for looking up."""
    for text, translation in FAULTS.items():
        pair(page)
        page.fill("[name=text]", text)
        page.fill("[name=translation]", translation)
        page.keyboard.press("Control+Enter")
        expect(page.locator("[name=text]")).to_have_value("")


def audit(page: Page) -> None:
    """The findings of an audit in each two languages, one of them opened to be accepted."""
    add_faults(page)
    page.goto("/audits")
    page.check("[name=all_pairs]")
    page.click(".sending .first")
    expect(page.locator(".finding").first).to_be_visible()
    page.click(".verdict summary >> nth=0")


def audits(page: Page) -> None:
    """The form with all that it offers, below it an audit that has ended."""
    page.click(".sending .first")
    expect(page.locator(".overview, .notice.good").first).to_be_visible()
    page.goto("/audits")
    page.click(".sending summary")


RU_TEXT: FilePayload = {
    "name": "carta.ru.txt",
    "mimeType": "text/plain",
    "buffer": "Рабочие заняли завод. Крестьяне везли продукты. Солдаты начали обыски. Шёл 1973 год.".encode(),
}
ES_TEXT: FilePayload = {
    "name": "carta.es.txt",
    "mimeType": "text/plain",
    "buffer": (
        "Los obreros tomaron la fábrica, y los campesinos llevaron víveres. Los soldados iniciaron los "
        "allanamientos. Corría el año 1973."
    ).encode(),
}


def align(page: Page) -> None:
    """The links of two short texts, one accepted, one split and merged again by hand."""
    for number, (language, file) in enumerate({"ru": RU_TEXT, "es": ES_TEXT}.items()):
        page.fill(f"#language-{number}", language)
        page.set_input_files(f"#file-{number}", file)
    page.click(".sending .first")
    page.wait_for_url("**/align/*")
    page.click(".choose a >> nth=1")
    page.click("[value='accept:0']")
    expect(page.locator(".link.accepted")).to_have_count(1)
    page.click("[value='merge:1']")
    expect(page.locator(".link .tag.info")).to_have_count(1)


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
    "audits": ("/audits", audits),
    "audit": ("/lookup", audit),
    "align": ("/align", lambda _page: None),
    "align-links": ("/align", align),
    "memories": ("/memories", memories),
    "memories-none": ("/memories", emptied),
    "import": ("/import", bands),
    "import-report": ("/import", imported),
    "sign-in": ("/sign-in", lambda _page: None),
}
"""Name → address, and what brings the page to the state."""
