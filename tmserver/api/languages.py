"""GET /api/v2/languages: the languages stored, named in the reader's language."""

from __future__ import annotations

from dataclasses import asdict

from apiflask import APIBlueprint
from flask import Response, jsonify, request

from tmserver.api.describe import answers
from tmserver.api.schemas.languages import LanguagesAnswer
from tmserver.gate.caller import caller
from tmserver.gate.services import services
from tmserver.services.access.principal import Right
from tmserver.services.languages import list_languages, reader_locale

blueprint = APIBlueprint("languages", __name__, url_prefix="/api/v2")


@blueprint.get("/languages")
@answers(blueprint, LanguagesAnswer, "The languages")
def languages() -> Response:
    """Languages of all memories with their names and numbers of units, most used first."""
    caller().require(Right.READ)
    locale = reader_locale(request.accept_languages.values())
    found = list_languages(services().database, locale, caller().scope(()))
    answer = jsonify(languages=[asdict(each) for each in found])
    answer.headers["Content-Language"] = locale
    answer.vary.add("Accept-Language")
    return answer
