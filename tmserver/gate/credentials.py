"""What a request shows to say who makes it: a key in one of four places, or the cookie of a session."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from flask import Response, request

COOKIE = "tmserver_session"

_IN_PATH = re.compile(r"(/(?:tmserver|api/v1)/+)(tms_[\w-]+)(?:/|$)", re.ASCII)
_FOUND = "tmserver.key"


class PathKey:
    """WSGI middleware that takes a key out of /tmserver/KEY/…: some clients can send it nowhere else.

    What comes behind it, logs too, sees the address without the key.
    """

    def __init__(self, application: Any) -> None:
        self._application = application

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Serve the request."""
        found = _IN_PATH.match(environ.get("PATH_INFO", ""))
        if found:
            environ[_FOUND] = found[2]
            for name in ("PATH_INFO", "REQUEST_URI", "RAW_URI"):
                if name in environ:
                    environ[name] = _IN_PATH.sub(r"\1", environ[name], count=1)
        answer: Iterable[bytes] = self._application(environ, start_response)
        return answer


def shown_key() -> str | None:
    """The key that the request shows, None if it shows none; HTTP Basic has it as the password."""
    authorization = request.authorization
    if authorization is not None and authorization.type == "bearer":
        return authorization.token or ""
    if authorization is not None and authorization.type == "basic":
        return authorization.password or authorization.username or ""
    found: str | None = request.headers.get("X-API-Key") or request.environ.get(_FOUND)
    return found


def shown_session() -> str | None:
    """What the cookie of a session holds, None without one."""
    return request.cookies.get(COOKIE)


def challenged(response: Response) -> Response:
    """The 401 with what may be sent. Basic is not named to browsers, which would ask for it in a window."""
    response.headers.add("WWW-Authenticate", 'Bearer realm="tmserver"')
    if "Sec-Fetch-Mode" not in request.headers:
        response.headers.add("WWW-Authenticate", 'Basic realm="tmserver", charset="UTF-8"')
    return response
