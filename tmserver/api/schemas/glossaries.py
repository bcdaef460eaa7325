"""Glossaries as wholes."""

from __future__ import annotations

from apiflask import Schema
from apiflask.fields import Dict, Integer, List, Nested, String
from apiflask.validators import Length, OneOf

from tmserver.api.schemas.fields import NAME
from tmserver.services.glossaries.whole import FORMATS


class GlossaryBody(Schema):
    """A new glossary."""

    name = String(required=True, metadata=NAME)
    title = String(load_default="", validate=Length(max=500))
    description = String(load_default="", validate=Length(max=10_000))


class GlossaryPatch(Schema):
    """What to change of a glossary; what is absent stays."""

    name = String(load_default=None, metadata=NAME)
    title = String(load_default=None, validate=Length(max=500))
    description = String(load_default=None, validate=Length(max=10_000))


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
