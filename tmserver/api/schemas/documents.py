"""The forms of documents to translate, and the table of an analysis."""

from __future__ import annotations

from apiflask import Schema
from apiflask.fields import Boolean, Float, Integer, List, Nested, String
from apiflask.validators import OneOf, Range

from tmserver.api.schemas.fields import upload, uploads
from tmserver.services.analyse import Scale
from tmserver.services.limits import MIN_SCORE


class _DocumentBody(Schema):
    memory = List(String(), load_default=list, metadata={"description": "may repeat; all memories if absent"})
    source = String(load_default="", metadata={"description": "source language, where a file says none"})
    target = String(load_default="", metadata={"description": "target language, where a file says none"})


class PretranslateBody(_DocumentBody):
    """The form of POST /api/v2/pretranslate."""

    file = upload("XLIFF or PO")
    min_score = Integer(
        strict=False,
        load_default=75,
        validate=Range(*MIN_SCORE),
        metadata={"description": "lowest percent that is put in"},
    )


class AnalyseBody(_DocumentBody):
    """The form of POST /api/v2/analyse."""

    files = uploads("XLIFF or PO; may repeat")
    scale = String(
        load_default=Scale.SCORE.value,
        validate=OneOf([scale.value for scale in Scale]),
        metadata={"description": "what a percent is: the score of lookups, or token edits"},
    )
    bands = String(load_default="", metadata={"description": "lower ends of the rows: 100,95,85,75,50"})
    weights = String(load_default="", metadata={"description": "factors by row: 101=0,repetitions=0.1"})
    internal = Boolean(load_default=True, metadata={"description": "count matches within the files, too"})


class BandAnswer(Schema):
    """A row of the table."""

    band = String(required=True)
    segments = Integer(required=True)
    words = Integer(required=True)
    characters = Integer(required=True)
    internal = Integer(required=True, metadata={"description": "segments covered by the files themselves"})
    weight = Float(required=True, allow_none=True)


class AnalysisAnswer(Schema):
    """The table of match bands."""

    scale = String(required=True)
    formula = String(required=True)
    rows = List(Nested(BandAnswer), required=True)
    weighted_words = Float(required=True)
