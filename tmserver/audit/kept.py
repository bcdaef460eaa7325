"""The findings of a finished audit in a file, to be read page by page."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tmserver.audit.baseline import Entry, entry_of
from tmserver.audit.finding import Finding
from tmserver.audit.reports.json_report import finding_shape
from tmserver.audit.reports.result import Result
from tmserver.audit.wording import LANGUAGES, say

_TABLE = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;
CREATE TABLE finding (number INTEGER PRIMARY KEY, id TEXT, check_name TEXT, severity TEXT,
                      shape TEXT, messages TEXT, entry TEXT);
"""
_INDEXES = """
CREATE INDEX finding_by_id ON finding (id);
CREATE INDEX finding_by_check ON finding (check_name, severity, number);
CREATE INDEX finding_by_severity ON finding (severity, number);
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which findings: of these checks and severities (none: all), with numbers above ``after``."""

    checks: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()
    after: int = 0


def keep_findings(result: Result, path: Path) -> None:
    """Write the findings that count into a new file."""
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript(_TABLE)
        connection.executemany(
            "INSERT INTO finding VALUES (NULL, ?, ?, ?, ?, ?, ?)", map(_row, result.findings())
        )
        connection.executescript(_INDEXES)  # commits first


def findings_page(path: Path, wanted: Wanted, limit: int, language: str) -> list[tuple[int, dict[str, Any]]]:
    """Findings with their numbers, in the order of the units, as JSON has them, told in the language."""
    condition, values = _condition(wanted)
    statement = f"SELECT number, shape, messages FROM finding {condition} ORDER BY number LIMIT ?"  # noqa: S608 (placeholders)
    with _opened(path) as connection:
        rows = connection.execute(statement, [*values, limit]).fetchall()
    return [(number, _told(shape, messages, language)) for number, shape, messages in rows]


def count_findings(path: Path, wanted: Wanted, most: int) -> int:
    """How many findings there are, wherever the page begins, counted up to ``most``."""
    condition, values = _condition(Wanted(wanted.checks, wanted.severities))
    statement = f"SELECT count(*) FROM (SELECT 1 FROM finding {condition} LIMIT ?)"  # noqa: S608 (placeholders)
    with _opened(path) as connection:
        ((found,),) = connection.execute(statement, [*values, most]).fetchall()
    return int(found)


def ids_of_findings(path: Path, wanted: Wanted, most: int) -> list[str]:
    """The ids of the findings in the order of the units, each once, at most so many."""
    condition, values = _condition(wanted)
    statement = f"SELECT id FROM finding {condition} GROUP BY id ORDER BY min(number) LIMIT ?"  # noqa: S608 (placeholders)
    with _opened(path) as connection:
        return [found for (found,) in connection.execute(statement, [*values, most])]


def entries_of_findings(path: Path, ids: Sequence[str]) -> list[Entry]:
    """What a baseline says of those findings of the audit that have these ids."""
    with _opened(path) as connection:
        return [
            Entry(**json.loads(entry))
            for each in ids
            for (entry,) in connection.execute("SELECT entry FROM finding WHERE id = ?", (each,))
        ]


def _opened(path: Path) -> closing[sqlite3.Connection]:
    return closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True))


def _condition(wanted: Wanted) -> tuple[str, list[Any]]:
    parts = ["number > ?"]
    values: list[Any] = [wanted.after]
    for column, some in (("check_name", wanted.checks), ("severity", wanted.severities)):
        if some:
            parts.append(f"{column} IN ({', '.join('?' * len(some))})")
            values += some
    return f"WHERE {' AND '.join(parts)}", values


def _row(finding: Finding) -> tuple[str, ...]:
    shape = finding_shape(finding, LANGUAGES[0])
    messages = {language: say(finding.message, language) for language in LANGUAGES}
    return (
        finding.id,
        finding.check,
        finding.severity.value,
        *map(_encoded, (shape, messages, asdict(entry_of(finding)))),
    )


def _told(shape: str, messages: str, language: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(shape)
    return found | {"message": json.loads(messages)[language]}


def _encoded(value: object) -> str:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace").decode()
