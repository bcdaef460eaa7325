"""The concordance."""

from __future__ import annotations

from apiflask import Schema
from apiflask.fields import Integer, List, String
from apiflask.validators import Range

from tmserver.services.concordance.find import DEFAULT_LIMIT
from tmserver.services.limits import LIMIT


class ConcordanceQuery(Schema):
    """Parameters of GET /api/v2/concordance."""

    q = String(required=True, metadata={"description": 'words, "a phrase", a beginn*', "example": "завод"})
    language = String(load_default="", metadata={"description": "where to look; any if absent"})
    memory = List(String(), load_default=list, metadata={"description": "may repeat; all memories if absent"})
    limit = Integer(strict=False, load_default=DEFAULT_LIMIT, validate=Range(*LIMIT))
    cursor = String(load_default="", metadata={"description": "the `next` of the page before"})
