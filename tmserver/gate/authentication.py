"""Tells who makes each request before its view runs, and refuses who may not.

As long as nobody has made a key or a person, programs of this machine need none. From a second later on
everybody does, but for the lookups of the tmserver protocol from this machine: its oldest clients can send
no key.
"""

from __future__ import annotations

from apiflask import APIFlask
from flask import g, request

from tmserver.errors import Forbidden, NotSignedIn
from tmserver.gate import csrf
from tmserver.gate.caller import is_local_lookup, is_public
from tmserver.gate.credentials import PathKey, shown_key, shown_session
from tmserver.gate.guard import is_loopback
from tmserver.gate.proxies import TrustedProxies
from tmserver.gate.services import services
from tmserver.services.access.principal import LOCAL, Principal, Right
from tmserver.settings import Settings

LOCAL_READER = Principal("", frozenset({Right.READ}))
"""A program of this machine that only looks up."""

WRONG_KEY = "The key is not valid: it is unknown, revoked or has expired."
NO_KEY = "Sign in, or send a key: Authorization: Bearer KEY. «tmserver key create NAME» makes one."
NO_KEYS_YET = (
    "This server has no keys yet, and without them it answers only programs of this machine, directly and "
    "not through a proxy. «tmserver key create NAME» makes one."
)


def register(app: APIFlask, settings: Settings) -> None:
    """Have ``caller()`` known in every view."""
    app.wsgi_app = TrustedProxies(PathKey(app.wsgi_app), settings)  # type: ignore[method-assign]

    def identify() -> None:
        g.caller = None
        try:
            g.caller = _known() or _local(settings)
        except NotSignedIn:
            if not is_public():
                raise

    app.before_request(identify)


def _known() -> Principal | None:
    """The owner of the key or session that is shown, None if none is; NotSignedIn if the key is not valid."""
    key = shown_key()
    if key is not None:
        owner = services().access.of_key(key)
        if owner is None:
            raise NotSignedIn(WRONG_KEY)
        return owner
    token = shown_session()
    person = services().access.of_session(token) if token else None
    if person is not None and request.method not in csrf.SAFE and not csrf.is_right():
        raise Forbidden(csrf.MISSING)
    return person


def _local(settings: Settings) -> Principal:
    """The user of this machine, where that needs no key; else NotSignedIn."""
    direct = is_direct(settings)
    if direct and is_local_lookup() and settings.local_lookups and not settings.allowed_hosts:
        return LOCAL_READER
    if not services().access.is_open():
        raise NotSignedIn(NO_KEY)
    if not direct:
        raise NotSignedIn(NO_KEYS_YET)
    return LOCAL


def is_direct(settings: Settings) -> bool:
    """Whether a program of this machine asks, and no proxy for somebody else, whatever it tells."""
    forwarded = any(name in request.headers for name in ("X-Forwarded-For", "Forwarded", "X-Real-IP"))
    return is_loopback(request.remote_addr or "") and not (forwarded or settings.trusted_proxies)
