"""Files of SQLite as wholes: copied while others write, and looked through before they are trusted."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from tmserver.errors import DatabaseUnusable
from tmserver.store.copying import Step, Watch
from tmserver.store.failures import explain
from tmserver.store.schema import APPLICATION_ID

PAGES = 5_000
"""Pages copied between two looks at the progress: 20 MB."""


def copy_file(source: Path, target: Path, watch: Watch | None = None) -> None:
    """Copy a database as it is at one moment, while others read and write it.

    What is in the target is replaced in one transaction, which programs that have it open see as any other.
    """

    def tell(_status: int, remaining: int, pages: int) -> None:
        if watch:
            watch(Step("pages", pages - remaining, pages))

    with _opened(source) as from_, _opened(target, "rwc") as to:
        # Within a transaction all steps see one state; without, each change by others begins the copy anew.
        from_.execute("BEGIN")
        from_.execute("SELECT count(*) FROM sqlite_master").fetchone()
        from_.backup(to, pages=PAGES, progress=tell)


def make_single(path: Path) -> None:
    """Let the database be one file, without a log beside it, that can be read from any medium."""
    with _opened(path, "rw") as connection:
        connection.execute("PRAGMA journal_mode = DELETE")


def verify(path: Path) -> None:
    """Nothing if the file is a whole database of this program, else DatabaseUnusable saying what is wrong."""
    if not path.is_file():
        raise DatabaseUnusable(f"There is no file {path}.")
    with _opened(path) as connection:
        (mark,) = connection.execute("PRAGMA application_id").fetchone()
        if mark != APPLICATION_ID:
            raise DatabaseUnusable(f"The file {path} is no backup or database of this program.")
        found = damage(connection)
        if found:
            raise DatabaseUnusable(f"The file {path} is damaged ({found[0]}). Use another backup.")
        orphans = connection.execute("PRAGMA foreign_key_check").fetchmany(1)
        if orphans:
            raise DatabaseUnusable(
                f"In the file {path} rows of {orphans[0][0]} belong to nothing. Mend it first: "
                f"tmserver --database sqlite:///{path} database check --repair"
            )


def is_foreign(path: Path) -> bool:
    """Whether another program's database is in the file; DatabaseUnusable if it cannot be read at all."""
    with _opened(path) as connection:
        (mark,) = connection.execute("PRAGMA application_id").fetchone()
        (held,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        return bool(mark != APPLICATION_ID and held)


def damage(connection: sqlite3.Connection) -> list[str]:
    """What SQLite itself finds wrong with its file, at most ten things; empty if nothing is."""
    found = [str(line) for (line,) in connection.execute("PRAGMA integrity_check(10)")]
    return [] if found == ["ok"] else found


@contextmanager
def _opened(path: Path, mode: str = "ro") -> Iterator[sqlite3.Connection]:
    try:
        address = f"file:{quote(str(path.absolute()))}?mode={mode}"
        with closing(sqlite3.connect(address, uri=True, timeout=30, isolation_level=None)) as connection:
            yield connection
    except sqlite3.Error as error:
        raise explain(error, str(path)) or error from error
