"""Who changed what, the latest first: acts on wholes and the histories of units and concepts as one list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, cast, func, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from tmserver.store.session import Session
from tmserver.store.tables import (
    ConceptHistoryRow,
    ConceptRow,
    GlossaryRow,
    MemoryRow,
    RecordRow,
    UnitHistoryRow,
    UnitRow,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One change: of a unit or concept (``item``, its id), or of the ``subject`` as a whole ("").

    ``subject`` is memory, glossary, key, person or database, ``name`` what it was called.
    """

    subject: str
    name: str
    item: str
    action: str
    detail: str
    at: datetime
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which changes; None does not narrow. ``since`` is the first moment that counts.

    With memories or glossaries named those of keys, people and the database are left out.
    """

    by: str | None = None
    memories: frozenset[str] | None = None
    glossaries: frozenset[str] | None = None
    since: datetime | None = None


Place = tuple[int, int, int]
"""How far a reader has come: the last id read of records, of units' histories and of concepts'."""

START: Place = (2**63 - 1, 2**63 - 1, 2**63 - 1)

_Source = tuple[Select[*tuple[Any, ...]], InstrumentedAttribute[int]]


def page(session: Session, wanted: Wanted, after: Place, limit: int) -> list[tuple[Place, Entry]]:
    """At most ``limit`` changes behind a place, the latest first, each with its own place."""
    sources = [
        _read(session, statement.where(key < below).order_by(key.desc()).limit(limit), number)
        for number, ((statement, key), below) in enumerate(zip(_sources(wanted), after, strict=True))
    ]
    place = list(after)
    found = []
    for number, key, entry in islice(merge(*sources, key=_moment, reverse=True), limit):
        place[number] = key
        found.append(((place[0], place[1], place[2]), entry))
    return found


def count(session: Session, wanted: Wanted, *, most: int) -> int:
    """How many changes there are; counting ends at ``most``."""
    counted = 0
    for statement, key in _sources(wanted):
        some = statement.with_only_columns(key).limit(most - counted).subquery()
        counted += session.connection.scalar(select(func.count()).select_from(some)) or 0
    return counted


def _read(session: Session, statement: Select[*tuple[Any, ...]], number: int) -> list[tuple[int, int, Entry]]:
    return [(number, key, Entry(*entry)) for key, *entry in session.connection.execute(statement)]


def _moment(found: tuple[int, int, Entry]) -> datetime:
    return found[2].at


def _sources(wanted: Wanted) -> tuple[_Source, _Source, _Source]:
    """The three tables in the columns of an entry, each with its key: ids rise with time."""
    return _of_records(wanted), _of_units(wanted), _of_concepts(wanted)


def _of_records(wanted: Wanted) -> _Source:
    row = RecordRow
    what = (row.id, row.subject, row.name, literal(""), row.action, row.detail, row.at, row.by, row.why)
    statement = select(*what).where(*_narrowing(row, wanted))
    if wanted.memories is not None or wanted.glossaries is not None:
        statement = statement.where(
            or_(
                and_(row.subject == "memory", *_named(row.name, wanted.memories)),
                and_(row.subject == "glossary", *_named(row.name, wanted.glossaries)),
            )
        )
    return statement, row.id


def _of_units(wanted: Wanted) -> _Source:
    row = UnitHistoryRow
    unit = cast(row.unit_id, String)
    what = (row.id, literal("memory"), MemoryRow.name, unit, row.action, literal(""), row.at, row.by, row.why)
    statement = (
        select(*what)
        .join(UnitRow, UnitRow.id == row.unit_id)
        .join(MemoryRow, MemoryRow.id == UnitRow.memory_id)
        .where(*_narrowing(row, wanted), *_named(MemoryRow.name, wanted.memories))
    )
    return statement, row.id


def _of_concepts(wanted: Wanted) -> _Source:
    row, concept, glossary = ConceptHistoryRow, ConceptRow, GlossaryRow
    what = (row.id, literal("glossary"), glossary.name, concept.code, row.action, literal(""))
    statement = (
        select(*what, row.at, row.by, row.why)
        .join(concept, concept.id == row.concept_id)
        .join(glossary, glossary.id == concept.glossary_id)
        .where(*_narrowing(row, wanted), *_named(glossary.name, wanted.glossaries))
    )
    return statement, row.id


def _narrowing(row: Any, wanted: Wanted) -> list[ColumnElement[bool]]:
    by = [row.by == wanted.by] if wanted.by is not None else []
    since = [row.at >= wanted.since] if wanted.since is not None else []
    return by + since


def _named(column: Any, names: frozenset[str] | None) -> list[ColumnElement[bool]]:
    return [] if names is None else [column.in_(names)]
