"""The page that stays open beside a text: matches and terms of what is typed, a place for its translation."""

from __future__ import annotations

from dataclasses import dataclass, replace

from apiflask import APIBlueprint
from flask import render_template, request
from werkzeug.wrappers import Response

from tmserver.gate.caller import caller
from tmserver.gate.services import services
from tmserver.language.search_words import search_words_with_spans
from tmserver.meaning.encoder import find_encoder, understands
from tmserver.segment import Match, MeaningMatch
from tmserver.services.access.principal import Right
from tmserver.services.limits import DEFAULT_MIN_SCORE, MIN_SCORE
from tmserver.services.lookup import LookupRequest, Segment
from tmserver.services.meaning.service import Wish
from tmserver.services.units.add import NewUnit, add_unit
from tmserver.services.units.change import delete_unit
from tmserver.services.units.found import Change
from tmserver.web.choices import choices
from tmserver.web.errors import wrong
from tmserver.web.language import gettext
from tmserver.web.matches import ShownMatch, shown_match
from tmserver.web.page import answer, is_fragment, text_field
from tmserver.web.terms import ShownTerm, terms_of

SCORES = (50, 60, 70, 75, 80, 85, 90, 95, 100)
"""Lowest percents to choose from."""

WORDS = 6
"""Words to look for in the concordance where there is no match."""

MOST_NEAR = 3
"""Matches by meaning on the page."""

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
    meaning: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found for the text: matches best first, its terms in the order of the text.

    ``near`` are those that only mean about the same, if they are wanted. ``words`` are its longest, to look
    for where no match is.
    """

    matches: tuple[ShownMatch, ...]
    near: tuple[MeaningMatch, ...]
    terms: tuple[ShownTerm, ...]
    words: tuple[str, ...]

    @property
    def marks(self) -> list[tuple[int, int, str]]:
        """Where terms stand in the text, in order: start, end in code points, and the kind of mark."""
        return sorted((start, end, "term") for each in self.terms for start, end in each.spans)


@blueprint.get("/lookup")
def page() -> str:
    """The empty page; what was typed before comes back from the browser's own keeping."""
    caller().require(Right.READ)
    return _page(Desk(*choices().pair), None)


@blueprint.post("/lookup")
def look_up() -> str:
    """The matches and terms of the text sent."""
    caller().require(Right.READ)
    desk = _desk()
    if request.form.get("swap"):
        desk = _swapped(desk)
    return _page(desk, _answer(desk))


@blueprint.post("/lookup/save")
def save() -> str | Response:
    """Keep the pair sent, with its context, in the memory chosen for writing."""
    who = caller()
    who.require(Right.WRITE)
    desk = _desk()
    for name in ("text", "translation"):
        if not getattr(desk, name).strip():
            return wrong(name, gettext("Both the text and its translation are needed."))
    (home,) = who.scope((desk.home,))
    new = NewUnit(
        desk.source, desk.target, desk.text, desk.translation, desk.previous or None, desk.next or None
    )
    added = add_unit(services().database, services().settings, home, new, by=who.name)
    return _after_saving(desk, added=added)


@blueprint.post("/lookup/undo")
def undo() -> str:
    """Take back the unit that was saved last."""
    who = caller()
    who.require(Right.WRITE)
    unit = request.form.get("unit", type=int, default=0)
    change = Change(who.name, "undo", memories=who.scope(()))
    delete_unit(services().database, unit, change)
    return _after_saving(_desk(), undone=unit)


def _after_saving(desk: Desk, **more: object) -> str:
    if is_fragment():
        return render_template("lookup/saved.html", desk=desk, **more)
    return _page(desk, _answer(desk), **more)


def _page(desk: Desk, found: Answer | None, **more: object) -> str:
    return answer(
        "lookup/page.html",
        "lookup/answer.html",
        desk=desk,
        answer=found,
        scores=SCORES,
        knows_meaning=find_encoder() is not None,
        may_write=caller().may(Right.WRITE),
        is_empty=lambda: caller().may(Right.ADMIN) and not choices().memories,
        **more,
    )


def _desk() -> Desk:
    form = request.form
    score = form.get("min_score", "")
    return Desk(
        source=form.get("source", ""),
        target=form.get("target", ""),
        text=text_field("text"),
        translation=text_field("translation"),
        previous=text_field("previous"),
        next=text_field("next"),
        memories=tuple(form.getlist("memory")),
        home=form.get("home", ""),
        min_score=int(score) if score.isdecimal() and len(score) < 4 else DEFAULT_MIN_SCORE,
        meaning=bool(form.get("meaning")),
    )


def _swapped(desk: Desk) -> Desk:
    return replace(
        desk,
        source=desk.target,
        target=desk.source,
        text=desk.translation,
        translation=desk.text,
        previous="",
        next="",
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
    by_meaning = desk.meaning and understands(find_encoder(), desk.source)
    (found,) = services().meaning.matches(asked, Wish(by_meaning))
    matches = [match for match in found if isinstance(match, Match)]
    near = [match for match in found if isinstance(match, MeaningMatch)]
    return Answer(
        tuple(shown_match(match, desk.text) for match in matches),
        tuple(near[:MOST_NEAR]),
        tuple(terms_of(desk.text, desk.source, desk.target)),
        () if found else _longest_words(desk.text),
    )


def _longest_words(text: str) -> tuple[str, ...]:
    """Some words of the text that are worth looking for, longest first: they are the rarest."""
    words = dict.fromkeys(text[found.start : found.end] for found in search_words_with_spans(text))
    return tuple(sorted((word for word in words if len(word) > 3), key=len, reverse=True)[:WORDS])
