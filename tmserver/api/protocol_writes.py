"""The writing half of the tmserver protocol: PUT and POST of a unit and of a store.

Its clients do not say that they send JSON (Virtaal sends it as a form), so the guard asks here what it may
let through.
"""

from __future__ import annotations

from typing import Any

from apiflask import abort
from flask import Response, request
from werkzeug.exceptions import BadRequest

from tmserver.errors import Forbidden, InvalidInput
from tmserver.gate.caller import caller
from tmserver.gate.services import Services, services
from tmserver.services.access.principal import Right
from tmserver.services.protocol_writes import Pair, Shelf, keep_file, keep_pairs

REFUSED = (
    "This server takes no units by this protocol. The setting protocol_memory names the memory that is to "
    "take them."
)


def is_a_program() -> bool:
    """Whether no web page can have sent this write, though it does not say that its body is JSON.

    PUT needs the consent of CORS, which nobody gets. A form can POST, but a page cannot change the name by
    which every browser introduces itself; Origin and Sec-Fetch-Site are looked at before.
    """
    return request.method == "PUT" or not request.user_agent.string.startswith(("Mozilla/", "Opera/"))


def add_unit(source: str, target: str, text: str) -> Response:  # noqa: ARG001 (the body says it again)
    """Keep the source and target of the body; an empty answer."""
    here = _writable()
    keep_pairs(here.database, here.settings, _shelf(source, target), [_pair(_json(), "")])
    return _told("")


def add_list(source: str, target: str, store: str) -> Response:
    """Keep a list of pairs: what Virtaal sends when a file is saved."""
    here = _writable()
    sent = _json()
    if not isinstance(sent, list):
        raise InvalidInput("The body must be a list of objects with source and target.", field="")
    pairs = [_pair(each, f"/{number}") for number, each in enumerate(sent)]
    added = keep_pairs(here.database, here.settings, _shelf(source, target, store), pairs)
    return _added(added, store)


def add_file(source: str, target: str, store: str) -> Response:
    """Keep the units of a file: PO, XLIFF, TMX or a table."""
    here = _writable()
    added = keep_file(here.database, here.settings, _shelf(source, target, store), request.get_data())
    return _added(added, store)


def _writable() -> Services:
    caller().require(Right.WRITE)
    memory = services().settings.protocol_memory
    if not memory:
        abort(403, REFUSED)
    if not caller().sees_memory(memory):
        raise Forbidden("The memory that takes what this protocol sends is not granted to you.")
    return services()


def _shelf(source: str, target: str, store: str = "") -> Shelf:
    return Shelf(source, target, store, by=caller().name)


def _json() -> Any:
    try:
        return request.get_json(force=True)
    except BadRequest:
        raise InvalidInput("The request body is not JSON (or not UTF-8).", field="") from None


def _pair(value: Any, at: str) -> Pair:
    if not isinstance(value, dict):
        raise InvalidInput(f"{at or 'The body'} must be an object with source and target.", field=at)
    source, target, context = (_text(value, name, at) for name in ("source", "target", "context"))
    return Pair(source, target, context)


def _text(value: dict[str, Any], name: str, at: str) -> str:
    """The text; of a context also "", for Virtaal sends null where a message has none."""
    text = value.get(name) if name != "context" else value.get(name) or ""
    if not isinstance(text, str):
        raise InvalidInput(f"{at}/{name} must be a text.", field=f"{at}/{name}")
    return text


def _added(number: int, store: str) -> Response:
    return _told(f"added {number} {'unit' if number == 1 else 'units'} from {store}")


def _told(sentence: str) -> Response:
    return Response(sentence, mimetype="text/plain")
