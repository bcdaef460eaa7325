"""GET /api/v2/memories and the export of one."""

from __future__ import annotations

from typing import Any

from apiflask import APIBlueprint
from flask import Response

from tmserver.api.schemas import ExportQuery
from tmserver.api.services import services
from tmserver.services.export import export_memory
from tmserver.services.memories import list_memories
from tmserver.services.shapes import memory_shape

blueprint = APIBlueprint("memories", __name__, url_prefix="/api/v2/memories")


@blueprint.get("")
def memories() -> dict[str, object]:
    """All memories by name, with units and languages counted."""
    return {"memories": [memory_shape(each) for each in list_memories(services().database)]}


@blueprint.get("/<name>/export")
@blueprint.input(ExportQuery, location="query")
def export(name: str, query_data: dict[str, Any]) -> Response:
    """The whole memory as a file; streamed."""
    download = export_memory(services().database, name, query_data["format"])
    answer = Response(download.chunks, mimetype=download.media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{download.file_name}"'
    return answer
