"""The files of jobs: uploads and reports, each job's in a folder of its own.

Nothing on the disk has a name that came in a request: names are for reports only.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import IO, Protocol

import platformdirs

from tmserver.errors import DatabaseUnusable, InvalidInput
from tmserver.settings import Settings
from tmserver.store.database import Database

MOST_FILES = 100
LONGEST_NAME = 200

LOCK = "lock"
"""A file that a job's process keeps locked while it lives."""

_NAME = re.compile("[0-9a-f]{32}")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


class Upload(Protocol):
    """A file that came in a request."""

    @property
    def filename(self) -> str | None:
        """What the client calls it."""

    @property
    def stream(self) -> IO[bytes]:
        """Its bytes."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file in a job's folder: its ``name`` in reports, the name it is kept under, its size in bytes."""

    name: str
    kept_as: str
    size: int


@dataclass(frozen=True, slots=True)
class JobFolders:
    """The folders of all jobs, below one."""

    root: Path

    @classmethod
    def of(cls, database: Database, settings: Settings) -> JobFolders:
        """Those of the settings; without any, ``jobs`` beside a SQLite file, else among the user's data."""
        if settings.data_folder:
            return cls(Path(settings.data_folder).absolute())
        beside = Path(database.place).absolute().parent if database.is_sqlite else None
        return cls((beside or Path(platformdirs.user_data_dir("tmserver", appauthor=False))) / "jobs")

    def path(self, name: str) -> Path:
        """The folder of that name."""
        return self.root / name

    def new(self) -> str:
        """The name of a new, empty folder, for its owner alone; DatabaseUnusable where none can be made."""
        name = token_hex(16)
        try:
            self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
            self.path(name).mkdir(mode=0o700)
        except OSError as error:
            reason = f"The folder {self.root} cannot be written: {error.strerror} (setting data_folder)."
            raise DatabaseUnusable(reason) from error
        return name

    def remove(self, names: Iterable[str]) -> None:
        """Delete folders with all that is in them; one that is gone already is no mistake."""
        for name in names:
            shutil.rmtree(self.path(name), ignore_errors=True)

    def left_over(self, known: Collection[str], changed_before: float) -> list[str]:
        """The names of folders that are not among the known ones, last changed before that moment."""
        if not self.root.is_dir():
            return []
        return [
            each.name
            for each in self.root.iterdir()
            if _NAME.fullmatch(each.name) and each.name not in known and each.stat().st_mtime < changed_before
        ]


def keep(folder: Path, uploads: Mapping[str, Iterable[Upload]]) -> dict[str, list[StoredFile]]:
    """The uploads of each field in the folder, by field; InvalidInput for more than 100 in one.

    Names are made different from each other.
    """
    return {field: list(_kept(folder, field, list(some))) for field, some in uploads.items()}


def _kept(folder: Path, field: str, uploads: Sequence[Upload]) -> Iterator[StoredFile]:
    if len(uploads) > MOST_FILES:
        reason = f"At most {MOST_FILES} files are taken at once, not {len(uploads)}."
        raise InvalidInput(reason, field=f"/{field}")
    taken: set[str] = set()
    for number, upload in enumerate(uploads):
        name = _distinct(display_name(upload, number), taken)
        taken.add(name)
        path = folder / f"{field}-{number}"
        with path.open("wb") as file:
            shutil.copyfileobj(upload.stream, file, 1 << 20)
        yield StoredFile(name, path.name, path.stat().st_size)


def display_name(upload: Upload, number: int = 0) -> str:
    """What reports call an upload: the last part of the client's path, without what cannot be printed."""
    given = upload.filename or ""
    name = _UNPRINTABLE.sub("", given.replace("\\", "/").rpartition("/")[2]).strip()
    return name[-LONGEST_NAME:] or f"file {number + 1}"


def _distinct(name: str, taken: set[str]) -> str:
    number, found = 1, name
    while found in taken:
        number += 1
        found = f"{name} ({number})"
    return found
