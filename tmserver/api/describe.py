"""What the description of the API says of an operation besides its parameters and body."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from apiflask import APIBlueprint, Schema

View = TypeVar("View", bound=Callable[..., Any])

_ETAG = {"ETag": {"description": "its revision, for If-Match", "schema": {"type": "string"}}}


def answers(
    blueprint: APIBlueprint,
    schema: type[Schema] | None,
    description: str,
    *,
    status: int = 200,
    etag: bool = False,
) -> Callable[[View], View]:
    """Describes a view's good answer: its schema (None: no body), what it is, and whether it has an ETag.

    The operation is called as the view's function.
    """

    def described(view: View) -> View:
        answer: dict[str, Any] = {"description": description}
        if schema:
            answer["content"] = {"application/json": {"schema": schema}}
        if etag:
            answer["headers"] = _ETAG
        responses = {**getattr(view, "_spec", {}).get("responses", {}), status: answer}
        document = blueprint.doc(operation_id=view.__name__, responses=responses)
        return document(view)

    return described
