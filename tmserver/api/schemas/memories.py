"""Memories as wholes."""

from __future__ import annotations

from apiflask import Schema
from apiflask.fields import String


class ExportQuery(Schema):
    """Parameters of GET /api/v2/memories/{name}/export."""

    format = String(load_default="tmx", metadata={"description": "tmx, xliff, po, csv or tsv"})
    source = String(load_default="", metadata={"description": "with target: only this pair of languages"})
    target = String(load_default="", metadata={"description": "xliff and po hold one pair only"})
