"""Memories as wholes."""

from __future__ import annotations

from apiflask import Schema
from apiflask.fields import Dict, Integer, List, Nested, String

from tmserver.api.schemas.fields import NamedBody, NamedPatch


class MemoryBody(NamedBody):
    """A new memory."""


class MemoryPatch(NamedPatch):
    """What to change of a memory; what is absent stays."""


class MemoryAnswer(Schema):
    """A memory with its units counted in all, by language and by status."""

    name = String(required=True)
    title = String(required=True)
    description = String(required=True)
    units = Integer(required=True)
    languages = Dict(String(), Integer(), required=True)
    statuses = Dict(String(), Integer(), required=True)
    revision = Integer(required=True, metadata={"description": "counts the changes of the memory"})


class MemoriesAnswer(Schema):
    """The memories by name."""

    memories = List(Nested(MemoryAnswer), required=True)


class MonthAnswer(Schema):
    """Units added in a month."""

    month = String(required=True, metadata={"example": "2026-11"})
    units = Integer(required=True)


class AuthorAnswer(Schema):
    """Units that somebody created and last changed."""

    name = String(required=True)
    created = Integer(required=True)
    changed = Integer(required=True)


class DocumentAnswer(Schema):
    """A document with its number of units."""

    name = String(required=True)
    units = Integer(required=True)


class StatisticsAnswer(Schema):
    """A memory counted."""

    memory = Nested(MemoryAnswer, required=True)
    growth = List(Nested(MonthAnswer), required=True)
    authors = List(Nested(AuthorAnswer), required=True, metadata={"description": "the 100 with most units"})
    documents = List(
        Nested(DocumentAnswer), required=True, metadata={"description": "the 100 with most units"}
    )
    documents_in_all = Integer(required=True)
    characters = Dict(
        String(), Integer(), required=True, metadata={"description": "of all texts, by language"}
    )
