"""POST /api/v2/glossaries/{name}/import: a glossary file, stored at once."""

from __future__ import annotations

from typing import Any

from apiflask import APIBlueprint
from marshmallow import RAISE

from tmserver.api.describe import answers
from tmserver.api.schemas.glossary_imports import GlossaryImportAnswer, GlossaryImportBody
from tmserver.errors import InvalidInput
from tmserver.gate.caller import caller
from tmserver.gate.services import services
from tmserver.gate.uploads import takes_uploads
from tmserver.services.access.principal import Right
from tmserver.services.glossaries.importing import ImportRequest, import_glossary
from tmserver.services.glossaries.shapes import import_shape
from tmserver.services.jobs.files import display_name
from tmserver.services.languages import tag_of
from tmserver.services.paths import check_size

blueprint = APIBlueprint("glossary_imports", __name__, url_prefix="/api/v2/glossaries")


@blueprint.post("/<name>/import")
@takes_uploads
@blueprint.input(GlossaryImportBody, location="form_and_files", unknown=RAISE)
@answers(blueprint, GlossaryImportAnswer, "What was done, or would be")
def import_into_glossary(name: str, form_and_files_data: dict[str, Any]) -> dict[str, object]:
    """Put the concepts of a file into a glossary: all of them or, on any error, nothing."""
    given = form_and_files_data
    request = _request(name, given)
    content, called = given["file"].stream, display_name(given["file"])
    check_size(content, called, services().settings.max_body_size)
    report = import_glossary(
        services().database, content, request, file_name=called, by=caller().name, why=given["why"]
    )
    return import_shape(report, dry_run=request.dry_run)


def _request(name: str, given: dict[str, Any]) -> ImportRequest:
    """What is asked, whose maker may do it: a glossary is made by administrators only."""
    caller().require(Right.TERMS)
    caller().glossary_scope([name])
    if given["create"]:
        caller().require(Right.ADMIN)
    source, target = tag_of(given["source"], "/source"), tag_of(given["target"], "/target")
    if bool(source) != bool(target):
        raise InvalidInput(
            "Give both source and target, or neither.", field="/target" if source else "/source"
        )
    return ImportRequest(
        name,
        create=given["create"],
        replace=given["replace"],
        new_ids=given["new_ids"],
        languages=(source, target) if source else None,
        dry_run=given["dry_run"],
    )
