"""The description of the API as a whole: what all operations share is said here, once."""

from __future__ import annotations

from typing import Any

from apiflask import APIFlask

from tmserver.api.describe import CHANGES_STATE_READ

Description = dict[str, Any]

INTRODUCTION = """Translation memories and glossaries over HTTP.

Errors are problem documents (RFC 9457) with a JSON pointer to each wrong field. Lists come in pages: send
the `next` of a page as `cursor`. Changes of a unit or concept need `If-Match` with the `ETag` that was
read."""

TAGS = {
    "lookup": "stored translations of segments",
    "concordance": "words in the memories",
    "units": "translation units, their changes and history",
    "memories": "collections of units",
    "glossaries": "collections of concepts",
    "concepts": "things and their names in each language",
    "terms": "terms searched, found in texts, demanded of translations",
    "imports": "files into a memory",
    "exports": "memories as files",
    "documents": "documents filled and counted",
    "audits": "findings in files and memories",
    "baselines": "findings that were accepted",
    "jobs": "long work, how far it is, what came of it",
    "keys": "keys of programs",
    "log": "who changed what",
    "languages": "the languages stored",
    "health": "whether the service answers",
}

KEYS = {
    "bearer": {"type": "http", "scheme": "bearer", "description": "a key of `tmserver key create`"},
    "header": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
    "basic": {"type": "http", "scheme": "basic", "description": "the key as the password, any name"},
}

PROBLEM = {
    "type": "object",
    "description": "what is wrong, where, and what to do (RFC 9457)",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "pointer": {"type": "string", "description": "JSON pointer to the name that is unknown"},
        "known": {"type": "array", "items": {"type": "string"}, "description": "the names there are"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pointer", "detail"],
                "properties": {"pointer": {"type": "string"}, "detail": {"type": "string"}},
            },
        },
        "current": {"type": "object", "description": "of 412: the unit or concept as it is now"},
    },
    "examples": [
        {
            "type": "about:blank",
            "title": "Unprocessable Entity",
            "status": 422,
            "detail": "limit: Must be greater than or equal to 1 and less than or equal to 100.",
            "errors": [{"pointer": "/limit", "detail": "Must be greater than or equal to 1 …"}],
        }
    ],
}

PROBLEMS = {
    400: "The query is not UTF-8, or the body no JSON",
    401: "No key, or one that is not valid",
    403: "The key may not do this, or a page of another site asks",
    404: "Something named is not there, or not granted",
    409: "The name is taken, or it is not in a state for this",
    412: "Somebody changed it meanwhile: `current` is what it is now",
    413: "The body is larger than the server takes",
    415: "The body is not sent as JSON",
    421: "The server does not answer for this host name",
    422: "A field is missing or cannot be used",
    428: "If-Match is missing",
    429: "Too many requests: wait for the seconds of Retry-After",
    501: "A part that this needs is not installed",
    503: "The database cannot be used",
}
EVERYWHERE = (400, 401, 403, 404, 421, 422, 429, 503)
OF_WRITES = (409, 413, 415)
OF_CHANGES = (412, 428)
OF_EXTRAS = (501,)
EXTRAS = frozenset({"/api/v2/lookup"})

IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "schema": {"type": "string"},
    "description": "the ETag that was read; * changes whatever is there",
    "example": "*",
}


def register(app: APIFlask) -> None:
    """Have the application's description say all of it."""
    app.config |= {
        "AUTO_OPERATION_ID": True,  # for those that do not say theirs
        "AUTO_404_RESPONSE": False,
        "AUTO_VALIDATION_ERROR_RESPONSE": False,
        "SECURITY_SCHEMES": KEYS,
        "INFO": {"description": INTRODUCTION, "license": {"name": "MIT", "identifier": "MIT"}},
        "SERVERS": [{"url": "/"}],
    }
    app.spec_processor(_finish)


def _finish(spec: Any) -> Any:
    components = spec.setdefault("components", {})
    components.setdefault("schemas", {})["Problem"] = PROBLEM
    components["responses"] = {f"Problem{status}": _problem(status) for status in PROBLEMS}
    spec["security"] = [*({name: []} for name in KEYS), {}]
    used = set()
    for path, methods in spec["paths"].items():
        for method, operation in methods.items():
            if method != "parameters":
                _complete(path, method, operation)
                operation["tags"] = [tag.lower().replace(" ", "_") for tag in operation.get("tags", [])]
                used.update(operation["tags"])
    spec["tags"] = [{"name": tag, "description": told} for tag, told in TAGS.items() if tag in used]
    spec["tags"] += [{"name": tag} for tag in sorted(used - set(TAGS))]
    return spec


def _complete(path: str, method: str, operation: Description) -> None:
    statuses = [*EVERYWHERE, *(OF_WRITES if method != "get" else ()), *(OF_EXTRAS if path in EXTRAS else ())]
    if operation.pop(CHANGES_STATE_READ, False):
        operation["parameters"] = [*operation.get("parameters", ()), IF_MATCH]
        statuses += OF_CHANGES
    if "requestBody" in operation:
        operation["requestBody"]["required"] = True
    answers = operation["responses"]
    for status in statuses:
        answers.setdefault(str(status), {"$ref": f"#/components/responses/Problem{status}"})
    operation["responses"] = dict(sorted(answers.items()))


def _problem(status: int) -> Description:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": PROBLEMS[status], "content": {"application/problem+json": {"schema": schema}}}
