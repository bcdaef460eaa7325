"""Earlier states of units: who ended them, when and why."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select

from tmserver.segment import Status, Unit, Variant
from tmserver.store.rows import (
    codes_from_json,
    from_json,
    props_from_json,
    unit_values,
    variant_values,
)
from tmserver.store.session import Session
from tmserver.store.tables import UnitHistoryRow, UnitRow

TIMES = ("created_at", "changed_at", "added_at")


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a unit: ``before`` is the state that it ended.

    ``action`` is edit, status, delete or restore.
    """

    action: str
    before: Unit
    at: datetime
    by: str
    why: str


def of_unit(session: Session, memory_id: int, unit_id: int) -> list[Change]:
    """What was changed in a unit, the latest first; empty if nothing was. Deleted units have theirs too."""
    row = UnitHistoryRow
    statement = (
        select(row.action, row.state, row.at, row.by, row.why)
        .join(UnitRow, UnitRow.id == row.unit_id)
        .where(row.unit_id == unit_id, UnitRow.memory_id == memory_id)
        .order_by(row.id.desc())
    )
    return [
        Change(action, from_state(state), at, by, why)
        for action, state, at, by, why in session.connection.execute(statement)
    ]


def count(session: Session, memory_id: int) -> int:
    """How many earlier states the units of a memory have."""
    units = select(UnitRow.id).where(UnitRow.memory_id == memory_id)
    statement = select(func.count()).where(UnitHistoryRow.unit_id.in_(units))
    return session.connection.scalar(statement) or 0


def keep(session: Session, units: Iterable[Unit], action: str) -> None:
    """Write the units' present states into the history, before they are changed."""
    rows = [
        {
            "unit_id": unit.id,
            "action": action,
            "state": to_state(unit),
            "at": session.now,
            "by": session.by,
            "why": session.why,
        }
        for unit in units
    ]
    if rows:
        session.connection.execute(insert(UnitHistoryRow), rows)


def to_state(unit: Unit) -> str:
    """The whole unit as JSON text."""
    state: dict[str, Any] = unit_values(unit)
    state |= {"id": unit.id, "revision": unit.revision, "added_by": unit.added_by, "added_at": unit.added_at}
    state |= {name: state[name] and state[name].isoformat() for name in TIMES}
    state["variants"] = [variant_values(variant) for variant in unit.variants]
    return json.dumps(state, ensure_ascii=False, separators=(",", ":"))


def from_state(text: str) -> Unit:
    """The unit of such a JSON text."""
    state = json.loads(text)
    state |= {name: state[name] and datetime.fromisoformat(state[name]) for name in TIMES}
    state["variants"] = tuple(map(_variant, state["variants"]))
    state["position"] = state["position"] or None
    state["status"] = Status(state["status"])
    state["notes"] = from_json(state["notes"])
    state["props"] = props_from_json(state["props"])
    return Unit(**state)


def _variant(state: dict[str, Any]) -> Variant:
    return Variant(
        language=state["language"],
        text=state["text"],
        codes=codes_from_json(state["codes"]),
        language_as_read=state["language_as_read"],
        previous=state["previous"],
        next=state["next"],
        notes=from_json(state["notes"]),
        props=props_from_json(state["props"]),
    )
