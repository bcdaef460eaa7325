"""How long a request may take: the seconds of the setting, from when its body has come."""

from __future__ import annotations

from math import inf

from apiflask import APIFlask
from flask import request

from tmserver import deadline
from tmserver.gate.uploads import is_upload
from tmserver.settings import Settings


def register(app: APIFlask, settings: Settings) -> None:
    """Give each request but uploads its time; what takes longer ends with TookTooLong."""

    def begin() -> None:
        if not is_upload():
            request.get_data()  # a slow line takes none of the time
            deadline.begin(settings.request_seconds)

    app.before_request(begin)
    app.teardown_request(lambda _error: deadline.begin(inf))
