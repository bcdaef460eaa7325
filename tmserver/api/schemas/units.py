"""A unit: what is sent, loaded as the values that the services take, and what is answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apiflask import Schema
from apiflask.fields import Dict, Enum, Integer, List, Nested, String
from apiflask.validators import Length, OneOf, Range, Regexp
from marshmallow import ValidationError, post_load, validates_schema

from tmserver.api.schemas.fields import LANGUAGE
from tmserver.language.tags import normalise
from tmserver.segment import Code, Prop, Status, Unit, Variant
from tmserver.services.units.edit import MOST_TEXTS, UnitEdit

XML_NAME = r"[A-Za-z_][\w.:-]{0,99}\Z"


class PropBody(Schema):
    """A typed piece of metadata; types may repeat."""

    type = String(required=True, validate=Length(1, 500))
    value = String(required=True, validate=Length(max=10_000))
    language = String(load_default="", validate=Length(max=500))

    @post_load
    def _load(self, data: dict[str, Any], **_: object) -> Prop:
        return Prop(**data)


class CodeBody(Schema):
    """An inline code: markup before the character at ``position`` of the text, counted in code points."""

    position = Integer(strict=True, required=True, validate=Range(min=0))
    element = String(required=True, validate=Regexp(XML_NAME), metadata={"example": "ph"})
    part = String(load_default="whole", validate=OneOf(["whole", "start", "end"]))
    attributes = Dict(
        String(validate=Regexp(XML_NAME)), String(validate=Length(max=10_000)), load_default=dict
    )
    content = String(
        load_default="",
        validate=Length(max=100_000),
        metadata={"description": "what stands in a whole element, as XML"},
    )

    @post_load
    def _load(self, data: dict[str, Any], **_: object) -> Code:
        return Code(**data | {"attributes": tuple(data["attributes"].items())})


class TextBody(Schema):
    """A text of a unit in one language."""

    language = String(required=True, metadata=LANGUAGE)
    text = String(required=True, metadata={"example": "Заводы были заняты."})
    previous = String(
        load_default=None, allow_none=True, metadata={"description": "the text before it; null: unknown"}
    )
    next = String(
        load_default=None, allow_none=True, metadata={"description": "the text after it; null: unknown"}
    )
    codes = List(Nested(CodeBody), load_default=list, validate=Length(max=1_000))
    notes = List(String(validate=Length(max=10_000)), load_default=list, validate=Length(max=100))
    props = List(Nested(PropBody), load_default=list, validate=Length(max=500))

    @post_load
    def _load(self, data: dict[str, Any], **_: object) -> Variant:
        return Variant(**data | {name: tuple(data[name]) for name in ("codes", "notes", "props")})


class _UnitFields(Schema):
    source_language = String(metadata=LANGUAGE | {"description": "that of the first text if absent"})
    status = Enum(Status, by_value=True)
    document = String(validate=Length(max=500))
    position = Integer(strict=True, allow_none=True, validate=Range(1, 10**15))
    external_id = String(validate=Length(max=10_000), metadata={"description": "its id in a file (tuid)"})
    notes = List(String(validate=Length(max=10_000)), validate=Length(max=100))
    props = List(Nested(PropBody), validate=Length(max=500))
    origin = String(validate=Length(max=1_000))
    why = String(load_default="", validate=Length(max=1_000), metadata={"description": "for the history"})


class UnitBody(_UnitFields):
    """A whole unit; what is absent is empty."""

    texts = List(Nested(TextBody), required=True, validate=Length(1, MOST_TEXTS))


class TextEdit(Schema):
    """The new text of a language; null takes it away."""

    language = String(required=True, metadata=LANGUAGE)
    text = String(required=True, allow_none=True)


class UnitPatch(_UnitFields):
    """Changes of a unit; what is absent stays as it is, texts in other languages too."""

    texts = List(Nested(TextEdit), validate=Length(max=MOST_TEXTS))

    @validates_schema
    def _once(self, data: dict[str, Any], **_: object) -> None:
        """Refuse a second text in a language: one of them would be lost."""
        seen: set[str] = set()
        for number, each in enumerate(data.get("texts", ())):
            language = normalise(each["language"])
            if language in seen:
                told = f"There is another text in {language} before; send one, or the whole unit by PUT."
                raise ValidationError({"texts": {number: {"language": [told]}}})
            seen.add(language)


class ActionBody(Schema):
    """Why something is done to a unit; may be empty, but is JSON."""

    why = String(load_default="", validate=Length(max=1_000), metadata={"description": "for the history"})


class WhyQuery(Schema):
    """Parameters of a deletion."""

    why = String(load_default="", validate=Length(max=1_000), metadata={"description": "for the history"})


class _Stamps(Schema):
    revision = Integer(required=True, metadata={"description": "of the memory when it last changed"})
    usage_count = Integer(required=True)
    created_by = String(required=True)
    created_at = String(required=True, allow_none=True)
    changed_by = String(required=True)
    changed_at = String(required=True, allow_none=True)
    added_by = String(required=True)
    added_at = String(required=True, allow_none=True)


class StateAnswer(_Stamps):
    """A unit as it was or is."""

    source_language = String(required=True)
    texts = List(Nested(TextBody), required=True)
    status = Enum(Status, by_value=True, required=True)
    document = String(required=True)
    position = Integer(required=True, allow_none=True)
    external_id = String(required=True)
    notes = List(String(), required=True)
    props = List(Nested(PropBody), required=True)
    origin = String(required=True)


class UnitAnswer(StateAnswer):
    """A unit with the name of its memory."""

    id = Integer(required=True)
    memory = String(required=True)


_PLAIN = ("source_language", "status", "document", "position", "external_id", "origin")
_LISTS = ("notes", "props")


def fields_of(data: Mapping[str, Any]) -> dict[str, Any]:
    """Those of a unit's own fields that a body has, as ``Unit`` takes them."""
    plain = {name: data[name] for name in _PLAIN if name in data}
    return plain | {name: tuple(data[name]) for name in _LISTS if name in data}


def unit_of(data: Mapping[str, Any]) -> Unit:
    """The unit of a UnitBody."""
    return Unit(variants=tuple(data["texts"]), **fields_of(data))


def edit_of(data: Mapping[str, Any]) -> UnitEdit:
    """The edit of a UnitPatch."""
    return UnitEdit(fields_of(data), {each["language"]: each["text"] for each in data.get("texts", ())})
