"""Optimistic locking: the ETag of an answer, and the If-Match of a change that was made after reading it."""

from __future__ import annotations

from collections.abc import Collection

from apiflask import abort
from flask import Response, jsonify, request

WANTED = (
    "Send If-Match with the ETag of what you read, so that nobody's change in the meantime is lost; "
    "If-Match: * changes whatever is there."
)


def expected() -> Collection[int] | None:
    """The revisions of If-Match, None for *; answers 428 if the header is missing."""
    if "If-Match" not in request.headers:
        abort(428, WANTED)
    if request.if_match.star_tag:
        return None
    tags = [tag or "" for tag in request.if_match]  # Werkzeug reads "" as None
    return [int(tag) for tag in tags if tag.isascii() and tag.isdecimal() and len(tag) < 20]


def tagged(shape: dict[str, object], status: int = 200) -> Response:
    """A shape as JSON, with its revision as the ETag."""
    answer = jsonify(shape)
    answer.status_code = status
    answer.headers["ETag"] = f'"{shape["revision"]}"'
    return answer
