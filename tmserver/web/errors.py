"""Errors as a reader of pages sees them: a page of their own, or a notice in the page that is open.

Whatever went wrong has become problem details by then (``gate.problem``); here they become words on a page.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus

from apiflask import APIFlask
from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tmserver.gate.reader import is_person
from tmserver.web.page import is_fragment

_OF_PROGRAMS = ("/api/", "/tmserver/")


def register(app: APIFlask) -> None:
    """Turn the problem details that a browser would be shown into a page."""
    app.after_request(_as_page)


def wrong(field: str, words: str) -> Response:
    """The answer to a form with a field that will not do: what to do, in the reader's language, beside it."""
    problem = {
        "status": HTTPStatus.UNPROCESSABLE_ENTITY,
        "errors": [{"pointer": f"/{field}"}],
        "words": words,
    }
    return _shown(problem)


def _as_page(response: Response) -> Response:
    if response.mimetype != "application/problem+json" or not _is_a_readers():
        return response
    if response.status_code == HTTPStatus.UNAUTHORIZED and not is_fragment():
        return redirect(url_for("web.sign_in.page", back=request.full_path.rstrip("?")))
    page = _shown(json.loads(response.get_data()))
    for name, value in response.headers.items():
        if name not in ("Content-Type", "Content-Length"):
            page.headers[name] = value
    return page


def _shown(problem: Mapping[str, object]) -> Response:
    template = "error/notice.html" if is_fragment() else "error/page.html"
    page = make_response(render_template(template, problem=problem), problem["status"])
    if is_fragment():
        # Into the page's own place for notices: what was asked for stays as it is.
        page.headers["HX-Retarget"], page.headers["HX-Reswap"] = "#notice", "innerHTML"
    return page


def _is_a_readers() -> bool:
    """Whether somebody looks at the answer: of an address of programs nobody does, whatever it accepts."""
    if request.path.startswith(_OF_PROGRAMS) or request.endpoint == "health.health":
        return False
    return is_fragment() or is_person()
