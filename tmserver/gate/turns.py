"""Lookups of single segments, answered one after another in each process: see ``tmserver.turn``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from threading import Lock
from typing import Any

from apiflask import APIFlask

from tmserver import turn

_LOOKUP = re.compile(r"/api/v2/lookup|/(?:tmserver|api/v1)/+[^/]+/[^/]+/unit/.*", re.ASCII | re.DOTALL)


class Turns:
    """WSGI middleware: a lookup waits for those before it. As it has no body, no slow line holds them up."""

    def __init__(self, application: Any) -> None:
        self._application = application
        self._turn = Lock()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Serve the request."""
        if not _is_lookup(environ):
            return self._served(environ, start_response)
        with turn.taken(self._turn):
            return self._served(environ, start_response)

    def _served(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        answer: Iterable[bytes] = self._application(environ, start_response)
        return answer


def register(app: APIFlask) -> None:
    """Have lookups wait for their turn; all that is done for a request but sending its answer is in it."""
    app.wsgi_app = Turns(app.wsgi_app)  # type: ignore[method-assign]


def _is_lookup(environ: dict[str, Any]) -> bool:
    return environ["REQUEST_METHOD"] == "GET" and bool(_LOOKUP.fullmatch(environ.get("PATH_INFO", "")))
