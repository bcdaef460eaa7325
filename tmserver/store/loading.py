"""Units read whole: rows of units in any number, each joined by its variants."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Select, bindparam, select

from tmserver.segment import Unit, Variant
from tmserver.store.rows import UNIT_COLUMNS, VARIANT_COLUMNS, unit_of, variant_of
from tmserver.store.session import Session
from tmserver.store.tables import UnitRow, VariantRow

BATCH = 500
"""Rows fetched at a time: SQLite allows 32,766 parameters in a statement, and memory stays constant."""

T = TypeVar("T")


def batches(items: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """The items in lists of ``size``, the last one shorter."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def stream(
    session: Session, statement: Select[*tuple[Any, ...]], values: Mapping[str, Any] | None = None
) -> Iterator[Sequence[Any]]:
    """The statement's rows, fetched a batch at a time; a reader that stops early closes the cursor."""
    options = {"yield_per": 4 * BATCH}
    with session.connection.execute(statement, values, execution_options=options) as result:
        for rows in result.partitions():  # row by row, a result asks for each anew
            yield from rows


def load(
    session: Session, statement: Select[*tuple[Any, ...]], values: Mapping[str, Any] | None = None
) -> Iterator[Unit]:
    """The units of a select of UNIT_COLUMNS, in its order; constant memory."""
    for rows in batches(stream(session, statement, values)):
        yield from join(session, rows)


def by_ids(session: Session, memory_id: int, unit_ids: Iterable[int]) -> dict[int, Unit]:
    """Those of the units that the memory has, deleted ones left out, by id."""
    found: dict[int, Unit] = {}
    for wanted in batches(unit_ids):
        values = {"memory": memory_id, "ids": wanted}
        found.update((unit.id, unit) for unit in load(session, _by_ids(), values))
    return found


# Statements of every added, read or changed unit: to make one takes longer than to run it.
@cache
def _by_ids() -> Select[*tuple[Any, ...]]:
    # memory_id + 0: SQLite would read the memory's whole index rather than look up the ids.
    of_memory = UnitRow.memory_id + 0 == bindparam("memory")
    wanted = UnitRow.id.in_(bindparam("ids", expanding=True))
    return select(*UNIT_COLUMNS).where(wanted, of_memory, UnitRow.deleted_at.is_(None))


@cache
def _variants() -> Select[*tuple[Any, ...]]:
    wanted = VariantRow.unit_id.in_(bindparam("ids", expanding=True))
    statement = select(*VARIANT_COLUMNS).where(wanted, VariantRow.removed.is_(False))
    return statement.order_by(VariantRow.unit_id, VariantRow.ordinal)


def join(session: Session, rows: Sequence[Sequence[Any]]) -> list[Unit]:
    """The units of some rows of UNIT_COLUMNS with their variants, in the rows' order."""
    variants: dict[int, list[Variant]] = defaultdict(list)
    for row in session.connection.execute(_variants(), {"ids": [row[0] for row in rows]}).all():
        variants[row[0]].append(variant_of(row))
    return [unit_of(row, variants[row[0]]) for row in rows]
