"""Tokens that show that a form was sent by a page of ours, and by no other site's.

A token is made of the browser's cookie, which no other site can read, so nothing has to be kept.
"""

from __future__ import annotations

import hmac
from secrets import token_urlsafe

from flask import Response, after_this_request, g, request

from tmserver.gate.credentials import shown_session

FIELD = "csrf_token"
HEADER = "X-CSRF-Token"
COOKIE = "tmserver_form"
SAFE = ("GET", "HEAD", "OPTIONS")
MISSING = f"The token of the form is missing or old: load the page again. Programs send it as {HEADER}."


def csrf_token() -> str:
    """What a page puts into its forms (field ``csrf_token``) or sends as X-CSRF-Token.

    A browser that has no session gets a cookie with the answer, which its forms are told by.
    """
    return _token(_cookie() or _new_cookie())


def is_right() -> bool:
    """Whether the request has the token of its cookie, in the header or in the form."""
    cookie = _cookie()
    if cookie is None:  # the body stays unread: it may be no form, whatever it says
        return False
    sent = request.headers.get(HEADER) or request.form.get(FIELD, "")
    return hmac.compare_digest(sent.encode(), _token(cookie).encode())


def _cookie() -> str | None:
    found: str | None = shown_session() or request.cookies.get(COOKIE) or g.get("form_cookie")
    return found


def _new_cookie() -> str:
    made = token_urlsafe(32)
    g.form_cookie = made

    def give(response: Response) -> Response:
        response.set_cookie(COOKIE, made, httponly=True, secure=request.is_secure, samesite="Strict")
        return response

    after_this_request(give)
    return made


def _token(cookie: str) -> str:
    return hmac.digest(cookie.encode(), b"csrf", "sha256").hex()
