"""Parts of addresses: any text, and numbers that a database can hold."""

from __future__ import annotations

from apiflask import APIFlask
from werkzeug.routing import BaseConverter, IntegerConverter


class Anything(BaseConverter):
    """The rest of a path whatever it holds: Flask's own loses a leading slash and refuses line breaks."""

    regex = "(?s:.*)"
    part_isolating = False


class Id(IntegerConverter):
    """A whole number below 10^18: databases hold no larger ones.

    By its form, for what a converter refuses later is answered as another method's address.
    """

    regex = "[0-9]{1,18}"


def register(app: APIFlask) -> None:
    """Let rules say <anything:name> and <int:name>; before any rule does."""
    app.url_map.converters |= {"anything": Anything, "int": Id}
