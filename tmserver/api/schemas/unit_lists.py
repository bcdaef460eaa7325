"""Units of a memory: what narrows a list, and many changes at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC
from typing import Any

from apiflask import Schema
from apiflask.fields import AwareDateTime, Enum, Integer, List, Nested, String
from apiflask.validators import Length, OneOf, Range

from tmserver.api.schemas.fields import LANGUAGE, MOMENT, PageAnswer
from tmserver.api.schemas.units import ActionBody, UnitAnswer, UnitBody, UnitPatch, edit_of, unit_of
from tmserver.segment import Status
from tmserver.services.limits import LIMIT
from tmserver.services.units.browse import DEFAULT_LIMIT, UnitQuery
from tmserver.services.units.bulk import MOST, BulkChange
from tmserver.services.units.found import LARGEST_ID
from tmserver.store.selection import Order

SORTS = [sign + order.value for order in Order for sign in ("", "-")]


class ChosenUnit(Schema):
    """A unit to change, and the state of it that was read."""

    unit = Integer(strict=True, required=True, validate=Range(1, LARGEST_ID))
    revision = Integer(
        strict=True,
        load_default=None,
        allow_none=True,
        validate=Range(1, LARGEST_ID),
        metadata={"description": "that the unit must have; any if absent"},
    )


class EditItem(UnitPatch, ChosenUnit):
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
    delete = List(Nested(ChosenUnit), load_default=list, validate=Length(max=MOST))


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
