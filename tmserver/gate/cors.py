"""Pages of other sites that may use the interfaces of programs with a key: those of setting cors_origins.

Cookies are never asked for, so that no page of another site can act for somebody who is signed in here.
"""

from __future__ import annotations

from apiflask import APIFlask
from flask import Response, request

from tmserver.gate.services import services
from tmserver.settings import Settings

PLACES = ("/api/", "/tmserver/")
METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE"
SENT = "Authorization, X-API-Key, Content-Type, If-Match, If-None-Match"
SHOWN = "ETag, Location, Retry-After, Content-Disposition"


def register(app: APIFlask, settings: Settings) -> None:
    """Answer what browsers ask before such requests, and mark the answers as readable."""
    if settings.cors_origins:
        app.before_request(_preflight)
        app.after_request(_allow)


def is_allowed() -> bool:
    """Whether this request comes from a page of a site that the setting names."""
    named = (origin.strip().rstrip("/").lower() for origin in services().settings.cors_origins.split(","))
    origin = request.headers.get("Origin", "").lower()
    return bool(origin) and origin in named and request.path.startswith(PLACES)


def _preflight() -> Response | None:
    if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers and is_allowed():
        return Response(status=204)
    return None


def _allow(response: Response) -> Response:
    if is_allowed():
        response.headers["Access-Control-Allow-Origin"] = request.headers["Origin"]
        response.headers["Access-Control-Expose-Headers"] = SHOWN
        if request.method == "OPTIONS":
            response.headers["Access-Control-Allow-Methods"] = METHODS
            response.headers["Access-Control-Allow-Headers"] = SENT
            response.headers["Access-Control-Max-Age"] = "600"
    response.vary.add("Origin")
    return response
