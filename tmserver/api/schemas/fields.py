"""Fields that several nouns have, and what marshmallow's own do not say."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from apiflask import Schema
from apiflask.fields import Boolean, Dict, File, Integer, List, String
from apiflask.validators import Length
from marshmallow import ValidationError

MOMENT = datetime(1000, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)
"""Between these, a moment can be told in every zone."""


LANGUAGE = {"description": "a language tag, BCP 47", "format": "bcp47", "example": "ru"}
ANY_LANGUAGE = LANGUAGE | {"description": "a language tag, BCP 47; empty: any"}
NAME = {
    "description": "up to 100 letters, digits, _ . -; begins with a letter, a digit or _",
    "example": "work",
}


class Points(Dict):
    """A dict whose errors point to the member itself; marshmallow's say /name/value."""

    def _deserialize(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super()._deserialize(*args, **kwargs)  # type: ignore[no-untyped-call]  # marshmallow's
        except ValidationError as error:
            if isinstance(error.messages, dict):
                plain = {name: found.get("value", found) for name, found in error.messages.items()}
                raise ValidationError(plain) from error
            raise


class NamedBody(Schema):
    """A new memory or glossary."""

    name = String(required=True, metadata=NAME)
    title = String(load_default="", validate=Length(max=500))
    description = String(load_default="", validate=Length(max=10_000))


class NamedPatch(Schema):
    """What to change of a memory or glossary; what is absent stays."""

    name = String(load_default=None, metadata=NAME)
    title = String(load_default=None, validate=Length(max=500))
    description = String(load_default=None, validate=Length(max=10_000))


class EmptyBody(Schema):
    """Nothing is to be said; that it is JSON shows that no form of a foreign page sent it."""


class PageAnswer(Schema):
    """A page of a list."""

    total = Integer(required=True, metadata={"description": "exact up to 10,000"})
    more = Boolean(required=True, metadata={"description": "there are more than `total`"})
    next = String(required=True, allow_none=True, metadata={"description": "the cursor of the next page"})


def upload(description: str) -> Any:
    """A field of one file."""
    return File(required=True, metadata={"description": description})  # type: ignore[no-untyped-call]  # APIFlask's


def uploads(description: str, *, required: bool = True) -> Any:
    """A field of one or more files; without ``required`` of none, too."""
    file = File()  # type: ignore[no-untyped-call]  # APIFlask's
    if required:
        return List(file, required=True, validate=Length(min=1), metadata={"description": description})
    return List(file, load_default=list, metadata={"description": description})
