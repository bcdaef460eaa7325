"""Requests and lookups counted for Prometheus.

Each worker counts in files of its own, in the folder of PROMETHEUS_MULTIPROC_DIR, and whichever of them
answers /metrics adds them up: otherwise a scrape would show one worker's share, another's each time.
``tmserver serve`` makes the folder; without it (tests, another server) the process counts for itself.
"""

from __future__ import annotations

from time import perf_counter

from apiflask import APIFlask
from flask import Response, g, request
from prometheus_client import Counter, Histogram

from tmserver.gate.logs import route

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)

_requests = Counter("tmserver_requests", "HTTP requests answered.", ["method", "route", "status"])
_request_seconds = Histogram(
    "tmserver_request_seconds", "Seconds until a request was answered.", ["route"], buckets=SECONDS
)
_lookups = Counter("tmserver_lookups", "Segments looked up.")
_matches = Counter("tmserver_matches", "Matches found.")
_lookup_seconds = Histogram(
    "tmserver_lookup_seconds", "Seconds of a lookup of one or many segments.", buckets=SECONDS
)


def register(app: APIFlask) -> None:
    """Count every request; to be called after ``logs.register``, which notes when it began."""

    def count(response: Response) -> Response:
        # Methods are what clients send: another one each time would fill the memory.
        method = request.method if request.url_rule else "-"
        _requests.labels(method, route(), response.status_code).inc()
        _request_seconds.labels(route()).observe(perf_counter() - g.begun)
        return response

    app.after_request(count)


def looked_up(segments: int, matches: int, seconds: float) -> None:
    """Count a lookup of some segments in which so many matches were found."""
    _lookups.inc(segments)
    _matches.inc(matches)
    _lookup_seconds.observe(seconds)
