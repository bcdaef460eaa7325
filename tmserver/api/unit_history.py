"""/api/v2/units/{unit}/history, restore and undo."""

from __future__ import annotations

from typing import Any

from apiflask import APIBlueprint
from flask import Response

from tmserver.api.describe import answers
from tmserver.api.preconditions import expected, tagged
from tmserver.api.schemas.unit_history import HistoryAnswer, UndoBody
from tmserver.api.schemas.units import ActionBody, UnitAnswer
from tmserver.api.units import change_of
from tmserver.gate.caller import caller
from tmserver.gate.services import services
from tmserver.services.access.principal import Right
from tmserver.services.units import change
from tmserver.services.units.browse import unit_history
from tmserver.services.units.shapes import history_shape, unit_shape

blueprint = APIBlueprint("unit_history", __name__, url_prefix="/api/v2/units", tag="units")


@blueprint.get("/<int:unit>/history")
@answers(blueprint, HistoryAnswer, "All changes of the unit, the latest first")
def read_unit_history(unit: int) -> dict[str, object]:
    """Every change of a unit, deleted or not: who, when, why, what, and the state that it led to."""
    caller().require(Right.READ)
    return history_shape(unit, unit_history(services().database, unit, seen=caller().scope(())))


@blueprint.post("/<int:unit>/restore")
@blueprint.input(ActionBody)
@answers(blueprint, UnitAnswer, "The unit, there again", etag=True)
def restore_unit(unit: int, json_data: dict[str, Any]) -> Response:
    """Bring a deleted unit back as it was; one that is there stays as it is."""
    wanted = change_of(json_data["why"])
    return tagged(unit_shape(change.restore_unit(services().database, unit, wanted)))


@blueprint.post("/<int:unit>/undo")
@blueprint.input(UndoBody)
@answers(blueprint, UnitAnswer, "The unit as it was before", etag=True, if_match=True)
def undo_unit(unit: int, json_data: dict[str, Any]) -> Response:
    """Undo the last change of a unit, or bring back its state at an earlier revision.

    Needs If-Match with the ETag that was read, or *. Undone twice, it is as before.
    """
    wanted = change_of(json_data["why"], expected())
    revision = json_data["revision"]
    return tagged(unit_shape(change.undo_unit(services().database, unit, wanted, revision=revision)))
