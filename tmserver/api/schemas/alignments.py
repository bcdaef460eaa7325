"""Alignments: the form, links page by page, and the steps of their correction."""

from __future__ import annotations

from apiflask import Schema
from apiflask.fields import Boolean, Float, Integer, List, Nested, String
from apiflask.validators import Length, OneOf, Range

from tmserver.api.schemas.fields import LANGUAGE, NAME, uploads
from tmserver.services.alignment.correction import STEPS
from tmserver.services.jobs.alignments import LONGEST_NAME
from tmserver.services.limits import LIMIT, PENALTY

MOST = 1_000_000_000


class AlignmentBody(Schema):
    """The form of POST /api/v2/alignments."""

    files = uploads("documents, one a language: text, Markdown, HTML, DOCX, ODT")
    language = List(
        String(metadata=LANGUAGE),
        required=True,
        metadata={"description": "of each document, in the order of the files; repeats"},
    )
    memory = String(required=True, metadata=NAME)
    create = Boolean(load_default=False, metadata={"description": "make the memory if there is none"})
    document = String(
        load_default="",
        validate=Length(max=LONGEST_NAME),
        metadata={"description": "what the units' document is called"},
    )
    meaning = Boolean(load_default=True, metadata={"description": "compare meanings, if the server can"})


class LinkTextAnswer(Schema):
    """What a link says in a language."""

    language = String(required=True)
    segments = List(String(), required=True)


class LinkAnswer(Schema):
    """What says the same in all languages."""

    number = Integer(required=True, metadata={"description": "its place, from 0"})
    confidence = Float(required=True, allow_none=True, metadata={"description": "0 to 1; null: made by hand"})
    accepted = Boolean(required=True)
    doubtful = Boolean(required=True)
    texts = List(Nested(LinkTextAnswer), required=True)


class LinksAnswer(Schema):
    """A page of links."""

    items = List(Nested(LinkAnswer), required=True)
    total = Integer(required=True, metadata={"description": "links of this kind"})
    version = Integer(required=True, metadata={"description": "for the next step"})
    next = Integer(required=True, allow_none=True, metadata={"description": "`after` of the next page"})


class LinksQuery(Schema):
    """Parameters of GET /api/v2/alignments/{job}/links."""

    doubtful = Boolean(load_default=False, metadata={"description": "only those, the most doubtful first"})
    limit = Integer(strict=False, load_default=50, validate=Range(*LIMIT))
    after = Integer(
        strict=False,
        load_default=0,
        validate=Range(0, MOST),
        metadata={"description": "how many to pass over"},
    )


class StepBody(Schema):
    """A step of the correction."""

    version = Integer(required=True, strict=True, validate=Range(0, MOST))
    step = String(required=True, validate=OneOf(list(STEPS)))
    link = Integer(
        load_default=0,
        strict=True,
        validate=Range(0, MOST),
        metadata={"description": "its number; merge: with the next one"},
    )
    language = String(load_default="", metadata={"description": "where to split, what to move"})
    segment = Integer(
        load_default=0,
        strict=True,
        validate=Range(0, MOST),
        metadata={"description": "split: the second link begins with it"},
    )


class CorrectionAnswer(Schema):
    """What came of a step."""

    version = Integer(required=True)
    links = Integer(required=True, metadata={"description": "how many there are now"})
    doubtful = Integer(required=True)
    accepted = Integer(required=True)


class StoreBody(Schema):
    """How to store the links."""

    accepted_only = Boolean(load_default=False)
    penalty = Integer(
        load_default=0,
        strict=True,
        validate=Range(*PENALTY),
        metadata={"description": "points that matches of drafts lose"},
    )


class StoredAnswer(Schema):
    """What became of the links."""

    added = Integer(required=True)
    unchanged = Integer(required=True)
    replaced = Integer(required=True, metadata={"description": "drafts of an earlier alignment, deleted"})
