"""GET /health, /health/live and /health/ready, and the root that tells a newcomer where things are."""

from __future__ import annotations

from apiflask import APIBlueprint
from flask import redirect, url_for
from werkzeug.wrappers import Response

from tmserver import __version__
from tmserver.gate.caller import public
from tmserver.gate.reader import is_person
from tmserver.gate.services import services

blueprint = APIBlueprint("health", __name__)


@blueprint.get("/health")
@public
def health() -> dict[str, object]:
    """Answer 200 if the database answers, else 503."""
    services().database.uuid()
    return {"status": "ok", "version": __version__}


@blueprint.get("/health/live")
@public
def live() -> dict[str, object]:
    """Answer 200 as long as this process answers at all."""
    return {"status": "live"}


@blueprint.get("/health/ready")
@public
def ready() -> dict[str, object]:
    """Answer 200 if lookups will be: the database is there and of this version, the indexes are open.

    Else 503, with the reason.
    """
    services().database.check()
    services().lookup.load()
    return {"status": "ready"}


@blueprint.get("/")
@public
def index() -> Response | dict[str, object]:
    """The addresses to begin with; a browser is led to the pages."""
    if is_person():
        return redirect(url_for("web.lookup.page"))
    return {
        "service": "tmserver",
        "version": __version__,
        "lookup": url_for("lookup.look_up_one", source="ru", target="es", text="народная власть на местах"),
        "memories": url_for("memories.list_memories"),
        "languages": url_for("languages.languages"),
        "description": url_for("openapi.spec"),
    }
