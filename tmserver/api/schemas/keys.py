"""Keys of programs."""

from __future__ import annotations

from datetime import UTC

from apiflask import Schema
from apiflask.fields import AwareDateTime, Boolean, List, Nested, String
from apiflask.validators import Length, OneOf, Range

from tmserver.api.schemas.fields import MOMENT
from tmserver.services.access.roles import SCOPES

_GRANTED = {"description": "what it sees and nothing else; without memories and glossaries everything"}


class KeyBody(Schema):
    """A new key."""

    name = String(required=True, validate=Length(1, 100), metadata={"example": "weblate"})
    scope = String(load_default="read", validate=OneOf(list(SCOPES)))
    memories = List(String(), load_default=list, validate=Length(max=1_000), metadata=_GRANTED)
    glossaries = List(String(), load_default=list, validate=Length(max=1_000), metadata=_GRANTED)
    expires_at = AwareDateTime(
        load_default=None, allow_none=True, default_timezone=UTC, validate=Range(*MOMENT)
    )


class KeysQuery(Schema):
    """Parameters of GET /api/v2/keys."""

    all = Boolean(load_default=False, metadata={"description": "revoked ones too"})


class KeyAnswer(Schema):
    """A key, of which only its user has the text."""

    name = String(required=True)
    scope = String(required=True)
    memories = List(String(), required=True, allow_none=True, metadata={"description": "null: all"})
    glossaries = List(String(), required=True, allow_none=True, metadata={"description": "null: all"})
    created_by = String(required=True)
    created_at = String(required=True)
    expires_at = String(required=True, allow_none=True)
    ended_at = String(required=True, allow_none=True, metadata={"description": "when it was revoked"})
    used_at = String(required=True, allow_none=True, metadata={"description": "up to 10 minutes late"})


class MadeKeyAnswer(KeyAnswer):
    """A new key with its text, told this once."""

    key = String(required=True, metadata={"example": "tms_…"})


class KeysAnswer(Schema):
    """The keys by name."""

    keys = List(Nested(KeyAnswer), required=True)
