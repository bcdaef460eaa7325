"""The form of an import."""

from __future__ import annotations

from apiflask import Schema
from apiflask.fields import Boolean, List, String
from apiflask.validators import OneOf

from tmserver.api.schemas.fields import uploads
from tmserver.segment import Status
from tmserver.services.imports.decide import OnConflict


class ImportBody(Schema):
    """The form of POST /api/v2/imports."""

    files = uploads("exchange files; may repeat")
    memory = String(required=True, metadata={"description": "where to store the units"})
    create = Boolean(load_default=False, metadata={"description": "make the memory if there is none"})
    source = String(load_default="", metadata={"description": "language translated from"})
    target = String(load_default="", metadata={"description": "with source: take only this pair"})
    map = List(String(), load_default=list, metadata={"description": "other language codes: es=es-CL"})
    on_conflict = String(
        load_default=OnConflict.NEWER.value,
        validate=OneOf([policy.value for policy in OnConflict]),
        metadata={"description": "which of two translations of the same source is served from now on"},
    )
    all_or_nothing = Boolean(load_default=False, metadata={"description": "nothing is seen before all is"})
    dry_run = Boolean(load_default=False, metadata={"description": "store nothing, say what would be"})
    document = String(load_default="", metadata={"description": "document of units that name none"})
    status = String(
        load_default="",
        validate=OneOf(["", *(status.value for status in Status)]),
        metadata={"description": "status of all units, whatever the files say"},
    )
    columns = String(load_default="", metadata={"description": "of a table without header: ru,es,note,-"})
    delimiter = String(load_default="", metadata={"description": "a character, or the word tab"})
    encoding = String(load_default="", metadata={"description": "of a table, such as cp1251"})
