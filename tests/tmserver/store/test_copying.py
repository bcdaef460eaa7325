"""All rows of one database in another: nothing lost, nothing changed, whatever tables there are."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import CheckConstraint, Column, Table, select

from tmserver.segment import Unit, Variant
from tmserver.store import copying, memories, units
from tmserver.store.bulk import write_rows
from tmserver.store.copying import Step
from tmserver.store.database import Database
from tmserver.store.session import Session
from tmserver.store.tables import Moment

MOMENT = datetime(2026, 11, 22, 12, 30, 15, 123456, tzinfo=UTC)
TEXT = "Ж «ё» \\ \t\n'\""
BYTES = b"\0\xff\\"
VALUES: dict[type, Any] = {bool: True, datetime: MOMENT, float: 0.5}
BESIDES: dict[tuple[str, int], dict[str, Any]] = {
    ("account_grant", 1): {"glossary_id": None},
    ("account_grant", 2): {"memory_id": None, "glossary_id": 1},
}
"""What a rule of a table wants of its first and second row."""


@pytest.fixture
def other(request: pytest.FixtureRequest, database: Database) -> Database:
    """An empty database of the other kind."""
    found = request.getfixturevalue("postgres_database" if database.is_sqlite else "sqlite_database")
    assert isinstance(found, Database)
    return found


def fill(session: Session) -> None:
    """Two rows in each table, the second one without what may be absent."""
    for table in copying.tables():
        write_rows(session, table.name, [_row(table, 1), _row(table, 2)])
    copying.set_sequences(session)


def _row(table: Table, key: int) -> dict[str, Any]:
    made = {column.name: _value(column, key) for column in table.columns}
    for rule in table.constraints:
        listed = (
            re.match(r"(\w+) IN \('(\w+)'", str(rule.sqltext)) if isinstance(rule, CheckConstraint) else None
        )
        if listed:
            made[listed[1]] = listed[2]
    return made | BESIDES.get((table.name, key), {})


def _value(column: Column[Any], key: int) -> Any:
    kind = datetime if isinstance(column.type, Moment) else column.type.python_type
    if column.nullable and key == 2:
        return None
    if column.foreign_keys:
        return key if column.primary_key else 1
    if kind is int:
        return key
    if kind is str:
        return f"{key}{TEXT}"[: getattr(column.type, "length", None)]
    return bytes([key]) + BYTES if kind is bytes else VALUES[kind]


def rows(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Everything in it, by table."""
    with database.read() as session:
        return {
            table.name: [
                tuple(row) for row in session.connection.execute(select(table).order_by(*table.primary_key))
            ]
            for table in copying.tables()
        }


def test_everything_comes_over_as_it_is(database: Database, other: Database) -> None:
    """Every table, every type, from SQLite to PostgreSQL and from PostgreSQL to SQLite."""
    with database.write() as session:
        fill(session)
    told: list[Step] = []
    with database.read() as source, other.write() as target:
        counts = copying.copy_rows(source, target, told.append)
    assert rows(other) == rows(database)
    assert set(counts.values()) == {2}
    assert (told[-1].done, told[-1].all) == (2 * len(counts), 2 * len(counts))


def test_new_rows_are_numbered_after_the_copied_ones(database: Database, other: Database) -> None:
    """A copy can be written to at once."""
    with database.write() as session:
        key = memories.create_memory(session, "chile").id
        kept = units.add(session, key, [Unit((Variant("ru", "а"), Variant("es", "a")))] * 5)
    with database.read() as source, other.write() as target:
        copying.copy_rows(source, target)
    with other.write() as session:
        (added,) = units.add(session, key, [Unit((Variant("ru", "б"),))])
        assert memories.create_memory(session, "peru").id > key
    assert added == max(kept) + 1


def test_a_copy_that_fails_leaves_nothing(database: Database, other: Database, tmp_path: Path) -> None:
    """What was written before the fault is gone with it."""
    with database.write() as session:
        memories.create_memory(session, "chile")

    def fail(_step: Step) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError), database.read() as source, other.write() as target:
        copying.copy_rows(source, target, fail)
    with other.read() as session:
        assert not any(copying.count_rows(session).values())
