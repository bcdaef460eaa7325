"""/api/v2/units/{unit}: one unit read, changed, deleted, and its use reported."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from apiflask import APIBlueprint
from flask import Response
from marshmallow import RAISE

from tmserver.api.describe import answers
from tmserver.api.preconditions import expected, tagged
from tmserver.api.schemas.units import ActionBody, UnitAnswer, UnitBody, UnitPatch, WhyQuery, edit_of, unit_of
from tmserver.gate.caller import caller
from tmserver.gate.services import services
from tmserver.services.access.principal import Right
from tmserver.services.units import change
from tmserver.services.units.browse import get_unit
from tmserver.services.units.edit import UnitEdit, whole_edit
from tmserver.services.units.found import Change
from tmserver.services.units.shapes import unit_shape

blueprint = APIBlueprint("units", __name__, url_prefix="/api/v2/units")


@blueprint.get("/<int:unit>")
@answers(blueprint, UnitAnswer, "The unit", etag=True)
def read_unit(unit: int) -> Response:
    """One unit with all its texts."""
    caller().require(Right.READ)
    return tagged(unit_shape(get_unit(services().database, unit, seen=caller().scope(()))))


@blueprint.put("/<int:unit>")
@blueprint.input(UnitBody)
@answers(blueprint, UnitAnswer, "The unit as it is now", etag=True, if_match=True)
def replace_unit(unit: int, json_data: dict[str, Any]) -> Response:
    """Put a whole unit in the place of one; what is absent is empty then.

    Needs If-Match with the ETag that was read, or *.
    """
    return _edited(unit, whole_edit(unit_of(json_data)), json_data["why"])


@blueprint.patch("/<int:unit>")
@blueprint.input(UnitPatch)
@answers(blueprint, UnitAnswer, "The unit as it is now", etag=True, if_match=True)
def edit_unit(unit: int, json_data: dict[str, Any]) -> Response:
    """Change some fields or texts of a unit; inline codes stay with the words where they stood.

    Needs If-Match with the ETag that was read, or *. Giving another status needs the right to review.
    """
    return _edited(unit, edit_of(json_data), json_data["why"])


@blueprint.delete("/<int:unit>")
@blueprint.input(WhyQuery, location="query", unknown=RAISE)
@answers(blueprint, None, "It is deleted", status=204, if_match=True)
def delete_unit(unit: int, query_data: dict[str, Any]) -> tuple[str, int]:
    """Delete a unit; it can be restored. Needs If-Match with the ETag that was read, or *."""
    wanted = change_of(query_data["why"], expected())
    change.delete_unit(services().database, unit, wanted)
    return "", 204


@blueprint.post("/<int:unit>/use")
@blueprint.input(ActionBody)
@answers(blueprint, UnitAnswer, "The unit, one use more counted", etag=True)
def report_use(unit: int, json_data: dict[str, Any]) -> Response:
    """Report that a translator took this unit over; lookups alone are not counted."""
    caller().require(Right.READ)
    wanted = Change(by=caller().name, why=json_data["why"], memories=caller().scope(()))
    return tagged(unit_shape(change.use_unit(services().database, unit, wanted)))


def change_of(why: str, revisions: Collection[int] | None = None) -> Change:
    """The change that the caller makes, whose right to write is checked here."""
    principal = caller()
    principal.require(Right.WRITE)
    reviews = principal.may(Right.REVIEW)
    return Change(principal.name, why, revisions, principal.scope(()), reviews)


def _edited(unit: int, edit: UnitEdit, why: str) -> Response:
    wanted = change_of(why, expected())
    return tagged(unit_shape(change.edit_unit(services().database, unit, edit, wanted)))
