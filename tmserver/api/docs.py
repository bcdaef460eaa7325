"""/docs: the description of the API as a page, without a network.

``docs_page`` has script and style of Swagger UI 5.35.0 (swagger-ui-dist, Apache License 2.0), unchanged.
"""

from __future__ import annotations

from pathlib import Path

from apiflask import APIBlueprint
from flask import Response, send_from_directory

from tmserver.gate.caller import public

FOLDER = Path(__file__).parent / "docs_page"

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""Swagger UI styles elements one by one, and draws its icons from data."""

blueprint = APIBlueprint("docs", __name__, enable_openapi=False)


@blueprint.get("/docs")
@public
def page() -> Response:
    """The page."""
    answer = send_from_directory(FOLDER, "index.html")
    answer.headers["Content-Security-Policy"] = POLICY
    return answer


@blueprint.get("/docs/<path:name>")
@public
def file(name: str) -> Response:
    """A file of the page."""
    answer = send_from_directory(FOLDER, name)
    answer.headers["Cache-Control"] = "no-cache"  # browsers ask by ETag whether it is still so
    return answer
