"""One concept: its terms and definitions to be edited, what was changed, and where the memories use it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from apiflask import APIBlueprint
from flask import request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from glossary.concept import Concept, Definition, Term, TermStatus
from tmserver.errors import ChangedMeanwhile, InvalidInput, NotFound
from tmserver.gate.caller import caller
from tmserver.gate.services import services
from tmserver.services.access.principal import Right
from tmserver.services.concordance.find import ConcordanceRequest, Line
from tmserver.services.concordance.query import LONGEST_QUERY
from tmserver.services.glossaries import concepts
from tmserver.web.language import LANGUAGES
from tmserver.web.page import answer

_SHOWN = 3

blueprint = APIBlueprint("concept", __name__, enable_openapi=False, url_prefix="/glossary/<name>")


@dataclass(frozen=True, slots=True)
class Use:
    """How a term stands in the memories: its forms by how often, the newest units, how many there are."""

    term: Term
    forms: tuple[tuple[str, int], ...]
    lines: tuple[Line, ...]
    total: int


@blueprint.get("/concept/<anything:concept>")
def page(name: str, concept: str) -> str:
    """The concept, or what it was before it was deleted."""
    caller().require(Right.READ)
    return _page(_seen(name), concept)


@blueprint.post("/concept/<anything:concept>")
def save(name: str, concept: str) -> str:
    """Store what was typed; if somebody else was quicker, show both."""
    home = _seen(name, Right.TERMS)
    before = concepts.get_concept(services().database, home, concept)
    fields = _typed(before)
    try:
        concepts.change_concept(services().database, home, concept, fields, expected=_expected(), **_told())
    except ChangedMeanwhile:
        return _page(home, concept, typed=replace(before, **fields))
    return _page(home, concept, saved=True)


@blueprint.post("/add")
def add(name: str) -> Response:
    """A new concept with one term."""
    home = _seen(name, Right.TERMS)
    text, tag = request.form.get("term", "").strip(), request.form.get("language", "")
    if not text:
        raise InvalidInput("Type a term.", field="/term")
    new = Concept("", (Term(text, tag, TermStatus.PREFERRED),))
    made = concepts.add_concept(services().database, home, new, **_told())
    return redirect(url_for("web.concept.page", name=home, concept=made.concept.id), 303)


@blueprint.post("/delete/<anything:concept>")
def delete(name: str, concept: str) -> str:
    """Delete the concept; it can be brought back."""
    home = _seen(name, Right.TERMS)
    concepts.remove_concept(services().database, home, concept, **_told())
    return _page(home, concept)


@blueprint.post("/restore/<anything:concept>")
def restore(name: str, concept: str) -> str:
    """Bring the concept back, or one of its earlier states."""
    home = _seen(name, Right.TERMS)
    to = request.form.get("to", type=int)
    concepts.restore_concept(services().database, home, concept, revision=to, **_told())
    return _page(home, concept, saved=True)


def _page(name: str, concept: str, *, typed: Concept | None = None, saved: bool = False) -> str:
    history = concepts.concept_history(services().database, name, concept)
    try:
        found = concepts.get_concept(services().database, name, concept)
    except NotFound:
        found = None
    return answer(
        "concept/page.html",
        "concept/whole.html",
        name=name,
        code=concept,
        found=found,
        shown=typed or found,
        typed=typed,
        saved=saved,
        history=history,
        uses=list(_uses(found)) if found else [],
        offered=list(dict.fromkeys([*_tags(typed or found), *LANGUAGES])),
        statuses=list(TermStatus),
        may_write=caller().may(Right.TERMS),
    )


def _seen(name: str, right: Right = Right.READ) -> str:
    caller().require(right)
    (home,) = caller().glossary_scope((name,))
    return home


def _told() -> dict[str, Any]:
    return {"by": caller().name, "why": request.form.get("why", "")}


def _expected() -> tuple[int, ...] | None:
    revision = request.form.get("revision", type=int)
    return None if revision is None else (revision,)


def _typed(before: Concept) -> dict[str, Any]:
    """The fields of the concept as the form has them; a term without text is taken away."""
    form = request.form
    terms = [_term(term, at) for at, term in enumerate(before.terms)]
    new = form.get("term-new", "").strip()
    if new:
        terms.append(Term(new, form.get("language-new", ""), _status(form.get("status-new", "admitted"))))
    sources = {each.language: each.source for each in before.definitions}
    tags = [key.removeprefix("definition-") for key in form if key.startswith("definition-")]
    texts = [(tag, form[f"definition-{tag}"].replace("\r\n", "\n").strip()) for tag in tags]
    definitions = [Definition(tag, text, sources.get(tag, "")) for tag, text in texts if text]
    return {
        "terms": tuple(term for term in terms if term.text),
        "definitions": tuple(definitions),
        "domain": form.get("domain", before.domain).strip(),
        "note": form.get("note", before.note).replace("\r\n", "\n").strip(),
    }


def _term(term: Term, at: int) -> Term:
    form = request.form
    return replace(
        term,
        text=form.get(f"term-{at}", term.text).strip(),
        status=_status(form.get(f"status-{at}", term.status.value)),
        note=form.get(f"note-{at}", term.note).strip(),
    )


def _status(name: str) -> TermStatus:
    if name not in set(TermStatus):
        raise InvalidInput(f"There is no status {name!r}.", field="/status")
    return TermStatus(name)


def _tags(concept: Concept | None) -> list[str]:
    if concept is None:
        return []
    return [*(term.language for term in concept.terms), *(each.language for each in concept.definitions)]


def _uses(concept: Concept) -> Iterator[Use]:
    """The terms that stand in the memories which the caller sees, in the order of the concept."""
    if caller().memories == frozenset():
        return
    for term in concept.terms:
        words = _query(term.text)
        if len(words) > LONGEST_QUERY or not any(letter.isalnum() for letter in words):
            continue
        asked = ConcordanceRequest(words, term.language, caller().scope(()), limit=20)
        try:
            found = services().concordance.find(asked)
        except (InvalidInput, NotFound):  # a term of signs alone, a language that no memory has
            continue
        if found.lines:
            forms = Counter(form for line in found.lines for form in _forms(line))
            yield Use(term, tuple(forms.most_common()), found.lines[:_SHOWN], found.total)


def _query(term: str) -> str:
    """A word is looked for in all its forms, words that belong together as they stand."""
    plain = term.replace('"', " ").replace("*", " ").strip()
    return f'"{plain}"' if " " in plain else plain


def _forms(line: Line) -> Iterator[str]:
    for variant, spans in zip(line.unit.variants, line.spans, strict=True):
        for start, end in spans:
            yield variant.text[start:end]
