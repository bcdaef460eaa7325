"""GET /api/v2/memories/{name}/export: a memory as a file."""

from __future__ import annotations

import json
from typing import Any

from apiflask import APIBlueprint
from flask import Response, request
from marshmallow import RAISE

from tmserver.api.describe import answers
from tmserver.api.schemas.exports import ExportQuery, request_of
from tmserver.gate.caller import caller
from tmserver.gate.services import services
from tmserver.services.access.principal import Right
from tmserver.services.export import MEDIA_TYPES
from tmserver.services.export_file import export_file

blueprint = APIBlueprint("exports", __name__, url_prefix="/api/v2/memories")

NUMBERS = "X-Tmserver-Result"


@blueprint.get("/<name>/export")
@blueprint.input(ExportQuery, location="query", unknown=RAISE)
@answers(blueprint, None, "The file", media_types=MEDIA_TYPES.values())
def export_memory_file(name: str, query_data: dict[str, Any]) -> Response:
    """The memory as a file: all of it, or some languages, documents, statuses, authors, dates."""
    caller().require(Right.READ)
    caller().scope([name])
    format_, here = query_data["format"], services()
    file = export_file(here.database, name, format_, request_of(query_data), here.jobs.folders.root)
    packed = request.accept_encodings["gzip"] > 0
    answer = Response(file.pieces(packed=packed), mimetype=MEDIA_TYPES[format_])
    answer.call_on_close(file.close)
    answer.content_length = file.packed_size if packed else file.size
    answer.vary.add("Accept-Encoding")
    if packed:
        answer.content_encoding = "gzip"
    answer.headers.set("Content-Disposition", "attachment", filename=f"{name}.{format_}")
    answer.headers[NUMBERS] = json.dumps({"written": file.report.written, "lost": dict(file.report.lost)})
    return answer
