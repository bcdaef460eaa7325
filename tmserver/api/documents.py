"""POST /api/v2/pretranslate and /api/v2/analyse: documents to translate, filled and counted."""

from __future__ import annotations

import json
from typing import Any

from apiflask import APIBlueprint
from flask import Response, make_response
from marshmallow import RAISE

from tmserver.api.describe import answers
from tmserver.api.jobs import accepted
from tmserver.api.schemas.documents import AnalyseBody, AnalysisAnswer, PretranslateBody
from tmserver.api.schemas.jobs import JobAnswer
from tmserver.gate.caller import caller
from tmserver.gate.services import services
from tmserver.gate.uploads import takes_uploads
from tmserver.services.analyse import AnalysisRequest
from tmserver.services.analyse_profile import split_list, split_weights, with_profile
from tmserver.services.jobs.documents import Desk, FillingWishes, analyse_uploads, pretranslate_upload
from tmserver.services.jobs.files import display_name
from tmserver.services.jobs.reports import unpacked_name
from tmserver.services.languages import tag_of
from tmserver.services.pretranslate import pretranslated_shape
from tmserver.store.jobs import Job

blueprint = APIBlueprint("documents", __name__, url_prefix="/api/v2")

NUMBERS = "X-Tmserver-Result"
"""The header in which a filled file has its numbers."""


@blueprint.post("/pretranslate")
@takes_uploads
@blueprint.input(PretranslateBody, location="form_and_files", unknown=RAISE)
@answers(blueprint, None, "The filled file")
@answers(blueprint, JobAnswer, "A job, for a large document; its report will be the filled file", status=202)
def pretranslate(form_and_files_data: dict[str, Any]) -> Any:
    """Fill the empty segments of an XLIFF or PO file with their best matches."""
    given = form_and_files_data
    wishes = FillingWishes(
        tuple(given["memory"]), given["min_score"], *_languages(given["source"], given["target"])
    )
    found = pretranslate_upload(_desk(), wishes, given["file"], caller())
    if isinstance(found, Job):
        return accepted(found)
    answer = Response(found.content, mimetype="application/octet-stream")
    name = unpacked_name(display_name(given["file"]))
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    answer.headers[NUMBERS] = json.dumps(pretranslated_shape(found))
    return answer


@blueprint.post("/analyse")
@takes_uploads
@blueprint.input(AnalyseBody, location="form_and_files", unknown=RAISE)
@answers(blueprint, AnalysisAnswer, "The table of match bands")
@answers(blueprint, JobAnswer, "A job, for large documents; its result will be the table", status=202)
def analyse(form_and_files_data: dict[str, Any]) -> Any:
    """Count how much of XLIFF and PO files the memories cover, by match bands."""
    given = form_and_files_data
    source, target = _languages(given["source"], given["target"])
    request = AnalysisRequest(
        tuple(given["memory"]), internal=given["internal"], source=source, target=target
    )
    said: dict[str, Any] = {"scale": given["scale"]}
    if given["bands"]:
        said["bands"] = split_list(given["bands"])
    if given["weights"]:
        said["weights"] = split_weights(given["weights"])
    found = analyse_uploads(_desk(), with_profile(request, said), given["files"], caller())
    return accepted(found) if isinstance(found, Job) else make_response(found)


def _languages(source: str, target: str) -> tuple[str, str]:
    return tag_of(source, "/source"), tag_of(target, "/target")


def _desk() -> Desk:
    here = services()
    return Desk(here.database, here.settings, here.lookup, here.jobs)
