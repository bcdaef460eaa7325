"""Concepts and their terms: what is sent, loaded as the services take it, and what is answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apiflask import Schema
from apiflask.fields import Boolean, Enum, Integer, List, Nested, String
from apiflask.validators import Length, OneOf, Range
from marshmallow import post_load

from glossary.concept import CaseMode, Concept, ConceptKind, Definition, MatchMode, Term, TermStatus, TermType
from tmserver.api.schemas.fields import ANY_LANGUAGE, LANGUAGE, PageAnswer
from tmserver.language.tags import normalise
from tmserver.services.glossaries.browse import DEFAULT_LIMIT, ConceptQuery
from tmserver.services.limits import LIMIT
from tmserver.services.units.found import LARGEST_ID

REASON = {"description": "for the history"}
IDS = {"description": "ids of other concepts"}
DATE = {"description": "a year or an ISO date", "example": "1973-09-11"}


class DefinitionBody(Schema):
    """What a concept is, in one language."""

    language = String(required=True, metadata=LANGUAGE)
    text = String(required=True)
    source = String(load_default="", metadata={"description": "where that was taken from"})

    @post_load
    def _load(self, data: dict[str, Any], **_: object) -> Definition:
        return Definition(**data | {"language": normalise(data["language"])})


class TermBody(Schema):
    """A term of a concept; what is absent is by default as said of terms in the guide of glossaries."""

    language = String(required=True, metadata=LANGUAGE)
    text = String(required=True, metadata={"example": "cordón industrial"})
    status = Enum(TermStatus, by_value=True)
    type = Enum(TermType, by_value=True)
    part_of_speech = String()
    gender = String()
    number = String()
    country = String()
    case = Enum(CaseMode, by_value=True, allow_none=True)
    match = Enum(MatchMode, by_value=True, allow_none=True)
    forms = List(String(), validate=Length(max=500))
    indeclinable = Boolean()
    accepted = Boolean()
    enforced = Boolean()
    everywhere = Boolean()
    context = String()
    context_source = String()
    replaced_by = String()
    note = String()

    @post_load
    def _load(self, data: dict[str, Any], **_: object) -> Term:
        data = data | {"language": normalise(data["language"]), "forms": tuple(data.get("forms", ()))}
        return Term(**data)


class ConceptPatch(Schema):
    """Changes of a concept; what is absent stays, a list is replaced as a whole."""

    kind = Enum(ConceptKind, by_value=True)
    domain = String()
    definitions = List(Nested(DefinitionBody), validate=Length(max=200))
    terms = List(Nested(TermBody), validate=Length(max=1_000))
    note = String()
    related = List(String(validate=Length(1, 200)), validate=Length(max=1_000), metadata=IDS)
    not_to_confuse = List(String(validate=Length(1, 200)), validate=Length(max=1_000), metadata=IDS)
    valid_from = String(metadata=DATE)
    valid_until = String(metadata=DATE)
    why = String(load_default="", validate=Length(max=1_000), metadata=REASON)


class WholeConceptBody(ConceptPatch):
    """A whole concept; what is absent is empty."""

    terms = List(Nested(TermBody), required=True, validate=Length(max=1_000))


class ConceptBody(WholeConceptBody):
    """A new concept; without an id it gets one made of its first term in Latin letters."""

    id = String(load_default="", validate=Length(max=200))


class RestoreBody(Schema):
    """How far back."""

    revision = Integer(
        strict=True,
        load_default=None,
        allow_none=True,
        validate=Range(1, LARGEST_ID),
        metadata={"description": "of an earlier state; without it a deleted concept is brought back"},
    )
    why = String(load_default="", validate=Length(max=1_000), metadata=REASON)


class TermsQuery(Schema):
    """Parameters of a search of terms."""

    q = String(load_default="", metadata={"description": "stands in the term, or the concept's texts or id"})
    language = String(load_default="", metadata=ANY_LANGUAGE)
    letter = String(load_default="", metadata={"description": "how the term begins", "example": "к"})
    domain = String(load_default="")
    status = List(Enum(TermStatus, by_value=True), load_default=list)
    limit = Integer(strict=False, load_default=DEFAULT_LIMIT, validate=Range(*LIMIT))
    cursor = String(load_default="", metadata={"description": "the `next` of the page before"})


class AllTermsQuery(TermsQuery):
    """Parameters of a search of terms in any glossary."""

    glossary = List(String(), load_default=list, metadata={"description": "may repeat; all if absent"})


class TermAnswer(TermBody):
    """A term: language, text and status always, other fields where they say something."""

    status = Enum(TermStatus, by_value=True, required=True)
    changed_by = String()
    changed_at = String()


class ConceptAnswer(Schema):
    """A concept with all its terms and definitions."""

    id = String(required=True)
    kind = Enum(ConceptKind, by_value=True, required=True)
    domain = String(required=True)
    definitions = List(Nested(DefinitionBody), required=True)
    terms = List(Nested(TermAnswer), required=True)
    note = String(required=True)
    related = List(String(), required=True)
    not_to_confuse = List(String(), required=True)
    valid_from = String(required=True)
    valid_until = String(required=True)
    revision = Integer(required=True, metadata={"description": "of the glossary when it last changed"})


class ConceptsAnswer(PageAnswer):
    """A page of concepts."""

    items = List(Nested(ConceptAnswer), required=True)


class ListedTermAnswer(TermAnswer):
    """A term with the id of its concept and the name of the glossary."""

    glossary = String(required=True)
    concept = String(required=True)


class TermsAnswer(PageAnswer):
    """A page of terms."""

    items = List(Nested(ListedTermAnswer), required=True)


class ConceptStepAnswer(Schema):
    """A change of a concept."""

    action = String(required=True, validate=OneOf(["edit", "delete", "restore"]))
    at = String(required=True)
    by = String(required=True)
    why = String(required=True)
    revision = Integer(required=True, metadata={"description": "of the state that it ended"})
    differences = List(String(), required=True)


class ConceptHistoryAnswer(Schema):
    """The changes of a concept, the latest first."""

    concept = String(required=True)
    steps = List(Nested(ConceptStepAnswer), required=True)


_LISTS = ("definitions", "terms", "related", "not_to_confuse")


def fields_of(data: Mapping[str, Any]) -> dict[str, Any]:
    """Those of a concept's fields that a body has, as ``Concept`` takes them."""
    return {name: tuple(given) if name in _LISTS else given for name, given in data.items()}


def whole_fields(data: Mapping[str, Any]) -> dict[str, Any]:
    """All fields of a concept but its id: what the body does not have is empty."""
    concept = Concept("", **fields_of(data))
    return {name: getattr(concept, name) for name in ConceptPatch().fields if name != "why"}


def query_of(data: Mapping[str, Any]) -> ConceptQuery:
    """The query of a TermsQuery."""
    return ConceptQuery(
        text=data["q"],
        language=data["language"],
        letter=data["letter"],
        domain=data["domain"],
        statuses=tuple(data["status"]),
        limit=data["limit"],
        cursor=data["cursor"],
    )
