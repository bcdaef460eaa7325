"""One unit: its texts to be edited with what an audit finds in them, and all that was ever changed."""

from __future__ import annotations

from dataclasses import dataclass

from apiflask import APIBlueprint
from flask import render_template, request

from tmserver.gate.caller import caller
from tmserver.gate.services import services
from tmserver.match.word_difference import Stretch, word_difference
from tmserver.segment import Status, Unit
from tmserver.services.access.principal import Right
from tmserver.services.units import change
from tmserver.services.units.browse import Step, UnitHistory, unit_history
from tmserver.web.edits import Draft, change_by, findings_in, seen_unit, store_typed, typed_into
from tmserver.web.page import answer

blueprint = APIBlueprint("unit", __name__, enable_openapi=False, url_prefix="/unit/<int:unit>")


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A change, and how each text that it changed differs from what it was, by language."""

    step: Step
    texts: tuple[tuple[str, list[Stretch]], ...]


@blueprint.get("")
def page(unit: int) -> str:
    """The unit, if it is there; if it is deleted, its history."""
    caller().require(Right.READ)
    return _page(unit)


@blueprint.post("")
def save(unit: int) -> str:
    """Store the texts and the status as they were typed; if somebody else was quicker, show both."""
    draft = store_typed(unit)
    return _page(unit, draft.typed, saved=not draft.typed)


@blueprint.post("/check")
def check(unit: int) -> str:
    """What an audit finds in the texts as they were typed."""
    caller().require(Right.READ)
    return render_template("unit/findings.html", findings=findings_in(typed_into(seen_unit(unit))))


@blueprint.post("/delete")
def delete(unit: int) -> str:
    """Delete the unit; it can be brought back."""
    change.delete_unit(services().database, unit, change_by(caller()))
    return _page(unit)


@blueprint.post("/restore")
def restore(unit: int) -> str:
    """Bring the deleted unit back."""
    change.restore_unit(services().database, unit, change_by(caller()))
    return _page(unit, saved=True)


@blueprint.post("/undo")
def undo(unit: int) -> str:
    """Take the last change back, or bring back the state of an earlier revision."""
    wanted = change_by(caller(), "undo", request.form.get("revision", type=int))
    to = request.form.get("to", type=int)
    change.undo_unit(services().database, unit, wanted, revision=to)
    return _page(unit, saved=True)


def _page(unit: int, typed: Unit | None = None, *, saved: bool = False) -> str:
    """``typed``: what was not stored, as the unit had changed meanwhile."""
    history = unit_history(services().database, unit, seen=caller().scope(()))
    return answer(
        "unit/page.html",
        "unit/whole.html",
        number=unit,
        draft=None if history.deleted else Draft(seen_unit(unit), typed),
        saved=saved,
        history=history,
        steps=_steps(history),
        statuses=list(Status),
        may_write=caller().may(Right.WRITE),
        may_review=caller().may(Right.REVIEW),
    )


def _steps(history: UnitHistory) -> tuple[ShownStep, ...]:
    return tuple(ShownStep(step, tuple(_differences(step))) for step in history.steps)


def _differences(step: Step) -> list[tuple[str, list[Stretch]]]:
    before = step.before.variants if step.before else ()
    old = {(each.language, at): each.text for at, each in enumerate(before)}
    return [
        (each.language, word_difference(each.text, old.get((each.language, at), ""), each.language))
        for at, each in enumerate(step.after.variants)
        if step.before and old.get((each.language, at)) != each.text
    ]
