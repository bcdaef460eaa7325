"""Alignments: documents handed in, links corrected one by one, and stored as units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from apiflask import APIBlueprint
from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from tmserver.errors import ChangedMeanwhile
from tmserver.gate.caller import caller
from tmserver.gate.services import services
from tmserver.gate.uploads import takes_uploads
from tmserver.meaning.encoder import find_encoder
from tmserver.services.access.principal import Right
from tmserver.services.alignment.correction import CERTAIN, Place
from tmserver.services.alignment.run import MOST_DOCUMENTS
from tmserver.services.jobs.alignments import (
    KIND,
    Alignment,
    AlignmentWishes,
    alignment_job,
    alignment_of,
    link_shape,
    store_links,
    submit_alignment,
    take_step,
)
from tmserver.services.jobs.shapes import job_shape
from tmserver.services.languages import tag_of
from tmserver.services.limits import PENALTY
from tmserver.store.jobs import Job, JobState
from tmserver.web.errors import wrong
from tmserver.web.imports import sent_files
from tmserver.web.language import gettext
from tmserver.web.page import answer, is_fragment, led_to

SHOWN = 40
"""Links on a page."""

blueprint = APIBlueprint("align", __name__, enable_openapi=False, url_prefix="/align")


@dataclass(frozen=True, slots=True)
class View:
    """What is shown: the doubtful links or all, those from the page on that ``start`` is on."""

    doubtful: bool
    start: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """A link as shown, with the ones before and behind it where it is shown alone; None: there is none."""

    link: dict[str, Any]
    before: dict[str, Any] | None
    after: dict[str, Any] | None


@blueprint.get("")
def page() -> str:
    """The form that starts an alignment, and the alignments there are, the last one first."""
    caller().require(Right.READ)
    found = services().jobs.page(caller(), kinds=(KIND,), cursor=request.args.get("cursor", ""))
    return render_template(
        "align/page.html",
        alignments=found,
        most=MOST_DOCUMENTS,
        may_write=caller().may(Right.WRITE),
        may_administer=caller().may(Right.ADMIN),
        by_meaning=find_encoder() is not None,
    )


@blueprint.post("")
@takes_uploads
def start() -> Response:
    """Hand the documents in, and show how far they are."""
    caller().require(Right.WRITE)
    form, files = request.form, sent_files()
    new = form.get("new_memory", "").strip()
    languages = tuple(tag_of(each.strip(), "/language") for each in form.getlist("language") if each.strip())
    if len(files) < 2:
        return wrong("files", gettext("Choose at least two documents, each in a language of its own."))
    if len(languages) != len(files) or len(set(languages)) < len(languages):
        return wrong("language", gettext("Say the language of each document, and each language once."))
    wishes = AlignmentWishes(
        languages,
        new or form.get("memory", ""),
        form.get("document", "").strip(),
        create=bool(new),
        meaning="without_meaning" not in form,
    )
    job = submit_alignment(services().jobs, services().database, wishes, files, caller())
    return led_to(url_for("web.align.read", job=job.id))


@blueprint.get("/<int:job>")
def read(job: int) -> str:
    """The alignment: how far it is, then its links; the doubtful ones first, if there are any."""
    caller().require(Right.READ)
    found = alignment_job(services().jobs, job, caller())
    if found.state is not JobState.DONE:
        return answer("align/alignment.html", "align/state.html", **_of_job(found))
    alignment = alignment_of(services().jobs, job, caller())
    show = request.args.get("show", "doubtful" if alignment.correction.doubtful() else "all")
    view = View(show == "doubtful", _number("start"))
    fragment = "align/board.html" if request.headers.get("HX-Target") == "board" else "align/state.html"
    return answer("align/alignment.html", fragment, **_of_job(found), **_board(alignment, view))


@blueprint.post("/<int:job>/step")
def step(job: int) -> Response | str:
    """Do a step: merge:3, split:3:1:2 (link, language, segment), move-up:3:0, accept:3, undo."""
    caller().require(Right.WRITE)
    name, *numbers = request.form.get("step", "").split(":")
    place = Place(*map(_whole, numbers[:3]))
    changed = False
    try:
        alignment = take_step(services().jobs, job, _number("version"), name, place, caller())
    except ChangedMeanwhile:
        alignment, changed = alignment_of(services().jobs, job, caller()), True
    view = View(request.form.get("show") == "doubtful", _number("start"))
    if not is_fragment():
        show = "doubtful" if view.doubtful else "all"
        return led_to(url_for("web.align.read", job=job, show=show, start=view.start))
    return render_template(
        "align/board.html", **_of_job(alignment.job), **_board(alignment, view), changed=changed
    )


@blueprint.post("/<int:job>/store")
def store(job: int) -> Response | str:
    """Store the links as units, and say what became of them."""
    caller().require(Right.WRITE)
    here = services()
    alignment = alignment_of(here.jobs, job, caller())
    only = "accepted_only" in request.form
    if only and not any(link.accepted for link in alignment.correction.links):
        return wrong("accepted_only", gettext("Nothing is accepted yet."))
    penalty = min(_number("penalty"), PENALTY[1])
    stored = store_links(
        here.database, here.settings, alignment, caller(), accepted_only=only, penalty=penalty
    )
    return answer("align/stored_page.html", "align/stored.html", stored=stored, **_of_job(alignment.job))


@blueprint.post("/<int:job>/cancel")
def cancel(job: int) -> Response:
    """Stop the alignment."""
    caller().require(Right.READ)
    services().jobs.cancel(job, caller())
    return led_to(url_for("web.align.read", job=job))


@blueprint.post("/<int:job>/delete")
def delete(job: int) -> Response:
    """Abandon the alignment with its documents; units that were stored stay."""
    caller().require(Right.READ)
    alignment_job(services().jobs, job, caller())
    services().jobs.delete(job, caller())
    return led_to(url_for("web.align.page"))


def _number(name: str) -> int:
    """A parameter or field as a whole number."""
    return _whole(request.values.get(name, ""))


def _whole(text: str) -> int:
    """The number that the text is, 0 if it is none: these come from our own buttons and links."""
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def _of_job(job: Job) -> dict[str, object]:
    return {
        "job": job,
        "shape": job_shape(job),
        "names": [each["name"] for each in job.request.get("files", ())],
        "may_write": caller().may(Right.WRITE),
    }


def _board(alignment: Alignment, view: View) -> dict[str, object]:
    """The links to be shown, and the numbers of all."""
    correction = alignment.correction
    doubtful = correction.doubtful()
    places: Sequence[int] = doubtful if view.doubtful else range(len(correction.links))
    start = min(view.start, max(0, len(places) - 1)) // SHOWN * SHOWN
    return {
        "view": view,
        "start": start,
        "shown": [_shown(alignment, at, alone=view.doubtful) for at in places[start : start + SHOWN]],
        "size": SHOWN,
        "total": len(places),
        "links": len(correction.links),
        "doubtful": len(doubtful),
        "accepted": sum(link.accepted for link in correction.links),
        "certain": sum((link.confidence or 0) >= CERTAIN and not link.accepted for link in correction.links),
        "version": correction.version,
        "may_undo": bool(correction.steps),
    }


def _shown(alignment: Alignment, at: int, *, alone: bool) -> Shown:
    last = len(alignment.correction.links) - 1
    before = link_shape(alignment, at - 1) if alone and at else None
    after = link_shape(alignment, at + 1) if alone and at < last else None
    return Shown(link_shape(alignment, at), before, after)
