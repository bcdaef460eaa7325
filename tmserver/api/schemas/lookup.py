"""Lookups."""

from __future__ import annotations

from apiflask import Schema
from apiflask.fields import Boolean, Integer, List, Nested, String
from apiflask.validators import Length, OneOf, Range

from tmserver.api.schemas.fields import Points
from tmserver.services.limits import DEFAULT_LIMIT, DEFAULT_MIN_SCORE, LIMIT, MIN_SCORE, PENALTY
from tmserver.services.meaning.service import Order

CONTEXT = "neighbouring segment in the source language; empty at the edge of a document, absent if unknown"


class _Scope(Schema):
    source = String(required=True, metadata={"description": "language of the text, BCP 47", "example": "ru"})
    target = String(required=True, metadata={"description": "language wanted, BCP 47", "example": "es"})
    min_score = Integer(strict=False, load_default=DEFAULT_MIN_SCORE, validate=Range(*MIN_SCORE))
    limit = Integer(strict=False, load_default=DEFAULT_LIMIT, validate=Range(*LIMIT))
    meaning = Boolean(
        load_default=False, metadata={"description": "add matches that only mean about the same (an extra)"}
    )
    order = String(
        load_default="score",
        validate=OneOf([each.value for each in Order]),
        metadata={"description": "by the score, or by what a match is likely worth (an extra)"},
    )


class LookupQuery(_Scope):
    """Parameters of GET /api/v2/lookup."""

    text = String(required=True, metadata={"description": "the segment to look up"})
    previous = String(load_default=None, metadata={"description": CONTEXT})
    next = String(load_default=None, metadata={"description": CONTEXT})
    memory = List(String(), load_default=list, metadata={"description": "may repeat; all memories if absent"})


class SegmentBody(Schema):
    """One segment of a lookup."""

    text = String(required=True)
    previous = String(load_default=None, allow_none=True, metadata={"description": CONTEXT})
    next = String(load_default=None, allow_none=True, metadata={"description": CONTEXT})


class LookupBody(_Scope):
    """Body of POST /api/v2/lookup."""

    min_score = Integer(strict=True, load_default=DEFAULT_MIN_SCORE, validate=Range(*MIN_SCORE))
    limit = Integer(strict=True, load_default=DEFAULT_LIMIT, validate=Range(*LIMIT))
    segments = List(Nested(SegmentBody), required=True, validate=Length(min=1))
    memories = List(String(), load_default=list, metadata={"description": "all memories if absent or empty"})
    penalties = Points(
        String(),
        Integer(strict=True, validate=Range(*PENALTY)),
        load_default=dict,
        metadata={
            "description": "points that matches of a memory lose, by its name",
            "example": {"old": 5},
        },
    )
