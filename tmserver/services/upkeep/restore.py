"""A backup put in the place of the installation, which is kept as a backup itself."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from tmserver.errors import DatabaseUnusable, InvalidInput
from tmserver.services.upkeep.backup import back_up
from tmserver.settings import Settings
from tmserver.store import copying, job_writes, memories, records, schema, sqlite_files
from tmserver.store.copying import Watch
from tmserver.store.database import Database
from tmserver.store.records import Record


@dataclass(frozen=True, slots=True)
class Restored:
    """The rows of each table that are there now, and the file that has what was there before, if anything.

    ``back``: memories that had been purged since the backup was made, and are there again.
    """

    place: str
    rows: dict[str, int]
    kept: Path | None
    back: tuple[str, ...]


def restore(settings: Settings, file: Path, *, by: str = "", watch: Watch | None = None) -> Restored:
    """Put what is in the backup in the place of what is in the database.

    The backup is verified and brought up to date aside, before anything is touched; what was there is kept in
    a file; then all is replaced in one transaction, also for programs that have the database open.
    DatabaseUnusable if the file is no whole backup, or of a newer version.
    """
    sqlite_files.verify(file)
    database = Database(settings.database_url, max_text_length=settings.max_text_length)
    with TemporaryDirectory(prefix=".restore-", dir=_room(database, file)) as folder:
        aside = Path(folder) / "tmserver.db"
        sqlite_files.copy_file(file, aside)
        fresh = Database(f"sqlite:///{aside}")
        fresh.create()
        kept, known = _keep(database, file, by, watch)
        back = _renew(fresh, file, kept, known, by)
        with fresh.read() as session:
            rows = copying.count_rows(session)
        _replace(database, fresh, watch)
        fresh.close()
    database.close()
    return Restored(database.place, rows, kept, back)


def _room(database: Database, file: Path) -> Path:
    """The folder for passing files: on the disk of the database, where there is room for it."""
    folder = Path(database.place).absolute().parent if database.is_sqlite else file.absolute().parent
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _keep(database: Database, file: Path, by: str, watch: Watch | None) -> tuple[Path | None, list[Record]]:
    """The file that has what is in the database now, and its records; None if there is nothing yet."""
    name = f"before-restore-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}"  # two restores in a second keep two files
    if database.is_sqlite:
        place = Path(database.place)
        kept = place.with_name(f"{place.name}.{name}")
        return (kept, _records(database)) if _keep_file(place, kept) else (None, [])
    database.create()
    with database.read() as session:
        if not any(copying.count_rows(session).values()):
            return None, []
    kept = file.absolute().with_name(f"tmserver-{name}.backup")
    return back_up(database, kept, by=by, watch=watch).file, _records(database)


def _keep_file(place: Path, kept: Path) -> bool:
    """Keep a SQLite file by copying it, by renaming if it is too damaged for that; False if there is none."""
    if not place.is_file():
        return False
    try:
        if sqlite_files.is_foreign(place):
            raise InvalidInput(f"The file {place} belongs to another program.", field="database_url")
        sqlite_files.copy_file(place, kept)
        sqlite_files.make_single(kept)
        sqlite_files.verify(kept)
    except DatabaseUnusable:
        for suffix in ("", "-wal", "-shm"):
            part = place.with_name(place.name + suffix)
            if part.exists():
                part.replace(kept.with_name(kept.name + suffix))
    return True


def _records(database: Database) -> list[Record]:
    """What a damaged or older database knows of backups is not needed to replace it."""
    with suppress(DatabaseUnusable), database.read() as session:
        return records.list_records(session)
    return []


def _renew(fresh: Database, file: Path, kept: Path | None, known: list[Record], by: str) -> tuple[str, ...]:
    """Make the copy another database, which knows of all backups and purges that the old one knows of."""
    with fresh.write(by=by, why="restore") as session:
        schema.renew_uuid(session.connection)
        memories.renew_epochs(session)
        job_writes.abandon(session, "The database was restored from a backup in which the job had not ended.")
        purged = _purged(known, records.list_records(session))
        carried = (each for each in known if each.subject == "database" or each.action in {"purge", "rename"})
        records.keep(session, reversed(list(carried)))
        for each in (file.absolute(), kept):
            if each and str(each) not in {one.name for one in records.backups(session)}:
                records.note(session, "database", "backup", str(each))
        records.note(session, "database", "restore", str(file.absolute()))
        there = memories.list_memories(session) + memories.list_deleted(session)
        return tuple(sorted(purged & {memory.name for memory in there}))


def _purged(known: list[Record], here: list[Record]) -> set[str]:
    """The names that memories had which were purged since the backup was made."""
    later = [each for each in known if each.action == "purge" and each not in here]
    return {act.name for purge in later for act in records.on_memory(known, purge.name)}


def _replace(database: Database, fresh: Database, watch: Watch | None) -> None:
    if database.is_sqlite:
        if not Path(database.place).is_file():
            database.create()
        sqlite_files.copy_file(Path(fresh.place), Path(database.place), watch)
        return
    with fresh.read() as source, database.write() as target:
        copying.clear(target)
        copying.copy_rows(source, target, watch)
        schema.renew_uuid(target.connection)
