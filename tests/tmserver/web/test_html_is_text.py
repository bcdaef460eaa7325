"""Whatever field HTML comes in by, a page shows it as it stands."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from glossary.concept import Concept, Definition, Term, TermStatus
from tests.tmserver.conftest import Client
from tests.tmserver.services.glossaries.stored import stored
from tests.tmserver.web.conftest import Send
from tmserver.segment import Code, Prop, Unit, Variant
from tmserver.services.database import open_database
from tmserver.services.units.add import add_units
from tmserver.settings import Settings

EVIL = "quipu\"'><img src=x onerror=alert(1)><script>alert(2)</script>"


@pytest.fixture
def evil(settings: Settings) -> None:
    """A unit and a concept that have it in every field that takes any text."""
    database = open_database(settings)
    text = Variant("en", EVIL, previous=EVIL, next=EVIL, notes=(EVIL,))
    target = replace(text, language="es", codes=(Code(3, "ph", content=EVIL), Code(3, "ph")))
    unit = Unit(
        (text, target),
        external_id=EVIL,
        document=EVIL,
        origin=EVIL,
        notes=(EVIL,),
        props=(Prop("client", EVIL),),
        created_by=EVIL,
        changed_by=EVIL,
        source_language="en",
    )
    add_units(database, "chile-1973", [unit], why="test")
    terms = [
        Term(EVIL, "en", note=EVIL, gender=EVIL),
        Term(EVIL, "es", TermStatus.PROPOSED, note=EVIL, gender=EVIL),
        Term(f"{EVIL} 2", "es", TermStatus.FORBIDDEN, note=EVIL),
    ]
    definition = Definition("en", EVIL, EVIL)
    stored(database, "evil", Concept("x", tuple(terms), domain=EVIL, definitions=(definition,), note=EVIL))
    database.close()


FORMS = {
    "/lookup": {"source": "en", "target": "es", "text": EVIL, "translation": EVIL, "previous": EVIL},
    "/lookup/save": {
        "source": "en", "target": "es", "text": EVIL, "translation": f"{EVIL} 3", "home": "chile-1973",
    },
    "/concordance": {"q": "quipu", "language": "en"},
    "/check": {
        "source": "en", "target": "es", "source_text": f"{EVIL} 5", "target_text": f"{EVIL} 6 {EVIL} 2",
    },
}  # fmt: skip


@pytest.mark.usefixtures("evil")
@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "fragment"])
def test_in_every_field(send: Send, path: str, headers: dict[str, str]) -> None:
    """No element and no attribute is made of it, and it is there to be read."""
    answer = send(path, FORMS[path], headers)
    assert answer.status_code == 200
    assert "<img" not in answer.text
    assert not re.search(r"<script(?! src=)", answer.text)
    assert (path == "/lookup/save" and headers) or "quipu" in answer.text


@pytest.mark.usefixtures("evil")
def test_a_match_shows_all_that_is_known_of_it(client: Client, send: Send) -> None:
    """Document, client and author of the unit, the notes of its terms: all are there, as text."""
    text = send("/lookup", FORMS["/lookup"], {"HX-Request": "true"}).text
    assert text.count("&lt;img src=x") >= 12
    assert "copied without its codes" in text


@pytest.mark.parametrize("field", ["source", "target", "memory", "home", "min_score"])
def test_in_what_the_page_offers_to_choose(send: Send, field: str) -> None:
    """A value that no page offers is refused or ignored, never written out."""
    answer = send("/lookup", FORMS["/lookup"] | {field: EVIL}, {"Accept": "text/html"})
    assert "<img" not in answer.text
    assert "<script>" not in answer.text
