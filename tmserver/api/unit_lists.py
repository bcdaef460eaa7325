"""/api/v2/memories/{name}/units: a memory's units listed, added, and changed many at once."""

from __future__ import annotations

from typing import Any

from apiflask import APIBlueprint
from flask import Response, url_for
from marshmallow import RAISE

from tmserver.api.describe import answers
from tmserver.api.preconditions import tagged
from tmserver.api.schemas.unit_lists import BulkAnswer, BulkBody, UnitsAnswer, UnitsQuery, bulk_of, query_of
from tmserver.api.schemas.units import UnitAnswer, UnitBody, unit_of
from tmserver.api.units import change_of
from tmserver.gate.caller import caller
from tmserver.gate.services import services
from tmserver.services.access.principal import Right
from tmserver.services.shapes import page_shape
from tmserver.services.units.add import add_whole_unit
from tmserver.services.units.browse import list_units
from tmserver.services.units.bulk import change_units
from tmserver.services.units.shapes import outcome_shape, unit_shape

blueprint = APIBlueprint("unit_lists", __name__, url_prefix="/api/v2/memories", tag="units")


@blueprint.get("/<name>/units")
@blueprint.input(UnitsQuery, location="query", unknown=RAISE)
@answers(blueprint, UnitsAnswer, "A page of the memory's units")
def browse_units(name: str, query_data: dict[str, Any]) -> dict[str, object]:
    """The units of a memory: narrowed by language, document, status, author, time of change and text.

    In the order of documents, or by change; `-` turns the order round.
    """
    caller().require(Right.READ)
    (memory,) = caller().scope([name])
    return page_shape(list_units(services().database, memory, query_of(query_data)), unit_shape)


@blueprint.post("/<name>/units")
@blueprint.input(UnitBody)
@answers(blueprint, UnitAnswer, "There was an equal one already: that is answered", etag=True)
@answers(blueprint, UnitAnswer, "The new unit", status=201, etag=True)
def add_unit(name: str, json_data: dict[str, Any]) -> Response:
    """Add a unit in any number of languages. Equal texts with equal neighbours are stored once."""
    wanted = change_of(json_data["why"])
    (memory,) = caller().scope([name])
    added, found = add_whole_unit(services().database, memory, unit_of(json_data), wanted)
    answer = tagged(unit_shape(found), status=201 if added.action == "added" else 200)
    answer.headers["Location"] = url_for("units.read_unit", unit=added.unit)
    return answer


@blueprint.post("/<name>/units/bulk")
@blueprint.input(BulkBody)
@answers(blueprint, BulkAnswer, "All of it is done", also=[412])
def bulk_change_units(name: str, json_data: dict[str, Any]) -> dict[str, object]:
    """Add, edit and delete up to 1,000 units: all, or none if one of them cannot be.

    Edits and deletions may name the revision that was read. They need the right to review.
    """
    wanted = change_of(json_data["why"])
    if json_data["edit"] or json_data["delete"]:
        caller().require(Right.REVIEW)
    (memory,) = caller().scope([name])
    outcomes = change_units(services().database, memory, bulk_of(json_data), wanted)
    return {"results": [outcome_shape(each) for each in outcomes]}
