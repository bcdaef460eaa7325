"""A unit in a list, edited where it stands: its row, and the editor in the row's place."""

from __future__ import annotations

from apiflask import APIBlueprint
from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from tmserver.gate.caller import caller
from tmserver.gate.services import services
from tmserver.segment import Status
from tmserver.services.access.principal import Right
from tmserver.services.units.change import undo_unit
from tmserver.services.units.found import Found
from tmserver.web.edits import Draft, change_by, seen_unit, store_typed
from tmserver.web.page import is_fragment, led_to

blueprint = APIBlueprint("row", __name__, enable_openapi=False, url_prefix="/unit/<int:unit>/row")


@blueprint.get("")
def read(unit: int) -> str | Response:
    """The unit as the list shows it; a browser that opens the address gets the unit's page."""
    caller().require(Right.READ)
    found = seen_unit(unit)
    return _row(found) if is_fragment() else _whole(unit)


@blueprint.get("/edit")
def edit(unit: int) -> str | Response:
    """Its texts to be edited, with what an audit finds in them."""
    caller().require(Right.READ)
    draft = Draft(seen_unit(unit))
    return _editor(draft) if is_fragment() else _whole(unit)


@blueprint.post("")
def save(unit: int) -> str:
    """Store what was typed; if somebody else was quicker, the editor again with both versions."""
    draft = store_typed(unit)
    if draft.typed:
        return _editor(draft)
    is_other = draft.found.unit.revision != request.form.get("revision", type=int)
    return _row(draft.found, note="saved" if is_other else "")


@blueprint.post("/undo")
def undo(unit: int) -> str:
    """The unit as it was before its last change, unless it was changed again since."""
    wanted = change_by(caller(), "undo", request.form.get("revision", type=int))
    return _row(undo_unit(services().database, unit, wanted), note="undone")


def _whole(unit: int) -> Response:
    return led_to(url_for("web.unit.page", unit=unit))


def _row(found: Found, note: str = "") -> str:
    may_write = caller().may(Right.WRITE)
    return render_template("units/row.html", each=found, note=note, may_write=may_write)


def _editor(draft: Draft) -> str:
    who = caller()
    return render_template(
        "units/editor.html",
        draft=draft,
        statuses=list(Status),
        may_write=who.may(Right.WRITE),
        may_review=who.may(Right.REVIEW),
    )
