"""A backup: the whole installation as one file of SQLite, whichever database it is in."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tmserver.errors import Conflict, UnreadableFile
from tmserver.store import copying, records, sqlite_files
from tmserver.store.copying import Watch
from tmserver.store.database import Database


@dataclass(frozen=True, slots=True)
class Backup:
    """The file of a backup, its size in bytes, and the rows of each table in it."""

    file: Path
    size: int
    rows: dict[str, int]
    at: datetime


def back_up(database: Database, place: Path, *, by: str = "", watch: Watch | None = None) -> Backup:
    """Write the database as it is at one moment to a file, while others read and write it.

    ``place`` is a new file, or a folder in which the file is named by the time. The file is verified before
    it gets its name, readable by its owner only, and recorded in the database. Conflict if it exists.
    """
    with database.read() as session:
        now = session.now
    file = (place / f"tmserver-{now:%Y%m%d-%H%M%S}.backup" if place.is_dir() else place).absolute()
    if file.exists():
        raise Conflict(f"The file {file} exists already. Name another one.")
    part = file.with_name(f".{file.name}.part")
    try:
        rows = _write(database, part, watch)
        part.rename(file)
    except OSError as error:
        raise UnreadableFile(f"cannot be written: {error.strerror or error}.", file=str(file)) from error
    finally:
        _remove(part)
    with database.write(by=by, why="backup") as session:
        records.note(session, "database", "backup", str(file), f"{rows['unit']} units")
    return Backup(file, file.stat().st_size, rows, now)


def _write(database: Database, part: Path, watch: Watch | None) -> dict[str, int]:
    _remove(part)
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    copy = Database(f"sqlite:///{part}")
    try:
        if database.is_sqlite:
            sqlite_files.copy_file(Path(database.place), part, watch)
        else:
            copy.create()
            with database.read() as source, copy.write() as target:
                copying.copy_rows(source, target, watch)
        with copy.read() as session:
            rows = copying.count_rows(session)
    finally:
        copy.close()
    sqlite_files.make_single(part)
    sqlite_files.verify(part)
    _sync(part)
    return rows


def _sync(file: Path) -> None:
    """A backup that is named is on the disk, even if the machine loses its power in the next second."""
    with file.open("rb+") as written:
        os.fsync(written.fileno())


def _remove(part: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        part.with_name(part.name + suffix).unlink(missing_ok=True)
