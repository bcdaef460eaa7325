"""Parts of addresses that hold any text."""

from __future__ import annotations

from apiflask import APIFlask
from werkzeug.routing import BaseConverter


class Anything(BaseConverter):
    """The rest of a path whatever it holds: Flask's own loses a leading slash and refuses line breaks."""

    regex = "(?s:.*)"
    part_isolating = False


def register(app: APIFlask) -> None:
    """Let rules say <anything:name>; before any rule does."""
    app.url_map.converters["anything"] = Anything
