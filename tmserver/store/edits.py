"""Stored units that others take the place of, many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from tmserver.segment import Unit
from tmserver.store import history, languages
from tmserver.store.digests import Keys
from tmserver.store.loading import batches
from tmserver.store.rows import key_values, unit_values, variant_values
from tmserver.store.session import Session
from tmserver.store.tables import UnitRow, VariantRow

EMPTY = {
    "removed": True,
    "text": "",
    "codes": "",
    "previous": None,
    "next": None,
    "notes": "",
    "props": "",
    "analysis": None,
    "analyser": "",
}
"""What stays of a variant that an edit leaves out."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A stored unit, what takes its place under the same id, and its analyses as ``units.add`` takes them."""

    before: Unit
    after: Unit
    analyses: Sequence[bytes | None] = ()


def edited(session: Session, before: Unit, unit: Unit, *, as_dated: bool) -> Unit:
    """The unit as it is to be stored in the place of ``before``; see ``units.edit``."""
    return replace(
        unit,
        id=before.id,
        revision=before.revision,
        created_by=before.created_by,
        created_at=before.created_at,
        added_by=before.added_by,
        added_at=before.added_at,
        usage_count=before.usage_count,
        changed_by=unit.changed_by if as_dated else session.by,
        changed_at=unit.changed_at if as_dated else session.now,
    )


def replace_all(session: Session, memory_id: int, edits: Sequence[Edit], analyser: str) -> None:
    """Write the units and keep their earlier states; each unit at most once, all of them checked before.

    Variants take over the rows in their order; an unchanged text keeps its analysis, spare rows empty.
    """
    revision = session.revision(memory_id)
    for some in batches(edits):
        history.keep(session, [edit.before for edit in some], "edit")
        for edit in some:
            languages.count(session, memory_id, edit.before, -1)
            languages.count(session, memory_id, edit.after, 1)
        rows = [
            unit_values(edit.after)
            | key_values(Keys.of(edit.after))
            | {"key": edit.after.id, "revision": revision}
            for edit in some
        ]
        session.connection.execute(_of_key(UnitRow), rows)
        _write_variants(session, some, analyser)


@dataclass(slots=True)
class _VariantRows:
    """Rows to write: those that keep their analysis, those with a new one, new ones, and spare ones."""

    kept: list[dict[str, Any]] = field(default_factory=list)
    analysed: list[dict[str, Any]] = field(default_factory=list)
    new: list[dict[str, Any]] = field(default_factory=list)
    spare: list[dict[str, Any]] = field(default_factory=list)


def _write_variants(session: Session, edits: Sequence[Edit], analyser: str) -> None:
    row = VariantRow
    statement = select(row.unit_id, row.id, row.language, row.text, row.codes)
    statement = statement.where(row.unit_id.in_([edit.after.id for edit in edits]))
    stored: dict[int, list[Sequence[Any]]] = defaultdict(list)
    for unit_id, *columns in session.connection.execute(statement.order_by(row.unit_id, row.ordinal)):
        stored[unit_id].append(columns)
    rows = _VariantRows()
    for edit in edits:
        _sort(edit, stored[edit.after.id], analyser, rows)
    for changed in (rows.kept, rows.analysed, rows.spare):
        if changed:
            session.connection.execute(_of_key(row), changed)
    if rows.new:
        session.connection.execute(insert(row), rows.new)


def _sort(edit: Edit, stored: Sequence[Sequence[Any]], analyser: str, rows: _VariantRows) -> None:
    """Add the rows of a unit's variants, given those that it has: id, language, text, codes of each."""
    variants = edit.after.variants
    for ordinal, variant in enumerate(variants):
        values = variant_values(variant)
        blob = edit.analyses[ordinal] if ordinal < len(edit.analyses) else None
        analysis = {"analysis": blob, "analyser": "" if blob is None else analyser}
        if ordinal >= len(stored):
            rows.new.append(values | analysis | {"unit_id": edit.after.id, "ordinal": ordinal})
            continue
        key, *texts = stored[ordinal]
        same = texts == [values["language"], values["text"], values["codes"]]
        if same and blob is None:
            rows.kept.append(values | {"key": key})
        else:
            rows.analysed.append(values | analysis | {"key": key})
    rows.spare += [{"key": key, **EMPTY} for key, *_ in stored[len(variants) :]]


def _of_key(table: Any) -> Any:
    """An update of the rows with the ids ``key``, whose columns are those of the values."""
    return update(table).where(table.id == bindparam("key"))
