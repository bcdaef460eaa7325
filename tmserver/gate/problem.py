"""An error as RFC 9457 problem details."""

from __future__ import annotations

import json
from http import HTTPStatus

from flask import Response


def problem(status: int, detail: str, **more: object) -> Response:
    """A problem details answer; ``more`` are extension members, left out where empty."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    body |= {name: value for name, value in more.items() if value}
    return Response(
        json.dumps(body, ensure_ascii=False).encode("utf-8", "backslashreplace"),
        status,
        mimetype="application/problem+json",
    )
