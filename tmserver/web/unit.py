"""One unit: its texts to be edited with what an audit finds in them, and all that was ever changed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from apiflask import APIBlueprint
from flask import render_template, request

from tmserver.audit.examiner import Examiner
from tmserver.audit.finding import Location
from tmserver.errors import ChangedMeanwhile
from tmserver.gate.caller import caller
from tmserver.gate.services import services
from tmserver.markup import carried
from tmserver.match.word_difference import Stretch, word_difference
from tmserver.segment import Status, Unit, Variant
from tmserver.services.access.principal import Right
from tmserver.services.units import change
from tmserver.services.units.browse import Step, UnitHistory, get_unit, unit_history
from tmserver.services.units.edit import UnitEdit
from tmserver.services.units.found import Found
from tmserver.web.findings import ShownFinding, options_for, shown_finding
from tmserver.web.page import answer
from tmserver.web.units import change_by

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
    revision = request.form.get("revision", type=int)
    wanted = change_by(caller(), request.form.get("why", ""), revision)
    typed = _typed(get_unit(services().database, unit, seen=caller().scope(())))
    edit = UnitEdit({"variants": typed.variants, "status": typed.status})
    try:
        change.edit_unit(services().database, unit, edit, wanted)
    except ChangedMeanwhile:
        return _page(unit, typed=typed)
    return _page(unit, saved=True)


@blueprint.post("/check")
def check(unit: int) -> str:
    """What an audit finds in the texts as they were typed."""
    caller().require(Right.READ)
    typed = _typed(get_unit(services().database, unit, seen=caller().scope(())))
    return render_template("unit/findings.html", findings=_findings(typed))


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


def _page(unit: int, *, typed: Unit | None = None, saved: bool = False) -> str:
    """``typed``: what was not stored, as the unit had changed meanwhile."""
    seen = caller().scope(())
    history = unit_history(services().database, unit, seen=seen)
    found = None if history.deleted else get_unit(services().database, unit, seen=seen)
    return answer(
        "unit/page.html",
        "unit/whole.html",
        number=unit,
        found=found,
        typed=typed,
        conflicts=_conflicts(found, typed) if found and typed else (),
        saved=saved,
        history=history,
        steps=_steps(history),
        findings=_findings(typed or found.unit) if found else (),
        statuses=list(Status),
        may_write=caller().may(Right.WRITE),
        may_review=caller().may(Right.REVIEW),
    )


def _typed(found: Found) -> Unit:
    """The unit with the texts and the status of the form; inline codes stay at their words."""
    form, unit = request.form, found.unit
    variants = [
        _with_text(variant, form.get(f"text-{at}", variant.text).replace("\r\n", "\n"))
        for at, variant in enumerate(unit.variants)
    ]
    status = form.get("status", unit.status.value)
    known = Status(status) if status in set(Status) else unit.status
    return replace(unit, variants=tuple(variants), status=known)


def _with_text(variant: Variant, text: str) -> Variant:
    return replace(variant, text=text, codes=carried(variant.codes, variant.text, text))


def _findings(unit: Unit) -> tuple[ShownFinding, ...]:
    texts = {variant.language: variant.text for variant in unit.variants}
    examiner = Examiner(replace(options_for(texts), drafts=True))
    found = examiner.examine(Location(unit=str(unit.id)), unit).findings
    return tuple(shown_finding(each) for each in sorted(found, key=lambda each: -each.severity.rank))


def _conflicts(found: Found, typed: Unit) -> tuple[tuple[str, list[Stretch]], ...]:
    """By language, what was typed against what is stored now."""
    return tuple(
        (ours.language, word_difference(ours.text, theirs.text, ours.language))
        for ours, theirs in zip(typed.variants, found.unit.variants, strict=False)
        if ours.text != theirs.text
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
