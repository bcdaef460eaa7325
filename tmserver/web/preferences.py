"""The reader's choices that all pages follow: language and colours, each a cookie."""

from __future__ import annotations

from apiflask import APIBlueprint
from flask import redirect, request
from werkzeug.wrappers import Response

from tmserver.gate.caller import public
from tmserver.web.language import COOKIE, LANGUAGES
from tmserver.web.page import path_back

CHOICES = {"language": (COOKIE, tuple(LANGUAGES)), "theme": ("tmserver-theme", ("light", "dark"))}
"""Name → cookie and values; another value takes the cookie away: the browser decides."""

_A_YEAR = 365 * 24 * 60 * 60

blueprint = APIBlueprint("preferences", __name__, enable_openapi=False)


@blueprint.post("/preferences")
@public
def prefer() -> Response:
    """Keep the choices sent, and go back to the page they were made on."""
    answer = redirect(path_back(request.form.get("back", "")), 303)
    for name, (cookie, values) in CHOICES.items():
        chosen = request.form.get(name)
        if chosen in values:
            answer.set_cookie(
                cookie, chosen, max_age=_A_YEAR, httponly=True, samesite="Strict", secure=request.is_secure
            )
        elif chosen is not None:
            answer.delete_cookie(cookie)
    return answer


def preference(name: str) -> str:
    """What the reader chose, "" if the browser decides."""
    cookie, values = CHOICES[name]
    chosen = request.cookies.get(cookie, "")
    return chosen if chosen in values else ""
