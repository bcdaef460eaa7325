"""Glossaries as wholes."""

from __future__ import annotations

from apiflask import Schema
from apiflask.fields import Dict, Integer, List, Nested, String
from apiflask.validators import OneOf

from tmserver.api.schemas.fields import NamedBody, NamedPatch
from tmserver.services.glossaries.whole import FORMATS


class GlossaryBody(NamedBody):
    """A new glossary."""


class GlossaryPatch(NamedPatch):
    """What to change of a glossary; what is absent stays."""


class GlossaryExportQuery(Schema):
    """Parameters of the export of a glossary."""

    format = String(load_default="tbx", validate=OneOf(list(FORMATS)))
    source = String(load_default="", metadata={"description": "language of OmegaT's first column"})
    target = String(load_default="", metadata={"description": "language of OmegaT's second column"})


class GlossaryAnswer(Schema):
    """A glossary with its concepts counted, and its terms by language and by status."""

    name = String(required=True)
    title = String(required=True)
    description = String(required=True)
    concepts = Integer(required=True)
    languages = Dict(String(), Integer(), required=True)
    statuses = Dict(String(), Integer(), required=True)
    revision = Integer(required=True, metadata={"description": "counts the changes of the glossary"})


class GlossariesAnswer(Schema):
    """The glossaries by name."""

    glossaries = List(Nested(GlossaryAnswer), required=True)
