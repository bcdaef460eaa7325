"""The page that stays open beside a text: matches and terms of what is typed, a place for its translation."""

from __future__ import annotations

from dataclasses import dataclass

from apiflask import APIBlueprint
from flask import render_template, request

from tmserver.gate.caller import caller
from tmserver.gate.services import services
from tmserver.services.access.principal import Right
from tmserver.services.limits import DEFAULT_MIN_SCORE, MIN_SCORE
from tmserver.services.lookup import LookupRequest, Segment
from tmserver.services.units.add import NewUnit, add_unit
from tmserver.web.choices import Choices, choices
from tmserver.web.matches import ShownMatch, shown_match
from tmserver.web.page import answer
from tmserver.web.terms import ShownTerm, terms_of

SCORES = (50, 60, 70, 75, 80, 85, 90, 95, 100)
"""Lowest percents to choose from."""

MOST = 9
"""Matches on the page: as many as there are digits to copy them by."""

blueprint = APIBlueprint("lookup", __name__, enable_openapi=False)


@dataclass(frozen=True, slots=True)
class Desk:
    """What stands in the form: texts, languages, memories to read, and the one to write to."""

    source: str
    target: str
    text: str = ""
    translation: str = ""
    previous: str = ""
    next: str = ""
    memories: tuple[str, ...] = ()
    home: str = ""
    min_score: int = DEFAULT_MIN_SCORE


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found for the text: matches best first, and its terms in the order of the text."""

    matches: tuple[ShownMatch, ...]
    terms: tuple[ShownTerm, ...]

    @property
    def marks(self) -> list[tuple[int, int, str]]:
        """Where terms stand in the text, in order: start, end in code points, and the kind of mark."""
        return sorted((start, end, "term") for each in self.terms for start, end in each.spans)


@blueprint.get("/lookup")
def page() -> str:
    """The empty page; what was typed before comes back from the browser's own keeping."""
    caller().require(Right.READ)
    offered = choices()
    return _page(offered, Desk(*offered.pair), None)


@blueprint.post("/lookup")
def look_up() -> str:
    """The matches and terms of the text sent."""
    caller().require(Right.READ)
    desk = _desk()
    if request.form.get("swap"):
        desk = _swapped(desk)
    return _page(choices(), desk, _answer(desk))


@blueprint.post("/lookup/save")
def save() -> str:
    """Keep the pair sent, with its context, in the memory chosen for writing."""
    who = caller()
    who.require(Right.WRITE)
    desk = _desk()
    (home,) = who.scope((desk.home,))
    new = NewUnit(
        desk.source, desk.target, desk.text, desk.translation, desk.previous or None, desk.next or None
    )
    added = add_unit(services().database, services().settings, home, new, by=who.name)
    if request.headers.get("HX-Request"):
        return render_template("lookup/saved.html", added=added, desk=desk)
    return _page(choices(), desk, _answer(desk), added=added)


def _page(offered: Choices, desk: Desk, found: Answer | None, **more: object) -> str:
    return answer(
        "lookup/page.html",
        "lookup/answer.html",
        choices=offered,
        desk=desk,
        answer=found,
        scores=SCORES,
        may_write=caller().may(Right.WRITE),
        **more,
    )


def _desk() -> Desk:
    form = request.form
    score = form.get("min_score", "")
    return Desk(
        source=form.get("source", ""),
        target=form.get("target", ""),
        text=_text("text"),
        translation=_text("translation"),
        previous=_text("previous"),
        next=_text("next"),
        memories=tuple(form.getlist("memory")),
        home=form.get("home", ""),
        min_score=int(score) if score.isdecimal() and len(score) < 4 else DEFAULT_MIN_SCORE,
    )


def _text(name: str) -> str:
    """A field as it was typed: forms send line breaks as CR LF, and texts are stored with LF."""
    return request.form.get(name, "").replace("\r\n", "\n")


def _swapped(desk: Desk) -> Desk:
    return Desk(
        desk.target,
        desk.source,
        desk.translation,
        desk.text,
        "",
        "",
        desk.memories,
        desk.home,
        desk.min_score,
    )


def _answer(desk: Desk) -> Answer | None:
    """None where nothing is typed yet."""
    if not desk.text.strip():
        return None
    who = caller()
    asked = LookupRequest(
        source=desk.source,
        target=desk.target,
        segments=(Segment(desk.text, desk.previous or None, desk.next or None),),
        memories=who.scope(desk.memories),
        min_score=max(MIN_SCORE[0], desk.min_score),
        limit=MOST,
        alone=True,
    )
    (matches,) = services().lookup.matches(asked)
    return Answer(
        tuple(shown_match(match, desk.text) for match in matches),
        tuple(terms_of(desk.text, desk.source, desk.target)),
    )
