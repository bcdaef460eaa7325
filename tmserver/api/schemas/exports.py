"""Parameters of an export."""

from __future__ import annotations

from datetime import UTC
from typing import Any

from apiflask import Schema
from apiflask.fields import AwareDateTime, Boolean, Integer, List, String
from apiflask.validators import Length, OneOf, Range

from tmserver.api.schemas.fields import MOMENT
from tmserver.segment import Status
from tmserver.services.export import MEDIA_TYPES, USABLE, ExportRequest
from tmserver.services.languages import mapping_of, tag_of


def _texts(description: str) -> Any:
    return List(String(), load_default=list, metadata={"description": f"{description}; may repeat"})


class ExportQuery(Schema):
    """Parameters of GET /api/v2/memories/{name}/export."""

    format = String(load_default="tmx", metadata={"description": ", ".join(MEDIA_TYPES)})
    source = String(load_default="", metadata={"description": "with target: only this pair of languages"})
    target = String(load_default="", metadata={"description": "xliff and po hold one pair only"})
    language = _texts("of each unit only this language")
    document = _texts("only this document")
    status = List(
        String(validate=OneOf([status.value for status in Status])),
        load_default=list,
        metadata={"description": "only this status, all but rejected if absent; may repeat"},
    )
    author = _texts("made or last changed by")
    since = AwareDateTime(load_default=None, default_timezone=UTC, validate=Range(*MOMENT))
    before = AwareDateTime(load_default=None, default_timezone=UTC, validate=Range(*MOMENT))
    map = _texts("other language codes: es=es-CL")
    level = Integer(
        strict=False,
        load_default=2,
        validate=OneOf([1, 2]),
        metadata={"description": "TMX level"},
    )
    delimiter = String(
        load_default="", validate=Length(max=1), metadata={"description": "between the columns of csv"}
    )
    anonymise = Boolean(
        load_default=False, metadata={"description": "without people, paths, notes and properties"}
    )


def request_of(data: dict[str, Any]) -> ExportRequest:
    """The request that the parameters make; InvalidInput for tags that are none."""
    pair = tag_of(data["source"], "/source"), tag_of(data["target"], "/target")
    return ExportRequest(
        pair=pair if any(pair) else None,
        languages=tuple(tag_of(tag, "/language") for tag in data["language"]),
        documents=tuple(data["document"]),
        statuses=tuple(map(Status, data["status"])) or USABLE,
        authors=tuple(data["author"]),
        since=data["since"],
        before=data["before"],
        mapping=mapping_of(data["map"], "/map"),
        level=data["level"],
        delimiter=data["delimiter"],
        anonymise=data["anonymise"],
    )
