"""GET and POST /api/v2/lookup: stored translations of segments like the given ones."""

from __future__ import annotations

from typing import Any

from apiflask import APIBlueprint
from marshmallow import RAISE

from tmserver.api.describe import answers
from tmserver.api.schemas.lookup import LookupAnswer, LookupBody, LookupQuery, LookupsAnswer
from tmserver.gate.caller import caller
from tmserver.gate.services import services
from tmserver.services.access.principal import Right
from tmserver.services.lookup import LookupRequest, Segment
from tmserver.services.meaning.service import Order, Wish
from tmserver.services.shapes import match_shape

EXACT = 100
"""The score of equal texts."""

blueprint = APIBlueprint("lookup", __name__, url_prefix="/api/v2")


@blueprint.get("/lookup")
@blueprint.input(LookupQuery, location="query", unknown=RAISE)
@answers(blueprint, LookupAnswer, "The matches, best first")
def look_up_one(query_data: dict[str, Any]) -> dict[str, object]:
    """Look up one segment."""
    segment = Segment(query_data["text"], query_data["previous"], query_data["next"])
    return _answers(query_data, (segment,), query_data["memory"], alone=True)[0]


@blueprint.post("/lookup")
@blueprint.input(LookupBody)
@answers(blueprint, LookupsAnswer, "One answer for each segment")
def look_up_many(json_data: dict[str, Any]) -> dict[str, object]:
    """Look up to 1,000 segments; results come in the order asked."""
    segments = tuple(Segment(each["text"], each["previous"], each["next"]) for each in json_data["segments"])
    return {"results": _answers(json_data, segments, json_data["memories"])}


def _answers(
    data: dict[str, Any], segments: tuple[Segment, ...], memories: list[str], *, alone: bool = False
) -> list[dict[str, object]]:
    caller().require(Right.READ)
    penalties: dict[str, int] = data.get("penalties", {})
    caller().scope(penalties, field="/penalties")
    request = LookupRequest(
        source=data["source"],
        target=data["target"],
        segments=segments,
        memories=caller().scope(memories, field="/memory" if alone else "/memories"),
        min_score=max(data["min_score"], EXACT) if data["exact"] else data["min_score"],
        limit=data["limit"],
        penalties=penalties,
        alone=alone,
    )
    wish = Wish(data["meaning"], Order(data["order"]))
    found = services().meaning.matches(request, wish)
    return [
        {"text": segment.text, "matches": [match_shape(match) for match in matches]}
        for segment, matches in zip(segments, found, strict=True)
    ]
