"""All rows of one database put into another: what a move, a portable backup and a restore have in common."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Table as Rows
from sqlalchemy import func, select, text

from tmserver.errors import DatabaseUnusable
from tmserver.store.bulk import write_rows
from tmserver.store.loading import batches, stream
from tmserver.store.session import Session
from tmserver.store.tables import IdentityRow, Table

BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Step:
    """How far something long is: so much of all is done of ``what``, a word for people."""

    what: str
    done: int
    all: int


Watch = Callable[[Step], None]


def tables() -> list[Rows]:
    """What an installation consists of, parents first.

    Left out: the database's own identity, and the word index, which fills itself.
    """
    return [table for table in Table.metadata.sorted_tables if table is not IdentityRow.__table__]


def count_rows(session: Session) -> dict[str, int]:
    """The rows of each table."""
    return {
        table.name: session.connection.scalar(select(func.count()).select_from(table)) or 0
        for table in tables()
    }


def copy_rows(source: Session, target: Session, watch: Watch | None = None) -> dict[str, int]:
    """The rows of each table, now in the target too, under their own ids; constant memory.

    The target must have none. DatabaseUnusable if it has not as many in the end.
    """
    wanted = count_rows(source)
    done = 0
    for table in tables():
        for rows in batches(stream(source, select(table).order_by(*table.primary_key)), BATCH):
            write_rows(target, table.name, [dict(zip(table.c.keys(), row, strict=True)) for row in rows])
            done += len(rows)
            if watch:
                watch(Step(table.name, done, sum(wanted.values())))
    set_sequences(target)
    found = count_rows(target)
    if found != wanted:
        wrong = [name for name in wanted if found[name] != wanted[name]]
        raise DatabaseUnusable(f"The copy is not whole ({', '.join(wrong)}); nothing was stored. Try again.")
    return found


def clear(session: Session) -> None:
    """Take all rows away, those of the word index too; on PostgreSQL only."""
    names = ", ".join(f'"{table.name}"' for table in tables())
    session.connection.execute(text(f"TRUNCATE {names}, concordance, concordance_progress"))


def set_sequences(session: Session) -> None:
    """Let new rows be numbered from where the copied ones end; SQLite does so by itself."""
    if session.connection.dialect.name == "sqlite":
        return
    for table in tables():
        column = table.autoincrement_column
        if column is not None:
            highest = session.connection.scalar(select(func.max(column)))
            session.connection.execute(
                text("SELECT setval(pg_get_serial_sequence(:name, :key), :next, false)"),
                {"name": f'"{table.name}"', "key": column.name, "next": (highest or 0) + 1},
            )
