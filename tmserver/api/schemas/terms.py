"""Terms found in texts, and the check of a pair."""

from __future__ import annotations

from apiflask import Schema
from apiflask.fields import Boolean, Dict, Enum, Integer, List, Nested, String
from apiflask.validators import Length, OneOf

from glossary.concept import TermStatus
from tmserver.api.schemas.fields import LANGUAGE
from tmserver.audit.checks import CHECKS
from tmserver.audit.finding import Severity
from tmserver.audit.wording import LANGUAGES

GLOSSARIES = {"description": "all glossaries if absent or empty", "example": ["chile-1973"]}


class RecogniseBody(Schema):
    """Texts in which terms are looked for."""

    language = String(required=True, metadata=LANGUAGE)
    texts = List(String(), required=True, validate=Length(min=1))
    target = String(
        load_default=None,
        allow_none=True,
        metadata=LANGUAGE | {"description": "also the terms to use in this language"},
    )
    glossaries = List(String(), load_default=list, metadata=GLOSSARIES)


class SuggestedAnswer(Schema):
    """A term that may be used."""

    term = String(required=True)
    status = Enum(TermStatus, by_value=True, required=True)


class OccurrenceAnswer(Schema):
    """A term in a text: where, in which form, and the term as the glossary has it."""

    glossary = String(required=True)
    concept = String(required=True)
    term = String(required=True)
    status = Enum(TermStatus, by_value=True, required=True)
    start = Integer(required=True, metadata={"description": "in code points"})
    end = Integer(required=True)
    form = String(required=True, metadata={"description": "as it stands in the text"})
    lemma = String(required=True)
    sure = Boolean(metadata={"description": "false where the words may be something else; absent: true"})
    targets = List(Nested(SuggestedAnswer), metadata={"description": "with `target`, the best first"})


class TextTermsAnswer(Schema):
    """The terms of a text in its order."""

    text = String(required=True)
    occurrences = List(Nested(OccurrenceAnswer), required=True)


class RecogniseAnswer(Schema):
    """One result for each text, in their order."""

    results = List(Nested(TextTermsAnswer), required=True)


class CheckBody(Schema):
    """A text and its translation, and what to check."""

    source = String(required=True, metadata=LANGUAGE)
    target = String(required=True, metadata=LANGUAGE)
    source_text = String(required=True, metadata={"example": "В 1973 году."})
    target_text = String(required=True, metadata={"example": "En 1937."})
    glossaries = List(String(), load_default=list, metadata={"description": "no terms are checked without"})
    only_checks = List(
        String(validate=OneOf(list(CHECKS))),
        data_key="only",  # marshmallow's schemas have an ``only`` of their own
        load_default=list,
        metadata={"description": "these checks; all if empty"},
    )
    skip = List(
        String(validate=OneOf(list(CHECKS))), load_default=list, metadata={"description": "not these checks"}
    )
    language = String(load_default="en", validate=OneOf(LANGUAGES), metadata={"description": "of messages"})


class PairFindingAnswer(Schema):
    """A finding, as `tmserver audit` reports it."""

    id = String(required=True)
    check = String(required=True)
    severity = Enum(Severity, by_value=True, required=True)
    message = String(required=True)
    location = Dict(required=True)
    source = Dict(required=True)
    target = Dict(required=True)
    concept = String(required=True, allow_none=True)
    expected = List(String(), required=True)


class CheckAnswer(Schema):
    """The findings of a pair, and how many each check has."""

    findings = List(Nested(PairFindingAnswer), required=True)
    summary = Dict(required=True)
