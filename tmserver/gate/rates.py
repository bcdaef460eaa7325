"""How often a key or a person may ask, and how often somebody may try to sign in."""

from __future__ import annotations

from time import time
from typing import cast

from apiflask import APIFlask
from flask import Response, current_app, request
from flask_limiter import Limiter, RequestLimit
from limits import RateLimitItem, parse, parse_many
from limits.errors import ConfigurationError
from limits.storage import Storage, storage_from_string
from limits.strategies import FixedWindowRateLimiter

from tmserver.errors import InvalidInput, TooManyAttempts
from tmserver.gate.caller import caller, found_caller, is_local_lookup
from tmserver.gate.problem import problem
from tmserver.services.access.principal import LOCAL
from tmserver.settings import Settings

OFF = "off"

ATTEMPTS: tuple[tuple[RateLimitItem, bool, bool], ...] = (
    (parse("10 per 5 minutes"), True, True),
    (parse("100 per hour"), True, False),
    (parse("60 per 5 minutes"), False, True),
)
"""Most attempts to sign in, by name and address together, by name, by address."""

_ATTEMPTS = "tmserver.attempts"


def register(app: APIFlask, settings: Settings) -> None:
    """Count the requests of keys and people, whom ``authentication`` has told by then.

    InvalidInput if the settings cannot be used. Where counts are kept may fail: then each process counts.
    """
    app.extensions[_ATTEMPTS] = FixedWindowRateLimiter(_storage(settings))
    if settings.rate_limit == OFF:
        return
    _check(settings)
    app.after_request(_without_a_wait)  # before the limiter's own: the last one registered runs first
    _Limiter(
        lambda: caller().name,
        app=app,
        application_limits=[settings.rate_limit],
        storage_uri=settings.rate_storage,
        in_memory_fallback_enabled=True,
        headers_enabled=True,
        on_breach=_refusal,
    )


class _Limiter(Limiter):
    """One that looks for the limits of a request only if it is counted: that took 6 % of a lookup's time."""

    def _check_request_limit(self, callable_name: str | None = None, in_middleware: bool = True) -> None:
        if not _is_free():
            super()._check_request_limit(callable_name, in_middleware)


def attempt(name: str) -> None:
    """Count an attempt to sign in under that name from this address; TooManyAttempts if there were many."""
    attempts: FixedWindowRateLimiter = current_app.extensions[_ATTEMPTS]
    for limit, by_name, by_address in ATTEMPTS:
        counted = (name[:100] * by_name, (request.remote_addr or "") * by_address)
        if not attempts.hit(limit, "sign in", *counted):
            wait = int(attempts.get_window_stats(limit, "sign in", *counted).reset_time - time()) + 1
            raise TooManyAttempts("Too many attempts to sign in. Wait a few minutes.", wait=wait)


def _is_free() -> bool:
    """Whether the request is not counted: of nobody, of this machine, or of a CAT tool's lookups.

    Weblate asks nothing for half an hour once it is told to wait.
    """
    return found_caller() in (None, LOCAL) or is_local_lookup()


def _without_a_wait(response: Response) -> Response:
    """Only an answer that refuses for now asks to wait; the limiter would have each one do so."""
    if response.status_code not in (429, 503):
        response.headers.pop("Retry-After", None)
    return response


def _refusal(limit: RequestLimit) -> Response:
    wait = max(limit.reset_at - int(time()), 1)
    answer = problem(429, f"More requests than {limit.limit}; wait {wait} s (setting rate_limit).")
    answer.headers["Retry-After"] = str(wait)
    return answer


def _storage(settings: Settings) -> Storage:
    try:
        return cast(Storage, storage_from_string(settings.rate_storage))
    except (ConfigurationError, ValueError) as error:
        raise InvalidInput(
            f"TMSERVER_RATE_STORAGE cannot be used: {error}. Write memory:// or redis://host:6379, which "
            "needs the package redis.",
            field="TMSERVER_RATE_STORAGE",
        ) from error


def _check(settings: Settings) -> None:
    try:
        parse_many(settings.rate_limit)
    except ValueError as error:
        raise InvalidInput(
            f"TMSERVER_RATE_LIMIT must be like “6000 per minute” or “off”, not {settings.rate_limit!r}.",
            field="TMSERVER_RATE_LIMIT",
        ) from error
