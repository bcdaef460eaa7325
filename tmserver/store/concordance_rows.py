"""The rows of the word index as each database has them, and how it is asked for words.

Words are letters, digits and _ : - only, so that nothing in them means anything to a database.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from sqlalchemy import Connection, text

from tmserver.store.loading import batches

Row = tuple[int, str]
"""The id of a unit and its words, spaces between them."""

_VERSIONS = 16
"""Bits of an FTS5 row's id that count the states of its unit."""


class Engine(Protocol):
    """One database's kind of full text."""

    def replace(self, connection: Connection, rows: Sequence[Row]) -> None:
        """Store the units with their words in the place of what there is of them; no words: store none."""

    def search(self, connection: Connection, expression: str, before: int | None, limit: int) -> list[int]:
        """The ids of the units for which the expression holds, the highest first."""

    def count(self, connection: Connection, expression: str, most: int) -> int:
        """How many units there are for which the expression holds, ``most`` if more."""

    def forget(self, connection: Connection, memory_id: int) -> None:
        """Leave no word of the memory's units."""

    def phrase(self, words: Sequence[str], *, prefix: bool) -> str:
        """The expression: these words side by side, the last one perhaps only begun."""

    def some(self, expressions: Sequence[str]) -> str:
        """The expression: one of these holds."""

    def every(self, expressions: Sequence[str]) -> str:
        """The expression: all of these hold."""


class Sqlite:
    """A contentless FTS5 table (https://sqlite.org/fts5.html#contentless_tables).

    Before SQLite 3.43 nothing can be deleted from one without its text. So each state of a unit is a row of
    its own, id = unit << 16 | number of the state, and ``concordance_stale`` has those that hold no longer.
    """

    def replace(self, connection: Connection, rows: Sequence[Row]) -> None:
        """As Engine says."""
        stored = self._stored(connection, [unit_id for unit_id, _ in rows])
        stale = [(row_id,) for row_ids in stored.values() for row_id in row_ids]
        if stale:
            connection.exec_driver_sql("INSERT OR IGNORE INTO concordance_stale (id) VALUES (?)", stale)
        new = [
            (max(stored.get(unit_id, ()), default=(unit_id << _VERSIONS) - 1) + 1, words)
            for unit_id, words in rows
            if words
        ]
        if new:
            connection.exec_driver_sql("INSERT INTO concordance (rowid, words) VALUES (?, ?)", new)

    def search(self, connection: Connection, expression: str, before: int | None, limit: int) -> list[int]:
        """As Engine says."""
        statement = text(
            "SELECT rowid FROM concordance WHERE concordance MATCH :expression AND rowid < :before "
            "AND rowid NOT IN (SELECT id FROM concordance_stale) ORDER BY rowid DESC LIMIT :limit"
        )
        end = (before if before is not None else 1 << 46) << _VERSIONS
        values = {"expression": expression, "before": end, "limit": limit}
        return [row_id >> _VERSIONS for row_id in connection.scalars(statement, values)]

    def count(self, connection: Connection, expression: str, most: int) -> int:
        """As Engine says."""
        statement = text(
            "SELECT count(*) FROM (SELECT 1 FROM concordance WHERE concordance MATCH :expression "
            "AND rowid NOT IN (SELECT id FROM concordance_stale) LIMIT :most)"
        )
        return int(connection.scalar(statement, {"expression": expression, "most": most}) or 0)

    def forget(self, connection: Connection, memory_id: int) -> None:  # noqa: ARG002 (as Engine says)
        """Empties the index as a whole: what is deleted from FTS5 stays in it until pages are merged."""
        connection.exec_driver_sql("INSERT INTO concordance (concordance) VALUES ('delete-all')")
        connection.exec_driver_sql("DELETE FROM concordance_stale")
        connection.exec_driver_sql("DELETE FROM concordance_progress")

    def phrase(self, words: Sequence[str], *, prefix: bool) -> str:
        """As Engine says."""
        return f'"{" ".join(words)}"' + ("*" if prefix else "")

    def some(self, expressions: Sequence[str]) -> str:
        """As Engine says."""
        return f"({' OR '.join(expressions)})"

    def every(self, expressions: Sequence[str]) -> str:
        """As Engine says."""
        return f"({' AND '.join(expressions)})"

    def _stored(self, connection: Connection, unit_ids: Iterable[int]) -> dict[int, list[int]]:
        """The rows that there are of each unit. FTS5 keeps their ids in a table of its own."""
        found: dict[int, list[int]] = {}
        for some in batches(unit_ids):
            marks = ", ".join("?" * len(some))
            firsts = tuple(unit_id << _VERSIONS for unit_id in some)
            statement = f"SELECT id >> {_VERSIONS} FROM concordance_docsize WHERE id IN ({marks})"  # noqa: S608
            for (unit_id,) in connection.exec_driver_sql(statement, firsts):
                first = unit_id << _VERSIONS
                states = connection.exec_driver_sql(
                    "SELECT id FROM concordance_docsize WHERE id >= ? AND id < ?",
                    (first, first + (1 << _VERSIONS)),
                )
                found[unit_id] = [row_id for (row_id,) in states]
        return found


class Postgresql:
    """A column of type tsvector with a GIN index (https://www.postgresql.org/docs/current/textsearch.html)."""

    def replace(self, connection: Connection, rows: Sequence[Row]) -> None:
        """As Engine says."""
        ids = [unit_id for unit_id, _ in rows]
        connection.execute(text("DELETE FROM concordance WHERE unit_id = ANY(:ids)"), {"ids": ids})
        driver: Any = connection.connection.driver_connection
        with driver.cursor() as cursor, cursor.copy("COPY concordance (unit_id, words) FROM STDIN") as copy:
            for unit_id, words in rows:
                if words:
                    copy.write_row((unit_id, _vector(words)))

    def search(self, connection: Connection, expression: str, before: int | None, limit: int) -> list[int]:
        """As Engine says."""
        statement = text(
            "SELECT unit_id FROM concordance WHERE words @@ CAST(:expression AS tsquery) "
            "AND unit_id < :before ORDER BY unit_id DESC LIMIT :limit"
        )
        values = {"expression": expression, "before": before or 1 << 62, "limit": limit}
        return list(connection.scalars(statement, values))

    def count(self, connection: Connection, expression: str, most: int) -> int:
        """As Engine says."""
        statement = text(
            "SELECT count(*) FROM (SELECT 1 FROM concordance "
            "WHERE words @@ CAST(:expression AS tsquery) LIMIT :most) AS found"
        )
        return int(connection.scalar(statement, {"expression": expression, "most": most}) or 0)

    def forget(self, connection: Connection, memory_id: int) -> None:
        """As Engine says."""
        values = {"memory": memory_id}
        units = "SELECT id FROM unit WHERE memory_id = :memory"
        connection.execute(text(f"DELETE FROM concordance WHERE unit_id IN ({units})"), values)  # noqa: S608
        connection.execute(text("DELETE FROM concordance_progress WHERE memory_id = :memory"), values)

    def phrase(self, words: Sequence[str], *, prefix: bool) -> str:
        """As Engine says."""
        return "(" + " <-> ".join(f"'{word}'" for word in words) + (":*)" if prefix else ")")

    def some(self, expressions: Sequence[str]) -> str:
        """As Engine says."""
        return f"({' | '.join(expressions)})"

    def every(self, expressions: Sequence[str]) -> str:
        """As Engine says."""
        return f"({' & '.join(expressions)})"


def _vector(words: str) -> str:
    """The text form of a tsvector; a lexeme that comes twice may be named twice."""
    return " ".join(f"'{word}':{place}" for place, word in enumerate(words.split(), start=1))
