"""Units of a memory by what they have in common: listed, streamed, counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, tuple_

from tmserver.segment import Status, Unit
from tmserver.store.loading import load
from tmserver.store.rows import UNIT_COLUMNS
from tmserver.store.session import Session
from tmserver.store.tables import UnitRow, VariantRow


@dataclass(frozen=True, slots=True)
class Selection:
    """Which units are meant; what is empty or None does not narrow.

    ``languages`` are tags as stored, all of which a unit must have. ``authors`` made or last changed it.
    ``changed_from`` is the first moment of change that counts, ``changed_before`` the first that does not.
    """

    languages: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = ()
    authors: tuple[str, ...] = ()
    changed_from: datetime | None = None
    changed_before: datetime | None = None


ALL = Selection()


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
    order = (UnitRow.document, UnitRow.position, UnitRow.id)
    statement = select(*UNIT_COLUMNS).where(_where(memory_id, selection)).order_by(*order)
    if after is not None:
        place = (after.document, after.position or 0, after.id)
        statement = statement.where(tuple_(*order) > tuple_(*place))
    return load(session, statement.limit(limit))


def count(session: Session, memory_id: int, selection: Selection = ALL) -> int:
    """How many units are selected."""
    statement = select(func.count()).select_from(UnitRow).where(_where(memory_id, selection))
    return session.connection.scalar(statement) or 0


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
    for language in selection.languages:
        variant = VariantRow
        conditions.append(
            exists().where(
                variant.unit_id == unit.id, variant.language == language, variant.removed.is_(False)
            )
        )
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
