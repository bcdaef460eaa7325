"""Signing in and out of the pages: the cookie of a session."""

from __future__ import annotations

from flask import Response, request

from tmserver.gate.credentials import COOKIE, shown_session
from tmserver.gate.rates import attempt
from tmserver.gate.services import services


def sign_in(response: Response, name: str, password: str) -> bool:
    """Open a session and give its cookie with the response; False if name and password do not fit.

    TooManyAttempts, whatever the password, after too many. A session that the browser has already is closed:
    nobody goes on with a cookie that another may know.
    """
    attempt(name)
    signed_in = services().access.sign_in(name, password)
    if signed_in is None:
        return False
    _close()
    response.set_cookie(
        COOKIE,
        signed_in.token,
        expires=signed_in.expires_at,
        httponly=True,
        secure=request.is_secure,
        samesite="Lax",
    )
    return True


def sign_out(response: Response) -> None:
    """Close the session that the browser has, if any, and take its cookie away."""
    _close()
    response.delete_cookie(COOKIE, httponly=True, secure=request.is_secure, samesite="Lax")


def _close() -> None:
    token = shown_session()
    if token:
        services().access.sign_out(token)
