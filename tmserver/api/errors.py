"""Every error as one JSON shape: RFC 9457 problem details, with a JSON pointer to each wrong field."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from json import JSONDecodeError

from apiflask import APIFlask, HTTPError
from flask import Response
from werkzeug.exceptions import BadRequest

from glossary.concept import Concept
from tmserver.errors import (
    ChangedMeanwhile,
    Conflict,
    DatabaseUnusable,
    Forbidden,
    InvalidInput,
    MissingExtra,
    NotFound,
    NotSignedIn,
    TmserverError,
    TookTooLong,
    TooManyAttempts,
    UnreadableFile,
)
from tmserver.gate.credentials import challenged
from tmserver.gate.problem import problem
from tmserver.services.glossaries.shapes import concept_shape
from tmserver.services.units.found import Found
from tmserver.services.units.shapes import unit_shape

STATUS_OF = {
    InvalidInput: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotFound: HTTPStatus.NOT_FOUND,
    ChangedMeanwhile: HTTPStatus.PRECONDITION_FAILED,
    Conflict: HTTPStatus.CONFLICT,
    TooManyAttempts: HTTPStatus.TOO_MANY_REQUESTS,
    NotSignedIn: HTTPStatus.UNAUTHORIZED,
    Forbidden: HTTPStatus.FORBIDDEN,
    UnreadableFile: HTTPStatus.UNPROCESSABLE_ENTITY,
    MissingExtra: HTTPStatus.NOT_IMPLEMENTED,
    TookTooLong: HTTPStatus.SERVICE_UNAVAILABLE,
    DatabaseUnusable: HTTPStatus.SERVICE_UNAVAILABLE,
}


def register(app: APIFlask) -> None:
    """Let the application answer every error, foreseen or not, with a problem document."""
    app.error_processor(_http_problem)
    app.register_error_handler(TmserverError, _own_problem)
    app.register_error_handler(BadRequest, _bad_request)
    app.register_error_handler(RecursionError, _nested_too_deeply)


def _own_problem(error: TmserverError) -> Response:
    status = next(status for kind, status in STATUS_OF.items() if isinstance(error, kind))
    if isinstance(error, InvalidInput):
        return problem(status, str(error), errors=[{"pointer": _pointer(error.field), "detail": str(error)}])
    if isinstance(error, NotFound):
        return problem(status, str(error), pointer=_pointer(error.field), known=list(error.known))
    if isinstance(error, TooManyAttempts):
        answer = problem(status, str(error))
        answer.headers["Retry-After"] = str(error.wait)
        return answer
    if isinstance(error, NotSignedIn):
        return challenged(problem(status, str(error)))
    if isinstance(error, ChangedMeanwhile):
        return problem(status, str(error), current=_current(error.current))
    return problem(status, str(error))


def _pointer(field: str) -> str:
    """The field as a JSON pointer; what lies below the services calls it by its name alone."""
    return f"/{field}" if field and not field.startswith("/") else field


def _current(current: object) -> dict[str, object] | None:
    """What somebody else has changed meanwhile, so that a client can show both."""
    if isinstance(current, Found):
        return unit_shape(current)
    return concept_shape(current) if isinstance(current, Concept) else None


def _http_problem(error: HTTPError) -> Response:
    wrong = [
        {"pointer": pointer, "detail": message}
        for location in (error.detail or {}).values()
        for pointer, message in _pointers(location)
    ]
    if wrong:
        detail = "; ".join(f"{item['pointer'] or 'body'}: {item['detail']}" for item in wrong[:5])
        answer = problem(error.status_code, detail, errors=wrong)
    else:
        answer = problem(error.status_code, _sentence(error))
    for name, value in dict(error.headers).items():
        answer.headers.setdefault(name, value)
    return answer


def _sentence(error: HTTPError) -> str:
    return {
        404: "There is nothing at this address; the paths are listed at /openapi.json.",
        405: "This address does not take this method; the Allow header names those it takes.",
        413: "The request body is larger than this server takes (settings max_body_size, max_upload_size).",
        500: "Something failed here; the server's log says what.",
    }.get(error.status_code, error.message or HTTPStatus(error.status_code).phrase)


def _pointers(messages: object, path: str = "") -> Iterator[tuple[str, str]]:
    """JSON pointer and message for each leaf of marshmallow's nested messages."""
    if isinstance(messages, dict):
        for key, value in messages.items():
            step = "" if key in ("_schema", "json") else "/" + str(key).replace("~", "~0").replace("/", "~1")
            yield from _pointers(value, path + step)
    elif isinstance(messages, list):
        for message in messages:
            yield path, str(message)
    else:
        yield path, str(messages)


def _bad_request(error: BadRequest) -> Response:
    """Where a body ends to be JSON: webargs keeps the reader's error, and APIFlask would drop it."""
    reason = getattr(error, "exc", None)
    if isinstance(reason, JSONDecodeError):
        at = f"line {reason.lineno}, column {reason.colno}"
        return problem(400, f"The request body is not JSON in UTF-8, from {at} on.")
    return problem(400, error.description or HTTPStatus.BAD_REQUEST.phrase)


def _nested_too_deeply(_error: RecursionError) -> Response:
    # [[[[…: Python's JSON reader gives up at about a thousand levels; without this it would be a 500.
    return problem(400, "The request body nests too deeply.")
