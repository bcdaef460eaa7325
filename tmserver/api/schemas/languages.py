"""The languages stored."""

from __future__ import annotations

from apiflask import Schema
from apiflask.fields import Integer, List, Nested, String


class LanguageAnswer(Schema):
    """A language, its name for the reader, and how many units have it."""

    code = String(required=True, metadata={"example": "es"})
    name = String(required=True, metadata={"example": "испанский"})
    units = Integer(required=True)


class LanguagesAnswer(Schema):
    """The languages, most used first."""

    languages = List(Nested(LanguageAnswer), required=True)
