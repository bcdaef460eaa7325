"""Lookups."""

from __future__ import annotations

from apiflask import Schema
from apiflask.fields import Boolean, Enum, Float, Integer, List, Nested, String
from apiflask.validators import Length, OneOf, Range

from tmserver.api.schemas.fields import LANGUAGE, Points
from tmserver.segment import Status
from tmserver.services.limits import DEFAULT_LIMIT, DEFAULT_MIN_SCORE, LIMIT, MIN_SCORE, PENALTY
from tmserver.services.meaning.service import Order

CONTEXT = "neighbouring segment in the source language; empty at the edge of a document, absent if unknown"


class _Scope(Schema):
    source = String(required=True, metadata=LANGUAGE | {"description": "of the text"})
    target = String(required=True, metadata=LANGUAGE | {"description": "wanted"})
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
    exact = Boolean(load_default=False, metadata={"description": "equal texts only, as min_score=100"})


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


class VariantAnswer(Schema):
    """A text in its language."""

    language = String(required=True, metadata={"example": "ru"})
    text = String(required=True)


class DeductionAnswer(Schema):
    """Points taken off, and what for."""

    reason = String(required=True, metadata={"example": "case"})
    points = Integer(required=True)
    detail = String(required=True, metadata={"example": "тогда → Тогда"})


class OriginAnswer(Schema):
    """A unit that has the translation."""

    memory = String(required=True)
    unit = Integer(required=True)


class MatchAnswer(Schema):
    """A stored translation, and why it is offered: by its words with score and shares, or by meaning."""

    kind = String(required=True, validate=OneOf(["fuzzy", "meaning"]))
    meaning = Float(metadata={"description": "of a match by meaning: the cosine of both, 0 to 1"})
    score = Integer(metadata={"description": "0 to 101; 101: equal in equal context"})
    source = Nested(VariantAnswer, required=True)
    target = Nested(VariantAnswer, required=True)
    memory = String(required=True)
    unit = Integer(required=True)
    words = Float(metadata={"description": "share of common words, 0 to 1"})
    characters = Float(metadata={"description": "similarity of characters, 0 to 1"})
    deductions = List(Nested(DeductionAnswer))
    context = Boolean()
    ambiguous = Boolean(metadata={"description": "another exact match has another translation"})
    repaired = String(allow_none=True, metadata={"description": "the target with the query's numbers"})
    count = Integer(metadata={"description": "units that have this translation"})
    origins = List(Nested(OriginAnswer))
    status = Enum(Status, by_value=True, required=True)
    document = String(required=True)
    origin = String(required=True)
    created_by = String(required=True)
    changed_at = String(required=True, allow_none=True)


class LookupAnswer(Schema):
    """The matches of a segment, best first."""

    text = String(required=True)
    matches = List(Nested(MatchAnswer), required=True)


class LookupsAnswer(Schema):
    """One answer for each segment, in their order."""

    results = List(Nested(LookupAnswer), required=True)
