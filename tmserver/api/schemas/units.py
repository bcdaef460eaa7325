"""Units: what is sent, loaded as the values that the services take, and what is answered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC
from typing import Any

from apiflask import Schema
from apiflask.fields import AwareDateTime, Boolean, Dict, Enum, Integer, List, Nested, Raw, String
from apiflask.validators import Length, OneOf, Range, Regexp
from marshmallow import post_load

from tmserver.api.schemas.fields import LANGUAGE, MOMENT, PageAnswer
from tmserver.segment import Code, Prop, Status, Unit, Variant
from tmserver.services.limits import LIMIT
from tmserver.services.units.browse import DEFAULT_LIMIT, UnitQuery
from tmserver.services.units.bulk import MOST, BulkChange
from tmserver.services.units.edit import MOST_TEXTS, UnitEdit
from tmserver.services.units.found import LARGEST_ID
from tmserver.store.selection import Order

XML_NAME = r"[A-Za-z_][\w.:-]{0,99}\Z"
SORTS = [sign + order.value for order in Order for sign in ("", "-")]


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


class ActionBody(Schema):
    """Why something is done to a unit; may be empty, but is JSON."""

    why = String(load_default="", validate=Length(max=1_000), metadata={"description": "for the history"})


class UndoBody(ActionBody):
    """How far back."""

    revision = Integer(
        strict=True,
        load_default=None,
        allow_none=True,
        validate=Range(1, LARGEST_ID),
        metadata={"description": "of an earlier state; without it the last change is undone"},
    )


class _Meant(Schema):
    unit = Integer(strict=True, required=True, validate=Range(1, LARGEST_ID))
    revision = Integer(
        strict=True,
        load_default=None,
        allow_none=True,
        validate=Range(1, LARGEST_ID),
        metadata={"description": "that the unit must have; any if absent"},
    )


class EditItem(UnitPatch, _Meant):
    """An edit of a unit, as PATCH takes it."""

    class Meta:
        """Why they were made, all changes say together."""

        exclude = ("why",)


class NewItem(UnitBody):
    """A new unit."""

    class Meta:
        """Why they were made, all changes say together."""

        exclude = ("why",)


class BulkBody(ActionBody):
    """Units to add, edit and delete, at most 1,000 together."""

    add = List(Nested(NewItem), load_default=list, validate=Length(max=MOST))
    edit = List(Nested(EditItem), load_default=list, validate=Length(max=MOST))
    delete = List(Nested(_Meant), load_default=list, validate=Length(max=MOST))


class WhyQuery(Schema):
    """Parameters of a deletion."""

    why = String(load_default="", validate=Length(max=1_000), metadata={"description": "for the history"})


class UnitsQuery(Schema):
    """Parameters of a list of units."""

    language = List(
        String(metadata=LANGUAGE),
        load_default=list,
        metadata={"description": "that a unit must have; all if several"},
    )
    document = List(String(), load_default=list)
    status = List(Enum(Status, by_value=True), load_default=list)
    author = List(String(), load_default=list, metadata={"description": "who created or last changed it"})
    since = AwareDateTime(load_default=None, default_timezone=UTC, validate=Range(*MOMENT))
    before = AwareDateTime(load_default=None, default_timezone=UTC, validate=Range(*MOMENT))
    contains = String(
        load_default="", metadata={"description": "so in a text, in the same case; the concordance is faster"}
    )
    sort = String(load_default="document", validate=OneOf(SORTS))
    limit = Integer(strict=False, load_default=DEFAULT_LIMIT, validate=Range(*LIMIT))
    cursor = String(load_default="", metadata={"description": "the `next` of the page before"})


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


class UnitsAnswer(PageAnswer):
    """A page of units."""

    items = List(Nested(UnitAnswer), required=True)


class OutcomeAnswer(Schema):
    """What became of a unit."""

    unit = Integer(required=True)
    action = String(required=True, validate=OneOf(["added", "edited", "deleted", "unchanged"]))
    revision = Integer(required=True)


class BulkAnswer(Schema):
    """What became of the units to add, then of those to edit, then of those to delete."""

    results = List(Nested(OutcomeAnswer), required=True)


class FieldChange(Schema):
    """A field of a unit or, with a language, of its text in it; null: there was or is none."""

    field = String(required=True)
    language = String(required=True, allow_none=True)
    before = Raw(required=True, allow_none=True)
    after = Raw(required=True, allow_none=True)


class StepAnswer(Schema):
    """A change of a unit, and what it was then."""

    action = String(required=True, validate=OneOf(["add", "edit", "status", "delete", "restore"]))
    at = String(required=True, allow_none=True)
    by = String(required=True)
    why = String(required=True)
    revision = Integer(required=True)
    changes = List(Nested(FieldChange), required=True)
    state = Nested(StateAnswer, required=True)


class HistoryAnswer(Schema):
    """All changes of a unit, the latest first."""

    unit = Integer(required=True)
    memory = String(required=True)
    deleted = Boolean(required=True)
    steps = List(Nested(StepAnswer), required=True)


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


def bulk_of(data: Mapping[str, Any]) -> BulkChange:
    """The changes of a BulkBody."""
    return BulkChange(
        add=[unit_of(each) for each in data["add"]],
        edit=[(each["unit"], each["revision"], edit_of(each)) for each in data["edit"]],
        delete=[(each["unit"], each["revision"]) for each in data["delete"]],
    )


def query_of(data: Mapping[str, Any]) -> UnitQuery:
    """The query of a UnitsQuery."""
    return UnitQuery(
        languages=tuple(data["language"]),
        documents=tuple(data["document"]),
        statuses=tuple(data["status"]),
        authors=tuple(data["author"]),
        since=data["since"],
        before=data["before"],
        contains=data["contains"],
        order=Order(data["sort"].removeprefix("-")),
        backwards=data["sort"].startswith("-"),
        limit=data["limit"],
        cursor=data["cursor"],
    )
