"""The frozen values that all layers pass around: translation units, their variants, and matches.

A *unit* holds the same segment in several languages; one language of it is a *variant*. Spans and positions
count code points, spans are half-open [start, end).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import datetime
from enum import StrEnum
from operator import attrgetter
from typing import Any, TypeVar

_Class = TypeVar("_Class")


def pickled_by_values(kind: type[_Class]) -> type[_Class]:
    """Decorates a dataclass of two fields or more, which is then pickled as a call with all its values.

    What frozen classes with slots do by themselves takes four times as long, which counts where units go to
    other processes.
    """
    values: Callable[[_Class], tuple[object, ...]] = attrgetter(*(each.name for each in fields(kind)))  # type: ignore[arg-type]

    def reduce(self: _Class) -> tuple[Any, ...]:
        return kind, values(self)

    kind.__reduce__ = reduce  # type: ignore[assignment,method-assign]
    return kind


class Status(StrEnum):
    """How far a unit has come; decides order and label of a match, never its score."""

    DRAFT = "draft"
    TRANSLATED = "translated"
    REVIEWED = "reviewed"
    REJECTED = "rejected"


@pickled_by_values
@dataclass(frozen=True, slots=True)
class Code:
    """An inline code: markup that stood between the characters of a segment.

    ``position`` is the offset in the variant's text before which the code stands. ``part`` is "whole" for an
    element that is itself the code (TMX bpt, ept, ph, it, ut; XLIFF x), "start" or "end" for the two tags of
    an element that encloses text (hi, g, mrk). ``content`` is the inner XML of a whole element as read,
    escaped (native code, sub-flows); "" for start and end. Codes at the same position keep their order.
    """

    position: int
    element: str
    part: str = "whole"
    attributes: tuple[tuple[str, str], ...] = ()
    content: str = ""


@pickled_by_values
@dataclass(frozen=True, slots=True)
class Prop:
    """A typed piece of metadata that a file carried; types may repeat and order is kept."""

    type: str
    value: str
    language: str = ""


@pickled_by_values
@dataclass(frozen=True, slots=True)
class Variant:
    """One language of a unit.

    ``language`` is the normalised BCP 47 tag, ``language_as_read`` what the file had ("" if the same).
    ``text`` is the plain text without codes. ``previous`` and ``next`` are the neighbouring segments in this
    language: None unknown, "" the start or end of the document.
    """

    language: str
    text: str
    codes: tuple[Code, ...] = ()
    language_as_read: str = ""
    previous: str | None = None
    next: str | None = None
    notes: tuple[str, ...] = ()
    props: tuple[Prop, ...] = ()


@pickled_by_values
@dataclass(frozen=True, slots=True)
class Unit:
    """A translation unit: the same segment in N languages, with what is known about it.

    ``id`` and ``revision`` are 0 until stored. ``external_id`` is the tuid of a file: kept, never a key.
    ``position`` is the place in ``document`` from 1, None unknown. ``source_language`` is the tag of the
    variant that the others were translated from, "" if unknown. Times are aware UTC; None unknown.
    ``created_…`` and ``changed_…`` are the author's (of a file: the file's), ``added_…`` who stored it here.
    """

    variants: tuple[Variant, ...]
    id: int = 0
    external_id: str = ""
    document: str = ""
    position: int | None = None
    source_language: str = ""
    notes: tuple[str, ...] = ()
    props: tuple[Prop, ...] = ()
    status: Status = Status.TRANSLATED
    origin: str = ""
    created_by: str = ""
    created_at: datetime | None = None
    changed_by: str = ""
    changed_at: datetime | None = None
    usage_count: int = 0
    revision: int = 0
    added_by: str = ""
    added_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Memory:
    """A named collection of units. ``revision`` counts its write transactions; ``epoch`` is random."""

    id: int
    name: str
    title: str = ""
    description: str = ""
    revision: int = 0
    epoch: str = ""


@dataclass(frozen=True, slots=True)
class Deduction:
    """Why a match scores lower than its raw percent: ``points`` taken, at least 1, and what was seen."""

    reason: str
    points: int
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A stored translation offered for a query.

    ``score`` is 0–101 (101: equal text in equal context). ``words`` and ``characters`` are the two shares
    J and I of the score, 0–1. ``score`` = floor(100 · sqrt(words · characters)) less the deductions' points.
    ``count`` units share this target; ``origins`` names them as (memory, unit id). ``ambiguous``: another
    exact match has another target. ``repaired`` is the target with the query's numbers, or None.
    """

    score: int
    source: Variant
    target: Variant
    memory: str
    unit: Unit
    words: float
    characters: float
    deductions: tuple[Deduction, ...] = ()
    context: bool = False
    ambiguous: bool = False
    repaired: str | None = None
    count: int = 1
    origins: tuple[tuple[str, int], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class MeaningMatch:
    """A stored translation whose source means about what the query means; it has no percent.

    ``cosine`` is that of the vectors of query and source, up to 1. ``source`` may be of another language
    than the query, and even be ``target`` itself, where the unit has no text in the query's language.
    """

    cosine: float
    source: Variant
    target: Variant
    memory: str
    unit: Unit
