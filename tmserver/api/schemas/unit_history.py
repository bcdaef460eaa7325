"""The history of a unit: its changes, and how far back to go."""

from __future__ import annotations

from apiflask import Schema
from apiflask.fields import Boolean, Integer, List, Nested, Raw, String
from apiflask.validators import OneOf, Range

from tmserver.api.schemas.units import ActionBody, StateAnswer
from tmserver.services.units.found import LARGEST_ID


class UndoBody(ActionBody):
    """How far back."""

    revision = Integer(
        strict=True,
        load_default=None,
        allow_none=True,
        validate=Range(1, LARGEST_ID),
        metadata={"description": "of an earlier state; without it the last change is undone"},
    )


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
