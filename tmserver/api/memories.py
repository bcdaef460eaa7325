"""GET /api/v2/memories and the export of one."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from typing import Any

from apiflask import APIBlueprint
from flask import Response, send_file
from marshmallow import RAISE

from tmserver.api.schemas.memories import ExportQuery
from tmserver.gate.caller import caller
from tmserver.gate.services import services
from tmserver.language.tags import normalise
from tmserver.services.access.principal import Right
from tmserver.services.export import MEDIA_TYPES, WHOLE, ExportRequest, export_memory
from tmserver.services.memories import list_memories
from tmserver.services.shapes import memory_shape

blueprint = APIBlueprint("memories", __name__, url_prefix="/api/v2/memories")


@blueprint.get("")
def memories() -> dict[str, object]:
    """All memories by name, with units and languages counted."""
    caller().require(Right.READ)
    found = list_memories(services().database)
    return {"memories": [memory_shape(each) for each in found if caller().sees_memory(each.memory.name)]}


@blueprint.get("/<name>/export")
@blueprint.input(ExportQuery, location="query", unknown=RAISE)
def export(name: str, query_data: dict[str, Any]) -> Response:
    """The memory as a file: all its languages, or one pair of them."""
    caller().require(Right.READ)
    caller().scope([name])
    format_, pair = query_data["format"], (normalise(query_data["source"]), normalise(query_data["target"]))
    request = ExportRequest(pair=pair) if any(pair) else WHOLE
    # Written to the end before the first byte leaves: an export that fails must not look like a whole file.
    with ExitStack() as stack:
        file = stack.enter_context(tempfile.SpooledTemporaryFile(max_size=1 << 20))
        export_memory(services().database, name, format_, file, request)
        file.seek(0)
        stack.pop_all()  # send_file reads it and closes it
    answer = send_file(
        file, mimetype=MEDIA_TYPES[format_], as_attachment=True, download_name=f"{name}.{format_}", etag=False
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer
