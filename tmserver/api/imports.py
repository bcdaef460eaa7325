"""POST /api/v2/imports: exchange files into a memory, as a job."""

from __future__ import annotations

from typing import Any

from apiflask import APIBlueprint
from marshmallow import RAISE

from tmserver.api.describe import answers
from tmserver.api.jobs import accepted
from tmserver.api.schemas.imports import ImportBody
from tmserver.api.schemas.jobs import JobAnswer
from tmserver.errors import InvalidInput
from tmserver.gate.caller import caller
from tmserver.gate.services import services
from tmserver.gate.uploads import takes_uploads
from tmserver.segment import Status
from tmserver.services.imports.decide import OnConflict
from tmserver.services.imports.run import ImportRequest
from tmserver.services.imports.units import Wishes
from tmserver.services.jobs.imports import submit_import
from tmserver.services.languages import mapping_of, tag_of

blueprint = APIBlueprint("imports", __name__, url_prefix="/api/v2")

DELIMITERS = {"tab": "\t", "\\t": "\t"}


@blueprint.post("/imports")
@takes_uploads
@blueprint.input(ImportBody, location="form_and_files", unknown=RAISE)
@answers(blueprint, JobAnswer, "The job; Location has its address", status=202)
def start_import(form_and_files_data: dict[str, Any]) -> tuple[dict[str, object], int, dict[str, str]]:
    """Store the units of TMX, XLIFF, PO, CSV, TSV and XLSX files in a memory, as a job."""
    given = form_and_files_data
    request = _request(given)
    return accepted(submit_import(services().jobs, services().database, request, given["files"], caller()))


def _request(given: dict[str, Any]) -> ImportRequest:
    wishes = Wishes(
        source=tag_of(given["source"], "/source"),
        target=tag_of(given["target"], "/target"),
        mapping=mapping_of(given["map"], "/map"),
        document=given["document"],
        status=Status(given["status"]) if given["status"] else None,
    )
    columns, delimiter = given["columns"], given["delimiter"]
    if delimiter not in DELIMITERS and len(delimiter) > 1:
        raise InvalidInput("The delimiter is one character, or the word tab.", field="/delimiter")
    return ImportRequest(
        memory=given["memory"],
        by=caller().name,
        create=given["create"],
        wishes=wishes,
        on_conflict=OnConflict(given["on_conflict"]),
        all_or_nothing=given["all_or_nothing"],
        dry_run=given["dry_run"],
        columns=tuple(name.strip() for name in columns.split(",")) if columns else (),
        delimiter=DELIMITERS.get(delimiter, delimiter),
        encoding=given["encoding"],
    )
