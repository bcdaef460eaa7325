"""/api/v2/glossaries: glossaries listed, made, edited, deleted, restored, exported."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from hashlib import blake2b
from typing import Any

from apiflask import APIBlueprint
from flask import Response, request, send_file, url_for
from marshmallow import RAISE

from tmserver import __version__
from tmserver.api.describe import answers
from tmserver.api.schemas.fields import EmptyBody
from tmserver.api.schemas.glossaries import (
    GlossariesAnswer,
    GlossaryAnswer,
    GlossaryBody,
    GlossaryExportQuery,
    GlossaryPatch,
)
from tmserver.gate.caller import caller
from tmserver.gate.services import services
from tmserver.services.access.principal import Right
from tmserver.services.glossaries import whole
from tmserver.services.glossaries.shapes import glossary_shape

blueprint = APIBlueprint("glossaries", __name__, url_prefix="/api/v2/glossaries")

SUFFIXES = {"tbx": "tbx", "tbx2": "tbx", "csv": "csv", "tsv": "tsv", "omegat": "txt"}


@blueprint.get("")
@answers(blueprint, GlossariesAnswer, "The glossaries")
def list_glossaries() -> dict[str, object]:
    """All glossaries by name, with concepts and terms counted."""
    caller().require(Right.READ)
    found = whole.list_glossaries(services().database)
    seen = [each for each in found if caller().sees_glossary(each.glossary.name)]
    return {"glossaries": [glossary_shape(each) for each in seen]}


@blueprint.post("")
@blueprint.input(GlossaryBody)
@answers(blueprint, GlossaryAnswer, "The new glossary", status=201)
def create_glossary(json_data: dict[str, Any]) -> tuple[dict[str, object], int, dict[str, str]]:
    """Make an empty glossary."""
    caller().require_everywhere(Right.ADMIN)
    made = whole.create_glossary(services().database, **json_data, by=caller().name)
    address = url_for("glossaries.read_glossary", name=made.glossary.name)
    return glossary_shape(made), 201, {"Location": address}


@blueprint.get("/<name>")
@answers(blueprint, GlossaryAnswer, "The glossary")
def read_glossary(name: str) -> dict[str, object]:
    """One glossary with its concepts and terms counted."""
    return glossary_shape(whole.show_glossary(services().database, seen(name, Right.READ)))


@blueprint.patch("/<name>")
@blueprint.input(GlossaryPatch)
@answers(blueprint, GlossaryAnswer, "The glossary as it is now")
def edit_glossary(name: str, json_data: dict[str, Any]) -> dict[str, object]:
    """Give a glossary another name, title or description."""
    told = {"new_name": json_data.pop("name"), **json_data}
    found = seen(name, Right.ADMIN)
    return glossary_shape(whole.edit_glossary(services().database, found, **told, by=caller().name))


@blueprint.delete("/<name>")
@answers(blueprint, None, "It is deleted", status=204)
def delete_glossary(name: str) -> tuple[str, int]:
    """Delete a glossary with all its concepts; it can be restored."""
    whole.delete_glossary(services().database, seen(name, Right.ADMIN), by=caller().name)
    return "", 204


@blueprint.post("/<name>/restore")
@blueprint.input(EmptyBody)
@answers(blueprint, GlossaryAnswer, "The glossary, there again")
def restore_glossary(name: str, json_data: dict[str, Any]) -> dict[str, object]:  # noqa: ARG001 (it is empty)
    """Bring back the glossary of that name that was deleted last, with all its concepts."""
    found = seen(name, Right.ADMIN)
    return glossary_shape(whole.restore_glossary(services().database, found, by=caller().name))


@blueprint.get("/<name>/export")
@blueprint.input(GlossaryExportQuery, location="query", unknown=RAISE)
@answers(blueprint, None, "The file", media_types=whole.FORMATS.values(), etag=True, also=(304,))
def export_glossary(name: str, query_data: dict[str, Any]) -> Response:
    """The glossary as a file: TBX (3, or 2 as tbx2), CSV, TSV, or OmegaT's for one pair of languages.

    A client that sends the ETag of its copy as If-None-Match gets 304 while the glossary is unchanged.
    """
    database, found, format_ = services().database, seen(name, Right.READ), query_data["format"]
    # Read before the glossary is: a change in between is then fetched twice rather than never.
    glossary = whole.show_glossary(database, found).glossary
    state = (__version__, glossary.id, glossary.revision, *query_data.values())
    etag = blake2b(repr(state).encode(), digest_size=12).hexdigest()
    if etag in request.if_none_match:
        return _kept(Response(status=304), etag)
    with ExitStack() as stack:
        file = stack.enter_context(tempfile.SpooledTemporaryFile(max_size=1 << 20))
        languages = {side: query_data[side] for side in ("source", "target")}
        whole.export_glossary(database, found, format_, file, **languages)
        file.seek(0)
        stack.pop_all()  # send_file reads it and closes it
    called = f"{name}.{SUFFIXES[format_]}"
    media_type = whole.FORMATS[format_]
    return _kept(
        send_file(file, mimetype=media_type, as_attachment=True, download_name=called, etag=False), etag
    )


def seen(name: str, right: Right) -> str:
    """The name, if the caller has the right and sees that glossary."""
    caller().require(right)
    (found,) = caller().glossary_scope([name])
    return found


def _kept(answer: Response, etag: str) -> Response:
    """The answer for clients that keep it and ask again whether it is still so."""
    answer.set_etag(etag)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer
