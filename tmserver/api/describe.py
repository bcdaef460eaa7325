"""What the description of the API says of an operation besides its parameters and body."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any, TypeVar

from apiflask import APIBlueprint, Schema

View = TypeVar("View", bound=Callable[..., Any])

CHANGES_STATE_READ = "x-if-match"
"""Marks operations that need If-Match; the finished description has the header instead."""

_ETAG = {"ETag": {"description": "its revision, for If-Match", "schema": {"type": "string"}}}


def answers(
    blueprint: APIBlueprint,
    schema: type[Schema] | None,
    description: str,
    *,
    status: int = 200,
    etag: bool = False,
    if_match: bool = False,
    media_types: Iterable[str] = (),
    also: Iterable[int] = (),
) -> Callable[[View], View]:
    """Describes a view's good answer: its schema (None: no JSON), what it is, and whether it has an ETag.

    ``if_match``: the request must say which state it changes. ``media_types`` are those of files, ``also``
    other statuses that come without a body. The operation is called as the view's function.
    """

    def described(view: View) -> View:
        answer: dict[str, Any] = {"description": description}
        if schema:
            answer["content"] = {"application/json": {"schema": schema}}
        if media_types:
            file = {"schema": {"type": "string", "format": "binary"}}
            answer["content"] = dict.fromkeys(media_types, file)
        if etag:
            answer["headers"] = _ETAG
        responses = {**getattr(view, "_spec", {}).get("responses", {}), status: answer}
        responses |= {each: {"description": HTTPStatus(each).phrase} for each in also}
        more = {CHANGES_STATE_READ: True} if if_match else None
        document = blueprint.doc(operation_id=view.__name__, responses=responses, extensions=more)
        return document(view)

    return described
