"""Findings kept on disk until all are known: reports begin with counts, and memory does not grow."""

from __future__ import annotations

import pickle
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Self

from tmserver.audit.finding import Finding, Severity

_TABLES = """
CREATE TABLE finding (number INTEGER PRIMARY KEY, content TEXT, grouped INTEGER, accepted TEXT, value BLOB);
CREATE TABLE grouped (number INTEGER PRIMARY KEY, key TEXT UNIQUE, rank INTEGER, check_name TEXT);
CREATE TABLE content (id TEXT PRIMARY KEY, times INTEGER) WITHOUT ROWID;
CREATE INDEX finding_by_group ON finding (grouped, number);
"""


@dataclass(frozen=True, slots=True)
class Group:
    """Findings that say the same: of one check, with one message and severity, about one concept.

    ``first`` are the first of them, in the order of the units; ``count`` all.
    """

    check: str
    severity: Severity
    count: int
    first: tuple[Finding, ...]


class Spool:
    """The findings of one run, in the order they came; a context manager that forgets them."""

    def __init__(self) -> None:
        # The empty name is a file of SQLite's own, which spills to disk and goes when it is closed.
        self._connection = sqlite3.connect("", isolation_level=None)
        self._connection.executescript("PRAGMA cache_size = -16000; BEGIN;" + _TABLES)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def numbered(self, finding: Finding) -> Finding:
        """The finding with the ordinal that sets it apart from those of equal content before it."""
        statement = (
            "INSERT INTO content VALUES (?, 1) ON CONFLICT DO UPDATE SET times = times + 1 RETURNING times"
        )
        ((times,),) = self._connection.execute(statement, (finding.content,)).fetchall()
        return finding if times == finding.ordinal else replace(finding, ordinal=times)

    def add(self, finding: Finding, *, accepted: str | None = None) -> None:
        """Keep a finding; ``accepted``: why it does not count, None if it does."""
        values = finding.content, self._group(finding), accepted, pickle.dumps(finding)
        self._connection.execute("INSERT INTO finding VALUES (NULL, ?, ?, ?, ?)", values)

    def findings(self) -> Iterator[Finding]:
        """Those that count, in the order they came."""
        for (value,) in self._select("WHERE accepted IS NULL ORDER BY number"):
            yield _read(value)

    def accepted(self) -> Iterator[tuple[Finding, str]]:
        """The others with the reason, in the order they came."""
        for value, reason in self._select("WHERE accepted IS NOT NULL ORDER BY number", ", accepted"):
            yield _read(value), reason

    def groups(self, first: int) -> Iterator[Group]:
        """Those that count, in groups with the ``first`` of each; errors first, then as they came."""
        statement = (
            "SELECT grouped.number, rank, check_name, count(*) FROM grouped"
            " JOIN finding ON finding.grouped = grouped.number WHERE accepted IS NULL"
            " GROUP BY grouped.number ORDER BY rank DESC, grouped.number"
        )
        for number, rank, check, count in self._connection.execute(statement):
            found = self._select(
                "WHERE accepted IS NULL AND grouped = ? ORDER BY number LIMIT ?", "", number, first
            )
            yield Group(check, list(Severity)[rank], count, tuple(_read(value) for (value,) in found))

    def _group(self, finding: Finding) -> int:
        key = repr((finding.check, finding.severity.value, finding.message, finding.concept))
        insert = "INSERT INTO grouped (key, rank, check_name) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
        self._connection.execute(insert, (key, finding.severity.rank, finding.check))
        ((number,),) = self._connection.execute("SELECT number FROM grouped WHERE key = ?", (key,)).fetchall()
        return int(number)

    def _select(self, condition: str, more: str = "", *values: int) -> sqlite3.Cursor:
        return self._connection.execute(f"SELECT value{more} FROM finding {condition}", values)  # noqa: S608 (constants)


def _read(value: bytes) -> Finding:
    finding = pickle.loads(value)  # noqa: S301 (see the import)
    assert isinstance(finding, Finding)  # noqa: S101 (for the type checker)
    return finding
