"""The form of a glossary's import, and what came of it."""

from __future__ import annotations

from apiflask import Schema
from apiflask.fields import Boolean, Dict, Integer, List, String

from tmserver.api.schemas.fields import upload


class GlossaryImportBody(Schema):
    """The form of POST /api/v2/glossaries/{name}/import."""

    file = upload("TBX, CSV, TSV, XLSX, or OmegaT's glossary")
    create = Boolean(load_default=False, metadata={"description": "make the glossary if there is none"})
    replace = Boolean(
        load_default=False, metadata={"description": "concepts that the file does not have are removed"}
    )
    new_ids = Boolean(load_default=False, metadata={"description": "the file's ids mean nothing here"})
    source = String(load_default="", metadata={"description": "language of an OmegaT file's first column"})
    target = String(load_default="", metadata={"description": "language of its second column"})
    dry_run = Boolean(load_default=False, metadata={"description": "store nothing, say what would be"})
    why = String(load_default="", metadata={"description": "for the history; the file's name if absent"})


class GlossaryImportAnswer(Schema):
    """What a glossary's import did, or would do: numbers of concepts, each change, remarks on the file."""

    glossary = String(required=True)
    created = Boolean(required=True)
    dry_run = Boolean(required=True)
    added = Integer(required=True)
    updated = Integer(required=True)
    removed = Integer(required=True)
    unchanged = Integer(required=True)
    terms_gone = Integer(required=True)
    changes = List(Dict(), required=True)
    remarks = List(Dict(), required=True)
