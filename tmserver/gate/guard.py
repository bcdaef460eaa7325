"""Who may speak to a server without keys: this machine's programs, and no page of another site.

A web page in the user's browser can reach a loopback address. It is kept out by three signs that a page
cannot forge: the Host header (DNS rebinding), Origin and Sec-Fetch-Site. Writes take JSON only, which a
foreign form cannot send; the forms of the own pages are known by the same signs, uploads of files and the
clients of the tmserver protocol, which do not say JSON, otherwise.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from urllib.parse import unquote_to_bytes, urlsplit

from apiflask import APIFlask
from flask import Response, request

from tmserver.gate import cors, csrf
from tmserver.gate.problem import problem
from tmserver.gate.uploads import is_for_uploads, is_safe_upload
from tmserver.settings import Settings

JSON_WANTED = "Send the body as JSON, with Content-Type: application/json."
UPLOAD_WANTED = "Send the files as a form (multipart/form-data), from a program or a page of this server."


def is_loopback(host: str) -> bool:
    """Whether a host name or address means this machine: localhost, 127.0.0.0/8, ::1."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def register(
    app: APIFlask,
    settings: Settings,
    may_come_from_elsewhere: Callable[[], bool],
    may_write_without_saying_json: Callable[[], bool],
) -> None:
    """Check every request before its view, and set the security headers of every answer.

    The callables tell the requests that are right without the signs: of the tmserver protocol, of pages.
    """
    allowed = {name.strip().lower() for name in settings.allowed_hosts.split(",") if name.strip()}

    def check() -> Response | None:
        host = _host_name(f"//{request.host}")
        if not (is_loopback(host) or host in allowed):
            return problem(421, f"This server does not answer for the host {host!r} (setting allowed_hosts).")
        if _is_foreign() and not (cors.is_allowed() or may_come_from_elsewhere()):
            return problem(403, "Requests from pages of another site are refused.")
        said = request.is_json or is_safe_upload() or may_write_without_saying_json()
        if _is_write() and not (said or csrf.is_right()):
            return problem(415, UPLOAD_WANTED if is_for_uploads() else JSON_WANTED)
        if not _is_utf8(request.query_string):
            return problem(400, "What follows the question mark is not UTF-8; encode it as such.")
        return None

    app.before_request(check)
    app.after_request(_secure)


def _is_write() -> bool:
    return request.method in ("POST", "PUT", "PATCH")


def _host_name(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def _is_foreign() -> bool:
    site = request.headers.get("Sec-Fetch-Site", "none")
    if site not in ("none", "same-origin"):
        return True
    origin = request.headers.get("Origin")
    if origin == "null" and site == "same-origin":
        # A form of our own pages: where no referrer is sent, browsers withhold its origin too.
        return False
    return origin is not None and origin.lower().partition("://")[2] != request.host.lower()


def _is_utf8(query: bytes) -> bool:
    """Whether its %XX are UTF-8: Werkzeug leaves others as they stand, and they would be looked up so."""
    try:
        unquote_to_bytes(query).decode()
    except UnicodeDecodeError:
        return False
    return True


def _secure(response: Response) -> Response:
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "no-referrer")
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers.setdefault("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
    return response
