"""GET /api/v2/concordance: where words stand in the memories."""

from __future__ import annotations

from typing import Any

from apiflask import APIBlueprint

from tmserver.api.describe import answers
from tmserver.api.schemas.concordance import ConcordanceAnswer, ConcordanceQuery
from tmserver.gate.caller import caller
from tmserver.gate.services import services
from tmserver.services.access.principal import Right
from tmserver.services.concordance.find import ConcordanceRequest
from tmserver.services.shapes import concordance_shape

blueprint = APIBlueprint("concordance", __name__, url_prefix="/api/v2")


@blueprint.get("/concordance")
@blueprint.input(ConcordanceQuery, location="query")
@answers(blueprint, ConcordanceAnswer, "A page of units")
def find_words(query_data: dict[str, Any]) -> dict[str, object]:
    """Find words, "phrases" and beginn* in the memories, the last stored units first."""
    caller().require(Right.READ)
    request = ConcordanceRequest(
        query=query_data["q"],
        language=query_data["language"],
        memories=caller().scope(query_data["memory"]),
        limit=query_data["limit"],
        cursor=query_data["cursor"],
    )
    found = services().meaning.concordance if query_data["meaning"] else services().concordance.find
    return concordance_shape(found(request))
