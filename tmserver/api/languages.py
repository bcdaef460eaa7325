"""GET /api/v2/languages: the languages stored, named in the reader's language."""

from __future__ import annotations

from apiflask import APIBlueprint
from flask import Response, jsonify, request

from tmserver.api.services import services
from tmserver.language.tags import DISPLAY_LOCALES
from tmserver.services.languages import list_languages

blueprint = APIBlueprint("languages", __name__, url_prefix="/api/v2")


@blueprint.get("/languages")
def languages() -> Response:
    """Languages of all memories with their names and numbers of units, most used first."""
    locale = request.accept_languages.best_match(DISPLAY_LOCALES, default="en") or "en"
    found = list_languages(services().database, locale)
    answer = jsonify(languages=[{"code": each.code, "name": each.name, "units": each.units} for each in found])
    answer.headers["Content-Language"] = locale
    answer.vary.add("Accept-Language")
    return answer
