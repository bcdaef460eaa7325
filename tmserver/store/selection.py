"""Units of a memory by what they have in common: listed, streamed, counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, true, tuple_

from tmserver.segment import Status, Unit
from tmserver.store.loading import load
from tmserver.store.rows import UNIT_COLUMNS
from tmserver.store.session import Session
from tmserver.store.tables import UnitRow, VariantRow


@dataclass(frozen=True, slots=True)
class Selection:
    """Which units are meant; what is empty or None does not narrow.

    ``languages`` are tags as stored, ``keys`` languages of any region: a unit must have all of them.
    ``authors`` made or last changed it. ``changed_from`` is the first moment of change that counts,
    ``changed_before`` the first that does not. ``contains``: so in one of the unit's texts, in the same case;
    with ``languages`` or ``keys``, in a text of one of those.
    """

    languages: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = ()
    authors: tuple[str, ...] = ()
    changed_from: datetime | None = None
    changed_before: datetime | None = None
    contains: str = ""


ALL = Selection()


class Order(StrEnum):
    """By what units are listed; each has an index, and the id decides between equals."""

    DOCUMENT = "document"  # and the position in it
    CHANGED = "changed"  # when last, by the revisions of the memory


Place: TypeAlias = tuple[str | int, ...]
_COLUMNS: Mapping[Order, tuple[Any, ...]] = {
    Order.DOCUMENT: (UnitRow.document, UnitRow.position, UnitRow.id),
    Order.CHANGED: (UnitRow.revision, UnitRow.id),
}


def iterate(
    session: Session,
    memory_id: int,
    selection: Selection = ALL,
    *,
    after: Unit | None = None,
    limit: int | None = None,
) -> Iterator[Unit]:
    """The selected units in document order (document, position, id); deleted ones never; constant memory.

    ``after`` begins behind that unit, so that a long list can be had page by page without counting off.
    """
    order = _COLUMNS[Order.DOCUMENT]
    statement = select(*UNIT_COLUMNS).where(_where(memory_id, selection)).order_by(*order)
    if after is not None:
        statement = statement.where(tuple_(*order) > tuple_(*place(after, Order.DOCUMENT)))
    return load(session, statement.limit(limit))


def page(
    session: Session,
    memory_id: int,
    selection: Selection,
    *,
    order: Order,
    backwards: bool = False,
    after: Place | None = None,
    limit: int,
) -> list[Unit]:
    """Some of the selected units in an order, those behind the place that ``place`` told of another page."""
    columns = _COLUMNS[order]
    statement = select(*UNIT_COLUMNS).where(_where(memory_id, selection))
    if after is not None:
        here, there = tuple_(*columns), tuple_(*after)
        statement = statement.where(here < there if backwards else here > there)
    statement = statement.order_by(*(column.desc() if backwards else column for column in columns))
    return list(load(session, statement.limit(limit)))


def place(unit: Unit, order: Order) -> Place:
    """Where a unit stands in an order, for ``page`` to go on from there, whatever becomes of the unit."""
    if order is Order.CHANGED:
        return unit.revision, unit.id
    return unit.document, unit.position or 0, unit.id


def count(session: Session, memory_id: int, selection: Selection = ALL, *, most: int | None = None) -> int:
    """How many units are selected; ``most`` if there are more: to stop there takes a fraction of the time."""
    found = select(UnitRow.id).where(_where(memory_id, selection)).limit(most).subquery()
    return session.connection.scalar(select(func.count()).select_from(found)) or 0


def documents(session: Session, memory_id: int) -> dict[str, int]:
    """The documents of a memory by name, with the number of units of each; "" holds those of none."""
    statement = select(UnitRow.document, func.count()).where(_where(memory_id, ALL))
    rows = session.connection.execute(statement.group_by(UnitRow.document).order_by(UnitRow.document))
    return dict(rows.all())


def statuses(session: Session, memory_id: int) -> dict[str, int]:
    """How many units of a memory have each status; a status that none has is left out."""
    statement = select(UnitRow.status, func.count()).where(_where(memory_id, ALL))
    rows = session.connection.execute(statement.group_by(UnitRow.status).order_by(UnitRow.status))
    return {status: int(units) for status, units in rows}


def _where(memory_id: int, selection: Selection) -> ColumnElement[bool]:
    unit = UnitRow
    conditions: list[Any] = [unit.memory_id == memory_id, unit.deleted_at.is_(None)]
    in_one = [VariantRow.language == language for language in selection.languages]
    in_one += [VariantRow.language_key == key for key in selection.keys]
    conditions += [_has(condition) for condition in in_one]
    if selection.contains:
        # replace: LIKE tells case apart on PostgreSQL, and not on SQLite.
        contains = func.replace(VariantRow.text, selection.contains, "") != VariantRow.text
        conditions.append(_has(contains, or_(*in_one) if in_one else true()))
    if selection.documents:
        conditions.append(unit.document.in_(selection.documents))
    if selection.statuses:
        conditions.append(unit.status.in_([status.value for status in selection.statuses]))
    if selection.authors:
        made = unit.created_by.in_(selection.authors)
        conditions.append(or_(made, unit.changed_by.in_(selection.authors)))
    if selection.changed_from is not None:
        conditions.append(unit.changed_at >= selection.changed_from)
    if selection.changed_before is not None:
        conditions.append(unit.changed_at < selection.changed_before)
    return and_(*conditions)


def _has(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether the unit has such a variant."""
    return exists().where(VariantRow.unit_id == UnitRow.id, VariantRow.removed.is_(False), *conditions)
