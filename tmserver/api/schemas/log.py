"""The log of changes."""

from __future__ import annotations

from datetime import UTC

from apiflask import Schema
from apiflask.fields import AwareDateTime, Integer, List, Nested, String
from apiflask.validators import Range

from tmserver.api.schemas.fields import MOMENT, PageAnswer
from tmserver.services.limits import LIMIT
from tmserver.services.log import DEFAULT_LIMIT


class LogQuery(Schema):
    """Parameters of GET /api/v2/log."""

    by = String(load_default="", metadata={"description": "changes by this person or key only"})
    memory = List(String(), load_default=list, metadata={"description": "of this memory; may repeat"})
    glossary = List(String(), load_default=list, metadata={"description": "of this glossary; may repeat"})
    since = AwareDateTime(load_default=None, default_timezone=UTC, validate=Range(*MOMENT))
    limit = Integer(strict=False, load_default=DEFAULT_LIMIT, validate=Range(*LIMIT))
    cursor = String(load_default="", metadata={"description": "the `next` of the page before"})


class EntryAnswer(Schema):
    """A change."""

    at = String(required=True)
    by = String(required=True)
    subject = String(required=True, metadata={"description": "memory, glossary, key, person or database"})
    name = String(required=True)
    item = String(
        required=True, allow_none=True, metadata={"description": "id of a unit or concept; null: the whole"}
    )
    action = String(required=True)
    detail = String(required=True)
    why = String(required=True)


class LogAnswer(PageAnswer):
    """A page of the log."""

    items = List(Nested(EntryAnswer), required=True)
