"""Cursors of lists that are read page by page: opaque to clients, checked when they come back."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from tmserver.errors import InvalidInput
from tmserver.store.texts import is_storable

COUNTED = 10_000
"""Items that are counted exactly: the total of a long list would take longer than the list."""

LONGEST = 4_000
"""Characters of the longest cursor: a document's name of 500 letters is in it."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some items of a list of ``total``, with ``more`` more than that; ``next`` is the next page's cursor."""

    items: tuple[T, ...]
    total: int
    more: bool
    next: str | None


def page_of(found: Sequence[T], limit: int, counted: int, cursor: str) -> Page[T]:
    """The page of at most ``limit`` of the items, one more of which was asked for to know whether more come.

    ``counted`` is the total up to COUNTED + 1, ``cursor`` that of the last item shown.
    """
    following = cursor if len(found) > limit else None
    return Page(tuple(found[:limit]), min(counted, COUNTED), counted > COUNTED, following)


def to_cursor(kind: str, place: Sequence[str | int]) -> str:
    """The cursor that leads behind a place in a kind of list."""
    text = json.dumps([kind, *place], ensure_ascii=False, separators=(",", ":"))
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def from_cursor(kind: str, cursor: str, types: Sequence[type]) -> tuple[str | int, ...]:
    """The place that a cursor leads behind; InvalidInput unless it is one of that kind of list."""
    try:
        data = urlsafe_b64decode(cursor[:LONGEST].encode("ascii") + b"==")
        found = json.loads(data)
    except (ValueError, RecursionError):
        found = None
    if not (isinstance(found, list) and found[:1] == [kind] and _fits(found[1:], types)):
        raise InvalidInput(
            "The cursor is none of this list in this order; take the «next» of the page before.",
            field="/cursor",
        )
    return tuple(found[1:])


def _fits(place: list[object], types: Sequence[type]) -> bool:
    return [type(each) for each in place] == list(types) and all(
        is_storable(each) if isinstance(each, str) else isinstance(each, int) and abs(each) < 1 << 63
        for each in place
    )
