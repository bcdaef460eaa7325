"""What a memory has grown to: by month, by author, in characters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select

from tmserver.store.session import Session
from tmserver.store.tables import UnitRow, VariantRow


@dataclass(frozen=True, slots=True)
class AuthorCount:
    """How many units somebody created, and last changed; "" stands for units of which nobody knows it."""

    name: str
    created: int
    changed: int


def growth(session: Session, memory_id: int) -> dict[str, int]:
    """How many of the memory's units were added in each month ("2026-11", UTC), the first month first."""
    if session.connection.dialect.name == "sqlite":
        month: ColumnElement[Any] = func.strftime("%Y-%m", UnitRow.added_at)
    else:
        month = func.to_char(func.timezone("UTC", UnitRow.added_at), "YYYY-MM")
    statement = select(month.label("month"), func.count()).where(*_live(memory_id))
    return dict(session.connection.execute(statement.group_by("month").order_by("month")).all())


def authors(session: Session, memory_id: int, *, most: int) -> list[AuthorCount]:
    """The authors of most units, at most ``most``."""
    columns = (UnitRow.created_by, UnitRow.changed_by)
    rows = session.connection.execute(
        select(*columns, func.count()).where(*_live(memory_id)).group_by(*columns)
    ).all()
    created: dict[str, int] = {}
    changed: dict[str, int] = {}
    for creator, changer, units in rows:
        created[creator] = created.get(creator, 0) + units
        changed[changer] = changed.get(changer, 0) + units
    found = [AuthorCount(name, created.get(name, 0), changed.get(name, 0)) for name in {**created, **changed}]
    return sorted(found, key=lambda each: (-each.created - each.changed, each.name))[:most]


def characters(session: Session, memory_id: int) -> dict[str, int]:
    """How many characters the memory's texts have in each language, by its tag."""
    row = VariantRow
    statement = (
        select(row.language, func.sum(func.length(row.text)))
        .join(UnitRow, UnitRow.id == row.unit_id)
        .where(*_live(memory_id), row.removed.is_(False))
        .group_by(row.language)
        .order_by(row.language)
    )
    return {language: int(number) for language, number in session.connection.execute(statement)}


def _live(memory_id: int) -> tuple[ColumnElement[bool], ...]:
    return UnitRow.memory_id == memory_id, UnitRow.deleted_at.is_(None)
