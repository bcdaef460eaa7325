"""Variants as an index reads them: by memory and language key, since a revision, by id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, func, or_, select, update
from sqlalchemy.orm import aliased

from tmserver.segment import Code, Unit
from tmserver.store.loading import batches, stream
from tmserver.store.rows import UNIT_COLUMNS, VARIANT_COLUMNS, codes_from_json, unit_of, variant_of
from tmserver.store.session import Session
from tmserver.store.tables import UnitRow, VariantRow


@dataclass(frozen=True, slots=True)
class StoredVariant:
    """A variant with what an index needs: ``analysis`` None until made by the version ``analyser``.

    ``revision`` is the unit's. ``live`` False: it is no longer there in the language asked for; only its ids
    count then.
    """

    id: int
    unit_id: int
    revision: int
    language: str
    text: str
    codes: tuple[Code, ...]
    analysis: bytes | None
    analyser: str
    live: bool = True


@dataclass(frozen=True, slots=True)
class Fetched:
    """A variant within its unit, ``unit.variants[ordinal]``; ``analysis`` as ``StoredVariant`` has it."""

    memory_id: int
    unit: Unit
    ordinal: int
    analysis: bytes | None
    analyser: str


def analyses(
    session: Session, memory_id: int, key: str, analyser: str
) -> Iterator[tuple[int, int, bytes | None]]:
    """(variant id, unit id, blob) of each variant of a language key, by revision; no other column is read.

    The blob is None where ``analyser`` has not made one yet: see ``unanalysed``.
    """
    row = VariantRow
    statement = select(row.id, row.unit_id, row.analysis, row.analyser).where(_live(memory_id, key))
    for variant_id, unit_id, blob, version in stream(session, _ordered(statement)):
        yield variant_id, unit_id, blob if version == analyser else None


def of_language(session: Session, memory_id: int, key: str) -> Iterator[StoredVariant]:
    """Each variant of a language key ("ru", "zh-Hant") in the memory, by revision."""
    return map(_variant, stream(session, _ordered(_columns()).where(_live(memory_id, key))))


def unanalysed(session: Session, memory_id: int, key: str, analyser: str) -> Iterator[StoredVariant]:
    """Those of a language key that ``analyser`` has not analysed yet, by revision."""
    row = VariantRow
    missing = or_(row.analyser != analyser, row.analysis.is_(None))
    return map(_variant, stream(session, _ordered(_columns()).where(_live(memory_id, key), missing)))


def changed(session: Session, memory_id: int, key: str, revision: int) -> Iterator[StoredVariant]:
    """The variants of all units that changed after ``revision``, in the order of their revisions.

    An index forgets every id of them that it holds and takes up the ``live`` ones: a variant may have been
    deleted, or its row may hold another language by now.
    """
    values = {"memory": memory_id, "after": revision}
    for *columns, found, removed, deleted_at in stream(session, _changed(), values):
        live = found == key and not removed and deleted_at is None
        yield _variant(columns, live=live)


@cache
def _changed() -> Select[*tuple[Any, ...]]:
    """Made once, as the first lookup after each write runs it."""
    return (
        _joined(_columns().add_columns(VariantRow.language_key, VariantRow.removed, UnitRow.deleted_at))
        .where(UnitRow.memory_id == bindparam("memory"), UnitRow.revision > bindparam("after"))
        .order_by(UnitRow.revision, VariantRow.id)
    )


def fetch(session: Session, variant_ids: Iterable[int]) -> dict[int, Fetched]:
    """The whole unit of each variant and the variant's place in it, by variant id.

    What is deleted by now is left out, so that an index that lags behind can never serve it.
    """
    found: dict[int, Fetched] = {}
    for wanted in batches(variant_ids):
        rows = session.connection.execute(_with_units(), {"ids": wanted})
        for _, of_hit in groupby(rows, key=itemgetter(0)):
            of_unit = list(of_hit)
            key, ordinal, analysis, analyser, memory_id, *rest = of_unit[0]
            unit = unit_of(
                rest[: len(UNIT_COLUMNS)], [variant_of(row[-len(VARIANT_COLUMNS) :]) for row in of_unit]
            )
            found[key] = Fetched(memory_id, unit, ordinal, analysis, analyser)
    return found


@cache
def _with_units() -> Select[*tuple[Any, ...]]:
    """Made once: in a lookup, putting a statement together costs more than running it.

    One row per variant of the hit's unit, in order; all rows of a hit together.
    """
    hit = aliased(VariantRow)
    return (
        select(hit.id, hit.ordinal, hit.analysis, hit.analyser, UnitRow.memory_id)
        .add_columns(*UNIT_COLUMNS, *VARIANT_COLUMNS)
        .join_from(hit, UnitRow, UnitRow.id == hit.unit_id)
        .join(VariantRow, VariantRow.unit_id == UnitRow.id)
        .where(hit.id.in_(bindparam("ids", expanding=True)), hit.removed.is_(False))
        .where(UnitRow.deleted_at.is_(None), VariantRow.removed.is_(False))
        .order_by(hit.id, VariantRow.ordinal)
    )


def store_analyses(session: Session, analyser: str, made: Iterable[tuple[StoredVariant, bytes]]) -> None:
    """Keep the blobs of variants read before; one whose unit changed meanwhile keeps its own.

    No text changes by this, so no revision does.
    """
    unit, row = UnitRow, VariantRow
    unchanged = exists().where(unit.id == row.unit_id, unit.revision == bindparam("at_revision"))
    statement = update(row).where(row.id == bindparam("key"), unchanged)
    statement = statement.values(analysis=bindparam("blob"), analyser=analyser)
    for batch in batches(made, 2_000):
        session.connection.execute(
            statement, [{"key": v.id, "at_revision": v.revision, "blob": blob} for v, blob in batch]
        )


def count_analysed(session: Session, analyser: str) -> int:
    """How many variants have an analysis by this version."""
    row = VariantRow
    statement = select(func.count()).where(row.analyser == analyser, row.analysis.is_not(None))
    return session.connection.scalar(statement) or 0


def analysed(session: Session, analyser: str) -> Iterator[tuple[int, StoredVariant]]:
    """Each variant that has an analysis by this version, behind the id of its memory."""
    row = VariantRow
    found = _joined(_columns().add_columns(UnitRow.memory_id))
    statement = found.where(row.analyser == analyser, row.analysis.is_not(None))
    for *columns, memory_id in stream(session, statement):
        yield memory_id, _variant(columns)


def drop_analyses(session: Session, variant_ids: Iterable[int]) -> None:
    """Forget the analyses of these variants; the next search makes them anew."""
    for some in batches(variant_ids):
        statement = update(VariantRow).where(VariantRow.id.in_(some))
        session.connection.execute(statement.values(analysis=None, analyser=""))


def _columns() -> Select[*tuple[Any, ...]]:
    row = VariantRow
    return select(
        row.id, row.unit_id, UnitRow.revision, row.language, row.text, row.codes, row.analysis, row.analyser
    )


def _ordered(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """In the order of (memory, revision), which is nearly that of the rows in the file.

    Left to itself SQLite goes by the index of digests, that is from page to page at random: ten times slower.
    """
    return _joined(statement).where(UnitRow.revision > 0).order_by(UnitRow.revision)


def _joined(statement: Select[*tuple[Any, ...]]) -> Select[Any]:
    return statement.join_from(UnitRow, VariantRow, VariantRow.unit_id == UnitRow.id)


def _live(memory_id: int, key: str) -> ColumnElement[bool]:
    return and_(
        UnitRow.memory_id == memory_id,
        UnitRow.deleted_at.is_(None),
        VariantRow.language_key == key,
        VariantRow.removed.is_(False),
    )


def _variant(columns: Sequence[Any], *, live: bool = True) -> StoredVariant:
    key, unit_id, revision, language, text, codes, analysis, analyser = columns
    return StoredVariant(
        key, unit_id, revision, language, text, codes_from_json(codes), analysis, analyser, live
    )
