"""Glossaries: concepts by letter, domain, language and status, terms of all languages side by side."""

from __future__ import annotations

from dataclasses import dataclass

from apiflask import APIBlueprint
from flask import render_template, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from glossary.concept import Concept, Term, TermStatus
from tmserver.errors import InvalidInput
from tmserver.gate.caller import caller
from tmserver.gate.services import services
from tmserver.language.tags import primary
from tmserver.services.access.principal import Right
from tmserver.services.glossaries.browse import ConceptQuery
from tmserver.services.glossaries.whole import GlossarySummary, list_glossaries
from tmserver.services.paging import Page
from tmserver.web.language import language
from tmserver.web.page import answer

LETTERS = {
    "ru": "абвгдежзийклмнопрстуфхцчшщэюя",
    "es": "abcdefghijklmnñopqrstuvwxyz",
    "en": "abcdefghijklmnopqrstuvwxyz",
}
"""The letters to choose from, in the reader's language."""

blueprint = APIBlueprint("glossary", __name__, enable_openapi=False)


@dataclass(frozen=True, slots=True)
class Asked:
    """What stands in the form that narrows the list."""

    text: str = ""
    language: str = ""
    letter: str = ""
    domain: str = ""
    status: str = ""
    cursor: str = ""


@dataclass(frozen=True, slots=True)
class ShownConcept:
    """A concept, its terms by language in the order of the glossary's languages, and one definition."""

    concept: Concept
    terms: tuple[tuple[str, tuple[Term, ...]], ...]
    definition: str


@blueprint.get("/glossary")
def first() -> str | Response:
    """The glossary whose name comes first; where there is none, that."""
    caller().require(Right.READ)
    names = [each.glossary.name for each in glossaries_seen()]
    if not names:
        return render_template("glossary/none.html")
    return redirect(url_for("web.glossary.page", name=names[0]))


@blueprint.get("/glossary/<name>")
def page(name: str) -> str:
    """The concepts of the glossary by their terms; letter, domain, language and status may be in the URL."""
    caller().require(Right.READ)
    fields = ("language", "letter", "domain", "status")
    return _page(name, Asked(**{field: request.args.get(field, "") for field in fields}))


@blueprint.post("/glossary/<name>")
def find(name: str) -> str:
    """Those of its concepts that the form asks for."""
    caller().require(Right.READ)
    fields = ("text", "language", "letter", "domain", "status", "cursor")
    return _page(name, Asked(**{field: request.form.get(field, "") for field in fields}))


def glossaries_seen() -> list[GlossarySummary]:
    """The glossaries that the caller sees, by name."""
    return [
        each for each in list_glossaries(services().database) if caller().sees_glossary(each.glossary.name)
    ]


def shown_concept(concept: Concept) -> ShownConcept:
    """The concept with its terms in groups; the definition is in the reader's language, else the first."""
    tags = list(dict.fromkeys(term.language for term in concept.terms))
    groups = [(tag, tuple(term for term in concept.terms if term.language == tag)) for tag in tags]
    own = [each.text for each in concept.definitions if primary(each.language) == language()]
    every = own or [each.text for each in concept.definitions]
    return ShownConcept(concept, tuple(groups), every[0] if every else "")


def _page(name: str, asked: Asked) -> str:
    (home,) = caller().glossary_scope((name,))
    found, seen = _found(home, asked), glossaries_seen()
    return answer(
        "glossary/page.html",
        "glossary/more.html" if asked.cursor else "glossary/found.html",
        name=home,
        names=[each.glossary.name for each in seen],
        summary=next(each for each in seen if each.glossary.name == home),
        asked=asked,
        found=found,
        concepts=[shown_concept(each) for each in found.items],
        letters=LETTERS[language()],
        statuses=list(TermStatus),
    )


def _found(name: str, asked: Asked) -> Page[Concept]:
    if asked.status and asked.status not in set(TermStatus):
        raise InvalidInput(f"There is no status {asked.status!r}.", field="/status")
    query = ConceptQuery(
        text=asked.text.strip(),
        language=asked.language,
        letter=asked.letter,
        domain=asked.domain,
        statuses=(TermStatus(asked.status),) if asked.status else (),
        cursor=asked.cursor,
    )
    return services().listings.concepts(name, query)
