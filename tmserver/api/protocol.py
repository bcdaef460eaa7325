"""The tmserver protocol, version 1, under /tmserver and /api/v1: what Virtaal, Weblate and scripts speak.

As amaGama (https://docs.translatehouse.org/projects/amagama/en/latest/api.html) and the Translate Toolkit's
tmserver served it. Texts stand in the path; what these servers lost there is taken too: slashes anywhere,
line breaks, spaces at the ends.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import asdict

from apiflask import APIBlueprint, APIFlask
from flask import Response, request

from tmserver.api.protocol_writes import add_file, add_list, add_unit, is_a_program
from tmserver.errors import InvalidInput
from tmserver.gate.caller import caller, local_lookup
from tmserver.gate.problem import problem
from tmserver.gate.services import services
from tmserver.services.access.principal import Right
from tmserver.services.protocol import Question, candidates, codes

PREFIXES = {"tmserver": "/tmserver", "v1": "/api/v1"}

UNIT = "<source>/<target>/unit/<anything:text>"
STORE = "<source>/<target>/store/<anything:store>"
LANGUAGES = "languages/"

_CALLBACK = re.compile(r"[A-Za-z_$][\w$.]{0,99}", re.ASCII)


def register(app: APIFlask) -> None:
    """Serve the protocol at both of its places."""
    for name, prefix in PREFIXES.items():
        app.register_blueprint(_blueprint(name, prefix))


def may_come_from_elsewhere() -> bool:
    """Whether this is a lookup by JSONP, which pages of any site may send if the setting allows it."""
    wanted = _is_protocol() and request.method == "GET" and bool(_callback())
    return wanted and services().settings.jsonp


def may_write_without_saying_json() -> bool:
    """Whether this is a write of the protocol that only a program can have sent."""
    return _is_protocol() and is_a_program()


def _is_protocol() -> bool:
    return request.path.startswith(tuple(f"{prefix}/" for prefix in PREFIXES.values()))


def _blueprint(name: str, prefix: str) -> APIBlueprint:
    blueprint = APIBlueprint(name, __name__, enable_openapi=False)
    # Virtaal's address ends in a slash and gets another: a redirect would merge those of the text as well.
    for slashes in ("/", "//"):
        for rule, method, view in VIEWS:
            endpoint = f"{view.__name__}_{method.lower()}{len(slashes)}"
            blueprint.add_url_rule(
                f"{prefix}{slashes}{rule}", endpoint, view, methods=[method], merge_slashes=False
            )
    return blueprint


@local_lookup
def list_codes() -> Response:
    """The languages that can be asked for, from each to each other."""
    found = [] if _sees_nothing() else codes(services().database, caller().scope(()))
    return _answer({"sourceLanguages": found, "targetLanguages": found})


@local_lookup
def translate(source: str, target: str, text: str) -> Response:
    """A list of candidates, best first: source, target and quality 0–100 each; empty if there are none.

    The text is in the path or, if that ends before it, in ?source=.
    """
    asked = text or request.args.get("source", "")
    if not asked:
        return problem(404, "Which text? Ask for …/unit/TEXT or …/unit/?source=TEXT.")
    if _sees_nothing():
        return _answer([])
    question = Question(source, target, asked, _number("min_similarity"), _number("max_candidates"))
    found = candidates(services().lookup, question, caller().scope(()))
    return _answer([asdict(each) for each in found])


def _sees_nothing() -> bool:
    """Whether no memory is granted: to these clients an answer without candidates, and no error."""
    caller().require(Right.READ)
    return caller().memories == frozenset()


def _number(name: str) -> int | None:
    """The whole number of a parameter; None if it is absent or none: the clients expect no error there."""
    value = request.args.get(name, "")
    return int(value) if re.fullmatch(r"[0-9]{1,9}", value) else None


def _callback() -> str:
    """The function to be called: amaGama's parameter, else the Translate Toolkit's; "" for plain JSON."""
    return request.args.get("jsoncallback") or request.args.get("callback", "")


def _answer(value: object) -> Response:
    """The value as JSON, or as a call of the function that the client names, if such are allowed."""
    callback = _callback()
    if not callback:
        return Response(json.dumps(value, ensure_ascii=False), mimetype="application/json")
    if not services().settings.jsonp:
        return problem(
            400, "JSONP is off: any web page could read the memories. The setting jsonp allows it."
        )
    if not _CALLBACK.fullmatch(callback):
        raise InvalidInput("The callback must be the name of a function in JavaScript.", field="jsoncallback")
    # A comment first: nobody may choose how the file begins. ASCII: JavaScript once ended lines at U+2028.
    return Response(f"/**/{callback}({json.dumps(value)})", mimetype="text/javascript")


VIEWS: tuple[tuple[str, str, Callable[..., Response]], ...] = (
    (LANGUAGES, "GET", list_codes),
    (UNIT, "GET", translate),
    (UNIT, "PUT", add_unit),
    (UNIT, "POST", add_unit),
    (STORE, "POST", add_list),
    (STORE, "PUT", add_file),
)
"""Address, method and view of each call of the protocol."""
