"""Who makes this request, and which views answer without knowing it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import current_app, g, request

from tmserver.errors import NotSignedIn
from tmserver.services.access.principal import Principal

View = TypeVar("View", bound=Callable[..., Any])


def caller() -> Principal:
    """The person or program that makes this request; this machine's user on a server without keys.

    NotSignedIn if it is nobody, which only a ``public`` view can see.
    """
    found = found_caller()
    if found is None:
        raise NotSignedIn("Sign in, or send a key: Authorization: Bearer KEY.")
    return found


def found_caller() -> Principal | None:
    """As ``caller``, None for nobody."""
    found: Principal | None = g.get("caller")
    return found


def public(view: View) -> View:
    """Mark a view that anybody may call; all others are refused without a key or a session."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


def local_lookup(view: View) -> View:
    """Mark a view that reads, and that programs of this machine may call as if there were no keys."""
    view.is_local_lookup = True  # type: ignore[attr-defined]
    return view


def is_public() -> bool:
    """Whether anybody may make this request; so may those that lead nowhere."""
    return request.endpoint is None or _has("is_public") or request.endpoint in ("static", "openapi.spec")


def is_local_lookup() -> bool:
    """Whether this is a request that programs of this machine may make without a key."""
    return _has("is_local_lookup")


def _has(mark: str) -> bool:
    return bool(getattr(current_app.view_functions.get(request.endpoint or ""), mark, False))
