"""GET /api/v2/log: who changed what, and when."""

from __future__ import annotations

from typing import Any

from apiflask import APIBlueprint
from marshmallow import RAISE

from tmserver.api.describe import answers
from tmserver.api.schemas.log import LogAnswer, LogQuery
from tmserver.gate.caller import caller
from tmserver.gate.services import services
from tmserver.services import log
from tmserver.services.shapes import page_shape

blueprint = APIBlueprint("log", __name__, url_prefix="/api/v2")


@blueprint.get("/log")
@blueprint.input(LogQuery, location="query", unknown=RAISE)
@answers(blueprint, LogAnswer, "A page of the log")
def read_log(query_data: dict[str, Any]) -> dict[str, object]:
    """Who changed what, the latest first: memories, glossaries, units, concepts, keys and people.

    Units that were added together are one entry. For administrators.
    """
    query = log.LogQuery(
        by=query_data["by"],
        memories=tuple(query_data["memory"]),
        glossaries=tuple(query_data["glossary"]),
        since=query_data["since"],
        limit=query_data["limit"],
        cursor=query_data["cursor"],
    )
    return page_shape(log.read_log(services().database, query, caller()), log.entry_shape)
