"""The units of a memory: page by page, narrowed by what is asked for, their statuses set together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from apiflask import APIBlueprint
from flask import render_template, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from tmserver.errors import InvalidInput
from tmserver.gate.caller import caller
from tmserver.gate.services import services
from tmserver.segment import Status
from tmserver.services.access.principal import Right
from tmserver.services.paging import Page
from tmserver.services.units.browse import UnitQuery, list_units
from tmserver.services.units.bulk import BulkChange, change_units
from tmserver.services.units.change import undo_unit
from tmserver.services.units.edit import UnitEdit
from tmserver.services.units.found import Found
from tmserver.store.selection import Order
from tmserver.web.choices import choices
from tmserver.web.edits import change_by, seen_unit
from tmserver.web.page import answer, is_fragment

blueprint = APIBlueprint("units", __name__, enable_openapi=False)


@dataclass(frozen=True, slots=True)
class Asked:
    """What stands in the form that narrows the list."""

    contains: str = ""
    language: str = ""
    status: str = ""
    document: str = ""
    author: str = ""
    newest: bool = False
    cursor: str = ""


@blueprint.get("/units")
def first() -> str | Response:
    """The units of the memory whose name comes first; without memories, where to begin."""
    caller().require(Right.READ)
    names = choices().memories
    if not names:
        return render_template("units/none.html")
    return redirect(url_for("web.units.page", memory=names[0]))


@blueprint.get("/units/<memory>")
def page(memory: str) -> str:
    """The units of the memory, in the order of its documents."""
    caller().require(Right.READ)
    return _page(memory, Asked())


@blueprint.post("/units/<memory>")
def find(memory: str) -> str:
    """Those of its units that the form asks for."""
    caller().require(Right.READ)
    form = request.form
    fields = ("contains", "language", "status", "document", "author", "cursor")
    return _page(memory, Asked(**{name: form.get(name, "") for name in fields}, newest="newest" in form))


@blueprint.post("/units/<memory>/status")
def set_status(memory: str) -> str:
    """Give all units that were chosen a status."""
    (home,) = caller().scope((memory,))
    chosen = [int(each) for each in request.form.getlist("unit") if each.isdecimal()]
    if not chosen:
        raise InvalidInput("Choose the units that shall have the status.", field="/unit")
    status = _status(request.form.get("to", ""))
    edit = UnitEdit({"status": status})
    wanted = BulkChange(edit=[(unit, None, edit) for unit in chosen])
    outcomes = change_units(services().database, home, wanted, change_by(caller(), "status"))
    changed = [each.unit for each in outcomes if each.action == "edited"]
    return render_template(
        "units/changed.html", memory=home, changed=changed, status=status, rows=_rows(changed)
    )


@blueprint.post("/units/<memory>/undo")
def undo(memory: str) -> str:
    """Take back the last change of the units that are named."""
    caller().scope((memory,))
    named = [int(each) for each in request.form.getlist("changed") if each.isdecimal()]
    for unit in named:
        undo_unit(services().database, unit, change_by(caller(), "undo"))
    return render_template("units/changed.html", memory=memory, undone=len(named), rows=_rows(named))


def _rows(units: Sequence[int]) -> Sequence[Found]:
    """What a list that is open shows of the units that were changed; without JavaScript there is none."""
    return [seen_unit(unit) for unit in units] if is_fragment() else ()


def _page(memory: str, asked: Asked) -> str:
    (home,) = caller().scope((memory,))
    return answer(
        "units/page.html",
        "units/more.html" if asked.cursor else "units/found.html",
        choices=choices(),
        memory=home,
        asked=asked,
        found=_found(home, asked),
        statuses=list(Status),
        may_write=caller().may(Right.WRITE),
    )


def _found(memory: str, asked: Asked) -> Page[Found]:
    query = UnitQuery(
        languages=_given(asked.language),
        documents=_given(asked.document),
        statuses=(_status(asked.status),) if asked.status else (),
        authors=_given(asked.author),
        contains=asked.contains,
        order=Order.CHANGED if asked.newest else Order.DOCUMENT,
        backwards=asked.newest,
        cursor=asked.cursor,
    )
    return list_units(services().database, memory, query)


def _given(text: str) -> tuple[str, ...]:
    return (text.strip(),) if text.strip() else ()


def _status(name: str) -> Status:
    if name not in set(Status):
        raise InvalidInput(f"There is no status {name!r}.", field="/status")
    return Status(name)
