"""Units kept out of sight until an import is whole: on a stage.

A stage is a memory row that is deleted from the start, so that no lookup, index, list or count meets its
units. Publishing is one UPDATE, however many units there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from secrets import token_hex
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, func, insert, or_, select, update
from sqlalchemy.orm import aliased

from tmserver.segment import Unit
from tmserver.store import units
from tmserver.store.loading import batches, by_ids
from tmserver.store.session import Session
from tmserver.store.tables import MemoryLanguageRow, MemoryRow, UnitRow, VariantRow

PREFIX = "import "
"""Begins the names of stages; the name of a memory can hold no space."""

ABANDONED = timedelta(hours=6)
"""An import that has added nothing for so long is taken for dead."""

_DIGESTS: tuple[Any, ...] = (UnitRow.digest, UnitRow.source_digest, UnitRow.identity_digest)

Blobs = Sequence[bytes | None]


@dataclass(frozen=True, slots=True)
class Staged:
    """A unit on a stage, a number by which the caller knows its place, and analyses as for ``units.add``."""

    unit: Unit
    place: int
    blobs: Blobs


def open_stage(session: Session) -> int:
    """The id of a new, empty stage."""
    statement = insert(MemoryRow).values(
        name=f"{PREFIX}{token_hex(8)}",
        title="",
        description="",
        revision=0,
        epoch=token_hex(16),
        created_by=session.by,
        created_at=session.now,
        deleted_at=session.now,
    )
    return int(session.connection.scalar(statement.returning(MemoryRow.id)) or 0)


def add(session: Session, stage: int, staged: Sequence[Staged], analyser: str) -> list[int]:
    """Put units on the stage and give their ids; their revision means nothing yet and holds their place."""
    batch = [units.New(each.unit, each.blobs) for each in staged]
    ids = units.place(session, stage, batch, analyser, (each.place for each in staged), as_dated=True)
    touched = update(MemoryRow).where(MemoryRow.id == stage)
    session.connection.execute(touched.values(deleted_at=session.now))
    return ids


def take_doubtful(session: Session, stage: int, memory_id: int) -> Iterator[Staged]:
    """The staged units that share a digest with the memory's or with each other's, in the order of staging.

    They are off the stage once handed out; who takes them decides what becomes of them.
    """
    statement = select(UnitRow.id).where(UnitRow.memory_id == stage, _doubtful(stage, memory_id))
    ids = list(session.connection.scalars(statement.order_by(UnitRow.id)))
    yield from take(session, stage, ids)


def take(session: Session, stage: int, unit_ids: Sequence[int]) -> Iterator[Staged]:
    """Staged units by their ids, in this order; they are off the stage once handed out."""
    for some in batches(unit_ids):
        found = by_ids(session, stage, some)
        blobs = _blobs(session, some)
        session.connection.execute(delete(VariantRow).where(VariantRow.unit_id.in_(some)))
        session.connection.execute(delete(UnitRow).where(UnitRow.id.in_(some)))
        for key in some:
            unit = found[key]
            for language in {variant.language for variant in unit.variants}:
                session.tally[stage, language] -= 1
            yield Staged(unit, unit.revision, blobs[key])


def overtaken(session: Session, stage: int, memory_id: int, since: int) -> set[int]:
    """The ids of staged units that share a digest with a unit that came to the memory after a revision."""
    known = aliased(UnitRow)
    came = (known.memory_id == memory_id, known.revision > since, known.deleted_at.is_(None))
    found: set[int] = set()
    for column in _DIGESTS:
        digests = select(getattr(known, column.key)).where(*came)
        statement = select(UnitRow.id).where(UnitRow.memory_id == stage, column.in_(digests))
        found.update(session.connection.scalars(statement))
    return found


def publish(session: Session, stage: int, memory_id: int) -> int:
    """Make what is on the stage part of the memory with one UPDATE, and take the stage away; how many."""
    revision = session.revision(memory_id)
    statement = update(UnitRow).where(UnitRow.memory_id == stage)
    published = session.connection.execute(
        statement.values(memory_id=memory_id, revision=revision, added_at=session.now)
    ).rowcount
    session.added["memory", memory_id] += published
    row = MemoryLanguageRow
    counted = select(row.language, row.units).where(row.memory_id == stage)
    for language, number in session.connection.execute(counted):
        session.tally[memory_id, language] += number + session.tally.pop((stage, language), 0)
    discard(session, stage)
    return published


def discard(session: Session, stage: int) -> None:
    """Take the stage away with all that is on it."""
    staged = select(UnitRow.id).where(UnitRow.memory_id == stage)
    session.connection.execute(delete(VariantRow).where(VariantRow.unit_id.in_(staged)))
    session.connection.execute(delete(UnitRow).where(UnitRow.memory_id == stage))
    session.connection.execute(delete(MemoryLanguageRow).where(MemoryLanguageRow.memory_id == stage))
    session.connection.execute(delete(MemoryRow).where(MemoryRow.id == stage))


def abandoned(session: Session) -> list[int]:
    """The stages of imports that were ended before they could take them away."""
    row = MemoryRow
    statement = select(row.id).where(row.name.startswith(PREFIX), row.deleted_at < session.now - ABANDONED)
    return list(session.connection.scalars(statement))


def _doubtful(stage: int, memory_id: int) -> ColumnElement[bool]:
    unit = UnitRow
    twins = (
        select(column).where(unit.memory_id == stage).group_by(column).having(func.count() > 1)
        for column in _DIGESTS
    )
    known = aliased(UnitRow)
    stored = (
        exists().where(
            known.memory_id == memory_id, getattr(known, column.key) == column, known.deleted_at.is_(None)
        )
        for column in _DIGESTS
    )
    return or_(*(column.in_(twin) for column, twin in zip(_DIGESTS, twins, strict=True)), *stored)


def _blobs(session: Session, unit_ids: Sequence[int]) -> dict[int, list[bytes | None]]:
    row = VariantRow
    statement = select(row.unit_id, row.analysis).where(row.unit_id.in_(unit_ids))
    found: dict[int, list[bytes | None]] = {key: [] for key in unit_ids}
    for key, blob in session.connection.execute(statement.order_by(row.unit_id, row.ordinal)):
        found[key].append(blob)
    return found
