"""Memories as cards: what each holds and how it grew, made, renamed, deleted, brought back, exported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from apiflask import APIBlueprint
from flask import request, url_for
from werkzeug.wrappers import Response

from tmserver.gate.caller import caller
from tmserver.gate.services import services
from tmserver.segment import Memory, Status
from tmserver.services import memories as service
from tmserver.services.access.principal import Right
from tmserver.services.export import FORMATS
from tmserver.services.memories import MemorySummary
from tmserver.services.seed import load_seed
from tmserver.store.texts import check_name
from tmserver.web.charts import growth as growth_bars
from tmserver.web.choices import choices
from tmserver.web.errors import wrong
from tmserver.web.language import gettext
from tmserver.web.page import answer, led_to

OF_ONE_PAIR = ("xliff", "po")
"""Formats whose files hold one pair of languages."""

LONGEST_TITLE = 500

blueprint = APIBlueprint("memories", __name__, enable_openapi=False, url_prefix="/memories")


@dataclass(frozen=True, slots=True)
class Done:
    """What was done last, and how it is undone: ``name`` is the memory's now, ``before`` its name before."""

    action: str
    name: str
    before: str = ""


@blueprint.get("")
def page() -> str:
    """All memories that the caller sees."""
    caller().require(Right.READ)
    return _page()


@blueprint.post("")
def create() -> str | Response:
    """A new, empty memory."""
    caller().require_everywhere(Right.ADMIN)
    name = _name("name")
    if not name:
        return wrong("name", gettext("A memory needs a name."))
    title = request.form.get("title", "").strip()[:LONGEST_TITLE]
    service.create_memory(services().database, name, title=title, by=caller().name)
    return _page(Done("made", name))


@blueprint.post("/<name>/edit")
def edit(name: str) -> str | Response:
    """Another name or title."""
    seen = _administered(name)
    new_name = _name("new_name")
    if not new_name:
        return wrong("new_name", gettext("A memory needs a name."))
    check_name(new_name, "new_name")
    title = request.form["title"].strip()[:LONGEST_TITLE] if "title" in request.form else None
    renamed = None if new_name == seen else new_name
    service.edit_memory(services().database, seen, new_name=renamed, title=title, by=caller().name)
    return _page(Done("renamed", new_name, seen) if renamed else Done("saved", seen))


@blueprint.post("/<name>/delete")
def delete(name: str) -> str:
    """Delete the memory; it can be brought back."""
    seen = _administered(name)
    service.delete_memory(services().database, seen, by=caller().name)
    return _page(Done("deleted", seen))


@blueprint.post("/<name>/restore")
def restore(name: str) -> str:
    """Bring the deleted memory back."""
    seen = _administered(name)
    service.restore_memory(services().database, seen, by=caller().name)
    return _page(Done("restored", seen))


@blueprint.get("/<name>/growth")
def growth(name: str) -> str:
    """How many units came in each month."""
    caller().require(Right.READ)
    (seen,) = caller().scope((name,))
    months = service.memory_growth(services().database, seen)
    return answer("memories/growth_page.html", "memories/growth.html", name=seen, bars=growth_bars(months))


@blueprint.get("/<name>/export")
def export(name: str) -> Response:
    """Lead to the file that the form asks for."""
    caller().require(Right.READ)
    (seen,) = caller().scope((name,))
    told = request.args
    format_, pair = told.get("format", "tmx"), [told.get("source", ""), told.get("target", "")]
    if not all(pair) and (any(pair) or format_ in OF_ONE_PAIR):
        return wrong("source", gettext("Choose both languages: XLIFF and PO hold one pair of them."))
    wanted: dict[str, Any] = {field: told.getlist(field) for field in ("language", "status")}
    if all(pair):
        wanted |= {"source": pair[0], "target": pair[1]}
    return led_to(url_for("exports.export_memory_file", name=seen, format=format_, **wanted))


@blueprint.post("/example")
def load_example() -> Response:
    """Load the example memory and glossary, and look into them."""
    caller().require_everywhere(Right.ADMIN)
    load_seed(services().database)
    return led_to(url_for("web.lookup.page"))


def _page(done: Done | None = None) -> str:
    may_administer = caller().may(Right.ADMIN)
    return answer(
        "memories/page.html",
        "memories/cards.html",
        memories=_seen(),
        deleted=_deleted() if may_administer else (),
        done=done,
        choices=choices(),
        formats=tuple(FORMATS),
        statuses=list(Status),
        may_write=caller().may(Right.WRITE),
        may_administer=may_administer,
    )


def _seen() -> Sequence[MemorySummary]:
    found = service.list_memories(services().database)
    return [each for each in found if caller().sees_memory(each.memory.name)]


def _deleted() -> Sequence[Memory]:
    """Of memories of one name, the one that would be brought back."""
    found = service.list_deleted(services().database)
    by_name = {each.name: each for each in reversed(found) if caller().sees_memory(each.name)}
    return list(by_name.values())


def _administered(name: str) -> str:
    caller().require(Right.ADMIN)
    (seen,) = caller().scope((name,))
    return seen


def _name(field: str) -> str:
    return request.form.get(field, "").strip()
