"""Reverse proxies: where a request really comes from, and whether it came by https."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from werkzeug.middleware.proxy_fix import ProxyFix

from tmserver.settings import Settings


class TrustedProxies:
    """WSGI middleware: the last X-Forwarded-For and X-Forwarded-Proto count if a trusted proxy sends them.

    From anybody else they stand as they are, and whoever sends them is not taken for this machine's user.
    """

    def __init__(self, application: Any, settings: Settings) -> None:
        self._direct = application
        self._behind = ProxyFix(application, x_for=1, x_proto=1)
        self._trusted = frozenset(filter(None, map(str.strip, settings.trusted_proxies.split(","))))

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Serve the request."""
        if environ.get("REMOTE_ADDR") in self._trusted:
            return self._behind(environ, start_response)
        answer: Iterable[bytes] = self._direct(environ, start_response)
        return answer
