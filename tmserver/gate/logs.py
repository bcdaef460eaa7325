"""What the server logs: one line a request, as text or as JSON, and nothing that translators work on.

Addresses are logged as routes (/api/v2/lookup, /tmserver/<source>/<target>/unit/<text>): paths and queries
hold texts. So may the messages of unforeseen errors, of which only the kind and the place in the code are
logged. The setting ``log_texts`` lifts both.
"""

from __future__ import annotations

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from time import perf_counter
from typing import Any
from uuid import uuid4

from apiflask import APIFlask
from flask import Response, g, has_request_context, request

from tmserver.errors import InvalidInput
from tmserver.gate.caller import found_caller
from tmserver.settings import Settings

FORMATS = ("text", "json")
LEVELS = ("debug", "info", "warning", "error")
HEADER = "X-Request-ID"

_GIVEN = re.compile(r"[\w.-]{1,100}", re.ASCII)
_log = logging.getLogger("tmserver.request")


def configuration(settings: Settings) -> dict[str, Any]:
    """What ``logging.config.dictConfig`` takes in the server's processes; InvalidInput for a wrong value."""
    for name, known in (("log_format", FORMATS), ("log_level", LEVELS)):
        if getattr(settings, name) not in known:
            variable = f"TMSERVER_{name.upper()}"
            raise InvalidInput(f"{variable} must be one of: {', '.join(known)}.", field=variable)
    lines = JsonLines if settings.log_format == "json" else TextLines
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": lines, "texts": settings.log_texts}},
        "handlers": {
            "lines": {"class": "logging.StreamHandler", "formatter": "lines", "stream": "ext://sys.stderr"}
        },
        "root": {"handlers": ["lines"], "level": "WARNING"},
        "loggers": {"tmserver": {"level": settings.log_level.upper()}, "_granian": {}},
    }


def register(app: APIFlask, settings: Settings) -> None:
    """Give every request an id, its own X-Request-ID if it has one, and log how it was answered.

    To be called before all that may refuse a request.
    """

    def begin() -> None:
        given = request.headers.get(HEADER, "")
        g.request_id = given if _GIVEN.fullmatch(given) else uuid4().hex
        g.begun = perf_counter()
        _log.debug("begun")  # so that a request that never ends can be found

    def end(response: Response) -> Response:
        response.headers[HEADER] = g.request_id
        level = logging.WARNING if response.status_code >= 500 else logging.INFO
        _log.log(level if _is_worth_a_line() else logging.DEBUG, "request", extra=_told(response, settings))
        return response

    app.before_request(begin)
    app.after_request(end)
    app.log_exception = _log_exception  # type: ignore[method-assign]  # Flask's own logs the path


def _told(response: Response, settings: Settings) -> dict[str, object]:
    by = found_caller()
    told: dict[str, object] = {
        "method": request.method,
        "route": route(),
        "status": response.status_code,
        "ms": round(1000 * (perf_counter() - g.begun), 1),
        "by": by.name if by else "",
    }
    return {"fields": told | ({"path": request.full_path} if settings.log_texts else {})}


def route() -> str:
    """The rule of the request's address, "-" if it leads nowhere: never what stands in its place."""
    return request.url_rule.rule if request.url_rule else "-"


def _is_worth_a_line() -> bool:
    """Monitoring asks every few seconds, pages for a dozen files each."""
    return not route().startswith(("/health", "/metrics", "/static"))


def _log_exception(exc_info: Any) -> None:
    logging.getLogger("tmserver").error("unforeseen error at %s", route(), exc_info=exc_info)


class _Lines(logging.Formatter):
    """Both formats: moment, level, logger, message, id of the request, its fields, and the error's place."""

    def __init__(self, *, texts: bool) -> None:
        super().__init__()
        self._texts = texts

    def fields(self, record: logging.LogRecord) -> dict[str, object]:
        """What the line tells, in order."""
        told: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if has_request_context() and "request_id" in g:
            told["request_id"] = g.request_id
        told |= getattr(record, "fields", {})
        if record.exc_info and record.exc_info[1] is not None:
            told["error"] = self._error(record.exc_info[1])
        return told

    def _error(self, error: BaseException) -> str:
        if self._texts:
            return "".join(traceback.format_exception(error)).rstrip()
        return f"{''.join(traceback.format_tb(error.__traceback__))}{type(error).__qualname__}"


class JsonLines(_Lines):
    """Each record is a JSON object on a line."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        return json.dumps(self.fields(record), ensure_ascii=False, default=str)


class TextLines(_Lines):
    """Each record is a line: moment, level, message, name=value …; an error's place follows."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, or lines."""
        told = self.fields(record)
        error = told.pop("error", None)
        parts = [told.pop("time"), str(told.pop("level")).upper(), told.pop("logger"), told.pop("message")]
        parts += [f"{name}={value}" for name, value in told.items() if value != ""]
        line = " ".join(map(str, parts))
        return f"{line}\n{error}" if error else line
