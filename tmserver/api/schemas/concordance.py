"""The concordance."""

from __future__ import annotations

from apiflask import Schema
from apiflask.fields import Boolean, Float, Integer, List, Nested, String
from apiflask.validators import Length, Range

from tmserver.api.schemas.fields import ANY_LANGUAGE, PageAnswer
from tmserver.services.concordance.find import DEFAULT_LIMIT
from tmserver.services.limits import LIMIT


class ConcordanceQuery(Schema):
    """Parameters of GET /api/v2/concordance."""

    q = String(required=True, metadata={"description": 'words, "a phrase", a beginn*', "example": "завод"})
    language = String(load_default="", metadata=ANY_LANGUAGE)
    memory = List(String(), load_default=list, metadata={"description": "may repeat; all memories if absent"})
    limit = Integer(strict=False, load_default=DEFAULT_LIMIT, validate=Range(*LIMIT))
    cursor = String(load_default="", metadata={"description": "the `next` of the page before"})
    meaning = Boolean(
        load_default=False,
        metadata={"description": "units that mean about what is asked, one page (an extra)"},
    )


class MarkedTextAnswer(Schema):
    """A text with the spans of what was found, [start, end) in code points."""

    language = String(required=True)
    text = String(required=True)
    spans = List(List(Integer(), validate=Length(2, 2)), required=True)


class LineAnswer(Schema):
    """A unit in which the words stand."""

    unit = Integer(required=True)
    memory = String(required=True)
    texts = List(Nested(MarkedTextAnswer), required=True)
    meaning = Float(metadata={"description": "cosine, of what was found by meaning"})


class ConcordanceAnswer(PageAnswer):
    """A page of units, the last stored first."""

    items = List(Nested(LineAnswer), required=True)
