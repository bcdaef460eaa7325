"""Many new rows at once, by what each database is fastest at: COPY on PostgreSQL, executemany on SQLite.

SQLAlchemy's own insert spends twice as long per row on parameters as SQLite does on storing them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import cache, lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy.exc import DBAPIError

from tmserver.store.session import Session
from tmserver.store.tables import Moment, Table


def write_rows(session: Session, table: str, rows: Sequence[dict[str, Any]]) -> None:
    """Insert the rows, which all have the same columns; every column without a default must be given.

    The rows are used up.
    """
    if not rows:
        return
    columns = tuple(rows[0])
    values = map(itemgetter(*columns), rows)
    if session.connection.dialect.name == "postgresql":
        _copy(session.connection.connection.driver_connection, table, columns, values)
        return
    times = _times(table, columns)
    for row in rows if times else ():
        row.update({column: _moment(row[column]) for column in times if row[column] is not None})
    names = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join("?" * len(columns))
    session.connection.exec_driver_sql(
        f'INSERT INTO "{table}" ({names}) VALUES ({marks})',  # noqa: S608 (names of our own tables)
        list(values),
    )


def _copy(driver: Any, table: str, columns: Iterable[str], rows: Iterable[Sequence[Any]]) -> None:
    """``driver`` is psycopg's connection: SQLAlchemy has no COPY."""
    import psycopg  # noqa: PLC0415 (60 ms, which no command on SQLite should pay)

    names = ", ".join(f'"{column}"' for column in columns)
    statement = f'COPY "{table}" ({names}) FROM STDIN'
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    except psycopg.Error as error:
        # As SQLAlchemy would raise it, so that it is explained like all others.
        raise DBAPIError(statement, None, error) from error


@cache
def _times(table: str, columns: tuple[str, ...]) -> list[str]:
    mapped = Table.metadata.tables[table].c
    return [column for column in columns if isinstance(mapped[column].type, Moment)]


@lru_cache(maxsize=4096)
def _moment(value: datetime) -> str:
    """The form in which SQLAlchemy stores and reads times on SQLite."""
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
