"""Translation units: add, read, change. Every change keeps the earlier state in the history."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from itertools import chain, repeat
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, func, select, text, update

from tmserver.errors import Conflict, NotFound
from tmserver.segment import Status, Unit
from tmserver.store import history, languages
from tmserver.store.bulk import write_rows
from tmserver.store.digests import Keys, digest, identity_digest, source_digest
from tmserver.store.edits import Edit, edited, replace_all
from tmserver.store.loading import batches, by_ids, load
from tmserver.store.rows import UNIT_COLUMNS, check_unit, key_values, unit_values, variant_values
from tmserver.store.session import Session
from tmserver.store.tables import UnitRow

BATCH = 2_000
NO_ANALYSES: Iterable[Sequence[bytes | None]] = ()


class New(NamedTuple):
    """A unit to be stored, one analysis (or None) per variant, and its digests if they are known."""

    unit: Unit
    analyses: Sequence[bytes | None] = ()
    keys: Keys | None = None


def add(
    session: Session,
    memory_id: int,
    units: Iterable[Unit],
    analyses: Iterable[Sequence[bytes | None]] = NO_ANALYSES,
    analyser: str = "",
    *,
    as_dated: bool = False,
) -> list[int]:
    """The ids of the units, now stored in the memory, in their order; constant memory but for the ids.

    ``analyses`` has for each unit one blob (or None) per variant, made by the version ``analyser``. Authors
    and dates are the units' own where they have them, else this transaction's; ``as_dated``: else unknown,
    for who imports a file did not write it. InvalidInput for a text that cannot be stored, with the field in
    the unit.
    """
    ids: list[int] = []
    for batch in batches(map(New, units, chain(analyses, repeat(()))), BATCH):
        revisions = repeat(session.revision(memory_id))
        for new in batch:
            check_unit(session, new.unit)
        ids += place(session, memory_id, batch, analyser, revisions, as_dated=as_dated)
    return ids


def place(
    session: Session,
    memory_id: int,
    batch: Sequence[New],
    analyser: str,
    revisions: Iterable[int],
    *,
    as_dated: bool,
) -> list[int]:
    """As ``add``, of one batch of units that were checked, each with the revision given for it."""
    ids = _new_ids(session, len(batch))
    session.added["memory", memory_id] += len(batch)
    unit_rows = []
    variant_rows = []
    for key, (unit, blobs, keys), revision in zip(ids, batch, revisions, strict=False):
        languages.count(session, memory_id, unit, 1)
        row = _new_row(session, unit, as_dated=as_dated) | key_values(keys or Keys.of(unit))
        row |= {"id": key, "memory_id": memory_id, "revision": revision}
        unit_rows.append(row)
        for ordinal, variant in enumerate(unit.variants):
            blob = blobs[ordinal] if ordinal < len(blobs) else None
            row = variant_values(variant)
            row |= {"unit_id": key, "ordinal": ordinal}
            row |= {"analysis": blob, "analyser": "" if blob is None else analyser}
            variant_rows.append(row)
    write_rows(session, "unit", unit_rows)
    write_rows(session, "variant", variant_rows)
    return ids


def find_unit(session: Session, memory_id: int, unit_id: int) -> Unit | None:
    """The unit; None if the memory has none of that id or it is deleted."""
    return by_ids(session, memory_id, [unit_id]).get(unit_id)


def get_unit(session: Session, memory_id: int, unit_id: int) -> Unit:
    """The unit; NotFound if the memory has none of that id or it is deleted."""
    unit = find_unit(session, memory_id, unit_id)
    if unit is None:
        raise NotFound(f"The memory has no unit {unit_id}; it may have been deleted.", field="unit")
    return unit


def find_equal(session: Session, memory_id: int, units: Iterable[Unit]) -> dict[bytes, int]:
    """Of units with equal texts, codes and neighbours: ``digests.digest`` -> id of the first such unit."""
    return _find(session, memory_id, UnitRow.digest, {digest(unit) for unit in units})


def find_same_source(session: Session, memory_id: int, units: Iterable[Unit]) -> dict[bytes, int]:
    """Of units with an equal source variant in equal context: ``source_digest`` -> id of the first one."""
    return _find(session, memory_id, UnitRow.source_digest, {source_digest(unit) for unit in units})


def find_same_identity(session: Session, memory_id: int, units: Iterable[Unit]) -> dict[bytes, int]:
    """Of units with the same document and external id: ``identity_digest`` -> id of the first one."""
    wanted = {known for unit in units if (known := identity_digest(unit))}
    return _find(session, memory_id, UnitRow.identity_digest, wanted)


def edit(
    session: Session,
    memory_id: int,
    unit: Unit,
    *,
    analyses: Sequence[bytes | None] = (),
    analyser: str = "",
    as_dated: bool = False,
) -> Unit:
    """The stored unit after ``unit`` has taken the place of the one with its id; the earlier state is kept.

    Conflict unless ``unit.revision`` is the stored one: somebody else changed it meanwhile. NotFound if it
    is deleted. Who changed it and when are this transaction's; ``as_dated``: the unit's own (a file's).
    Who created and added it and its usage count stay.
    """
    revision = session.revision(memory_id)
    before = get_unit(session, memory_id, unit.id)
    if before.revision != unit.revision:
        raise Conflict(
            f"Unit {unit.id} was changed meanwhile by {before.changed_by or 'somebody'} "
            f"(revision {before.revision}, yours is {unit.revision}). Read it again and repeat the change."
        )
    check_unit(session, unit)
    after = edited(session, before, unit, as_dated=as_dated)
    replace_all(session, memory_id, [Edit(before, after, analyses)], analyser)
    return replace(after, revision=revision)


def set_status(session: Session, memory_id: int, unit_ids: Iterable[int], status: Status) -> int:
    """How many of the units have another status now: those that had it already stay as they are."""
    changed = 0
    for wanted in batches(unit_ids):
        found = by_ids(session, memory_id, wanted).values()
        units = [unit for unit in found if unit.status is not status]
        values = {"status": status.value, "changed_by": session.by, "changed_at": session.now}
        changed += _mark(session, memory_id, units, "status", values)
    return changed


def delete(session: Session, memory_id: int, unit_ids: Iterable[int]) -> int:
    """How many of the units were there and are deleted now; ``restore`` brings them back."""
    deleted = 0
    for wanted in batches(unit_ids):
        units = list(by_ids(session, memory_id, wanted).values())
        for unit in units:
            languages.count(session, memory_id, unit, -1)
        deleted += _mark(session, memory_id, units, "delete", {"deleted_at": session.now})
    return deleted


def restore(session: Session, memory_id: int, unit_ids: Iterable[int]) -> int:
    """How many of the units were deleted and are there again."""
    restored = 0
    for wanted in batches(unit_ids):
        statement = select(*UNIT_COLUMNS).where(
            UnitRow.id.in_(wanted), UnitRow.memory_id + 0 == memory_id, UnitRow.deleted_at.is_not(None)
        )
        units = list(load(session, statement))
        for unit in units:
            languages.count(session, memory_id, unit, 1)
        restored += _mark(session, memory_id, units, "restore", {"deleted_at": None})
    return restored


def count_use(session: Session, memory_id: int, unit_id: int) -> None:
    """Raise the unit's usage count by one; no edit, so its revision and the memory's stay."""
    statement = update(UnitRow).where(UnitRow.id == unit_id, UnitRow.memory_id == memory_id)
    session.connection.execute(statement.values(usage_count=UnitRow.usage_count + 1))


def _new_ids(session: Session, number: int) -> list[int]:
    """Ids taken before the rows are written, so that variants can be written in bulk as well."""
    if session.connection.dialect.name == "postgresql":
        statement = text("SELECT nextval(pg_get_serial_sequence('unit', 'id')) FROM generate_series(1, :n)")
        return list(session.connection.scalars(statement, {"n": number}))
    first = (session.connection.scalar(select(func.max(UnitRow.id))) or 0) + 1
    return list(range(first, first + number))


def _new_row(session: Session, unit: Unit, *, as_dated: bool) -> dict[str, Any]:
    values = unit_values(unit)
    values |= {"added_by": session.by, "added_at": session.now}
    if as_dated:
        return values
    values["created_by"] = unit.created_by or session.by
    values["created_at"] = unit.created_at or session.now
    values["changed_by"] = unit.changed_by or values["created_by"]
    values["changed_at"] = unit.changed_at or values["created_at"]
    return values


def _find(session: Session, memory_id: int, column: Any, wanted: set[bytes]) -> dict[bytes, int]:
    found: dict[bytes, int] = {}
    for some in batches(wanted):
        rows = session.connection.execute(_first(column), {"memory": memory_id, "digests": some})
        found.update((bytes(key), unit_id) for key, unit_id in rows)
    return found


@cache
def _first(column: Any) -> Select[*tuple[Any, ...]]:
    """Made once for each of the three digests, as every added unit runs it."""
    wanted = column.in_(bindparam("digests", expanding=True))
    return (
        select(column, func.min(UnitRow.id))
        .where(UnitRow.memory_id == bindparam("memory"), wanted, UnitRow.deleted_at.is_(None))
        .group_by(column)
    )


def _mark(
    session: Session, memory_id: int, units: Sequence[Unit], action: str, values: dict[str, Any]
) -> int:
    if units:
        revision = session.revision(memory_id)
        history.keep(session, units, action)
        where = UnitRow.id.in_([unit.id for unit in units])
        session.connection.execute(update(UnitRow).where(where).values(revision=revision, **values))
    return len(units)
