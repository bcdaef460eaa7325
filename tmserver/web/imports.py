"""Files that come from a browser: stored in a memory, or compared with the memories."""

from __future__ import annotations

from collections.abc import Sequence

from apiflask import APIBlueprint
from flask import render_template, request, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from tmserver.gate.caller import caller
from tmserver.gate.services import services
from tmserver.gate.uploads import takes_uploads
from tmserver.segment import Status
from tmserver.services.access.principal import Right
from tmserver.services.analyse import AnalysisRequest
from tmserver.services.imports.decide import OnConflict
from tmserver.services.imports.run import ImportRequest
from tmserver.services.imports.units import Wishes
from tmserver.services.jobs.documents import Desk, analyse_uploads
from tmserver.services.jobs.imports import submit_import
from tmserver.services.languages import tag_of
from tmserver.store.jobs import Job
from tmserver.web.errors import wrong
from tmserver.web.jobs import band_bars
from tmserver.web.language import gettext
from tmserver.web.page import answer, led_to

blueprint = APIBlueprint("imports", __name__, enable_openapi=False)


@blueprint.get("/import")
def page() -> str:
    """The form of an import, and that of a comparison."""
    caller().require(Right.READ)
    return render_template(
        "imports/page.html",
        memory=request.args.get("memory", ""),
        statuses=list(Status),
        may_write=caller().may(Right.WRITE),
        may_administer=caller().may(Right.ADMIN),
    )


@blueprint.post("/import")
@takes_uploads
def start() -> Response:
    """Hand the files in, and show how far they are."""
    caller().require(Right.WRITE)
    form, files = request.form, sent_files()
    new = form.get("new_memory", "").strip()
    memory = new or form.get("memory", "")
    if not files:
        return wrong("files", gettext("Choose a file first."))
    if not memory:
        return wrong("new_memory", gettext("A memory needs a name."))
    status = form.get("status", "")
    wanted = ImportRequest(
        memory=memory,
        by=caller().name,
        create=bool(new),
        wishes=Wishes(
            source=tag_of(form.get("source", ""), "/source"),
            target=tag_of(form.get("target", ""), "/target"),
            status=Status(status) if status in set(Status) else None,
        ),
        on_conflict=OnConflict.NEWER,
        dry_run="dry_run" in form,
    )
    here = services()
    job = submit_import(here.jobs, here.database, wanted, files, caller())
    return led_to(url_for("web.jobs.page", job=job.id))


@blueprint.post("/analyse")
@takes_uploads
def analyse() -> str | Response:
    """How much of the documents the memories cover; for large ones, the job that will tell."""
    caller().require(Right.READ)
    files = sent_files()
    if not files:
        return wrong("documents", gettext("Choose a file first."))
    here = services()
    desk = Desk(here.database, here.settings, here.lookup, here.jobs)
    found = analyse_uploads(desk, AnalysisRequest(), files, caller())
    if isinstance(found, Job):
        return led_to(url_for("web.jobs.page", job=found.id))
    names = [each.filename for each in files]
    return answer(
        "imports/bands_page.html", "imports/bands.html", analysis=found, bars=band_bars(found), names=names
    )


def sent_files() -> Sequence[FileStorage]:
    """The files of the form; a field that nobody filled comes as a file without a name."""
    return [each for each in request.files.getlist("files") if each.filename]
