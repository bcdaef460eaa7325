"""/api/v2/alignments: documents aligned as a job, corrected step by step, and stored."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from apiflask import APIBlueprint
from flask import Response
from marshmallow import RAISE

from tmserver.api.describe import answers
from tmserver.api.jobs import accepted
from tmserver.api.schemas.alignments import (
    AlignmentBody,
    CorrectionAnswer,
    LinksAnswer,
    LinksQuery,
    StepBody,
    StoreBody,
    StoredAnswer,
)
from tmserver.api.schemas.jobs import JobAnswer
from tmserver.errors import InvalidInput
from tmserver.gate.caller import caller
from tmserver.gate.services import services
from tmserver.gate.uploads import takes_uploads
from tmserver.services.access.principal import Right
from tmserver.services.alignment.correction import Place
from tmserver.services.jobs.alignments import (
    Alignment,
    AlignmentWishes,
    alignment_of,
    link_shape,
    review_of,
    store_links,
    submit_alignment,
    take_step,
)
from tmserver.services.languages import tag_of

blueprint = APIBlueprint("alignments", __name__, url_prefix="/api/v2/alignments")

OF_A_LANGUAGE = ("split", "move-up", "move-down")
TABLE = "text/tab-separated-values"


@blueprint.post("")
@takes_uploads
@blueprint.input(AlignmentBody, location="form_and_files", unknown=RAISE)
@answers(blueprint, JobAnswer, "The job; Location has its address", status=202)
def start_alignment(form_and_files_data: dict[str, Any]) -> tuple[dict[str, object], int, dict[str, str]]:
    """Align documents that say the same in several languages, as a job."""
    given = form_and_files_data
    languages = tuple(tag_of(each, "/language") for each in given.pop("language"))
    files = given.pop("files")
    wishes = AlignmentWishes(languages=languages, **given)
    return accepted(submit_alignment(services().jobs, services().database, wishes, files, caller()))


@blueprint.get("/<int:job>/links")
@blueprint.input(LinksQuery, location="query", unknown=RAISE)
@answers(blueprint, LinksAnswer, "A page of links")
def list_links(job: int, query_data: dict[str, Any]) -> dict[str, object]:
    """The links in order; only the doubtful ones, the most doubtful first, if asked so."""
    caller().require(Right.READ)
    alignment = alignment_of(services().jobs, job, caller())
    links = alignment.correction.links
    places = alignment.correction.doubtful() if query_data["doubtful"] else range(len(links))
    after, end = query_data["after"], query_data["after"] + query_data["limit"]
    return {
        "items": [link_shape(alignment, at) for at in places[after:end]],
        "total": len(places),
        "version": alignment.correction.version,
        "next": end if end < len(places) else None,
    }


@blueprint.post("/<int:job>/steps")
@blueprint.input(StepBody)
@answers(blueprint, CorrectionAnswer, "How many links there are now", also=[412])
def take_alignment_step(job: int, json_data: dict[str, Any]) -> dict[str, object]:
    """Merge a link with the next, split it, move a segment to its neighbour, accept, undo."""
    caller().require(Right.WRITE)
    before = alignment_of(services().jobs, job, caller())
    place = _place(json_data, before)
    after = take_step(
        services().jobs, job, json_data["version"], json_data["step"], place, caller()
    ).correction
    return {
        "version": after.version,
        "links": len(after.links),
        "doubtful": len(after.doubtful()),
        "accepted": sum(link.accepted for link in after.links),
    }


@blueprint.get("/<int:job>/review")
@answers(blueprint, None, "The table", media_types=[TABLE])
def alignment_review(job: int) -> Response:
    """The links as a table with tabs, as `tmserver align --review` writes it and `--from-review` reads it."""
    caller().require(Right.READ)
    answer = Response(review_of(alignment_of(services().jobs, job, caller())), mimetype=TABLE)
    answer.headers.set("Content-Disposition", "attachment", filename=f"alignment-{job}.tsv")
    return answer


@blueprint.post("/<int:job>/store")
@blueprint.input(StoreBody)
@answers(blueprint, StoredAnswer, "What became of them")
def store_alignment_links(job: int, json_data: dict[str, Any]) -> dict[str, object]:
    """Store the links as units of the job's memory; drafts of an earlier alignment of the document go."""
    caller().require(Right.WRITE)
    here = services()
    alignment = alignment_of(here.jobs, job, caller())
    return asdict(store_links(here.database, here.settings, alignment, caller(), **json_data))


def _place(given: dict[str, Any], alignment: Alignment) -> Place:
    """Where the step is done; InvalidInput unless the language is one of the alignment's, or needs not be."""
    tags = [document.language for document in alignment.documents]
    wanted = tag_of(given["language"], "/language")
    if given["step"] in OF_A_LANGUAGE and wanted not in tags:
        raise InvalidInput(f"Which language? There are {', '.join(tags)}.", field="/language")
    return Place(given["link"], tags.index(wanted) if wanted in tags else 0, given["segment"])
