"""Who makes this request."""

from __future__ import annotations

from flask import g

from tmserver.services.access.principal import LOCAL, Principal


def caller() -> Principal:
    """The person or program that makes this request; without keys, this machine's user."""
    found: Principal = g.get("caller", LOCAL)
    return found
