"""What an audit reads: units of files or of a memory, each with the place where a person finds it."""

from __future__ import annotations

import glob
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tmserver.audit.finding import Location
from tmserver.errors import InvalidInput, UnreadableFile
from tmserver.exchange.formats import SUFFIXES, Options, read_units
from tmserver.exchange.report import ReadReport
from tmserver.segment import Unit
from tmserver.store import memories, selection
from tmserver.store.database import Database

Progress = Callable[[float], None]
"""Is told now and then which share of the work is done, 0–1."""

_TELL_EVERY = 200


@dataclass
class FileUnits:
    """The units of files, in order; iterate once. What could not be read is counted while it is.

    ``skipped`` counts by reason the units of which nothing can be said, ``empty`` those not translated yet.
    ``unreadable`` says of files what is wrong with them; a single file that cannot be read is raised.
    ``names`` are what files are called, if not by their paths.
    """

    files: Sequence[Path]
    options: Options
    progress: Progress = lambda _share: None
    names: Mapping[Path, str] = field(default_factory=dict)
    skipped: Counter[str] = field(default_factory=Counter)
    empty: int = 0
    unreadable: list[str] = field(default_factory=list)

    def __iter__(self) -> Iterator[tuple[Location, Unit]]:
        for done, file in enumerate(self.files):
            report = ReadReport()
            try:
                yield from self._units(file, report, done)
            except (UnreadableFile, InvalidInput) as error:
                if len(self.files) == 1:
                    raise
                self.unreadable.append(str(error))
            self.empty += report.skipped.pop("no translation", 0)
            self.skipped.update(report.skipped)
        self.progress(1)

    def _units(self, file: Path, report: ReadReport, done: int) -> Iterator[tuple[Location, Unit]]:
        lines = _count_lines(file)
        name = self.names.get(file, str(file))
        for number, unit in enumerate(read_units(file, report, name=name, options=self.options)):
            if number % _TELL_EVERY == 0:
                self.progress((done + min(report.line / lines, 1)) / len(self.files))
            yield Location(name, report.line, unit.external_id, report.number), unit


def memory_units(
    database: Database, name: str, progress: Progress = lambda _share: None
) -> Iterator[tuple[Location, Unit]]:
    """The units of a stored memory in document order, as they are at one moment; NotFound without one."""
    with database.read() as session:
        memory = memories.get_memory(session, name)
        total = selection.count(session, memory.id)
        for number, unit in enumerate(selection.iterate(session, memory.id)):
            if number % _TELL_EVERY == 0:
                progress(number / total)
            place = Location(name, 0, unit.external_id or str(unit.id), unit.position or 0)
            yield place, unit
        progress(1)


def expand(given: Iterable[str]) -> list[Path]:
    """The files meant: folders stand for the exchange files in them, patterns (``*.tmx``) for what fits.

    A pattern that fits nothing gives nothing; a file that is not there is found out by who reads it.
    """
    found: list[Path] = []
    for name in given:
        path = Path(name)
        if path.is_dir():
            found += sorted(
                each for each in path.rglob("*") if each.suffix.lower() in SUFFIXES and each.is_file()
            )
        elif not path.exists() and glob.has_magic(name):
            found += sorted(filter(Path.is_file, map(Path, glob.glob(name, recursive=True))))  # noqa: PTH207 (takes absolute)
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def _count_lines(file: Path) -> int:
    """The lines of a file, at least 1: fast, and only to say how far the reading has come."""
    try:
        with file.open("rb") as opened:
            return sum(block.count(b"\n") for block in iter(lambda: opened.read(1 << 20), b"")) or 1
    except FileNotFoundError as error:
        raise UnreadableFile("there is no such file.", file=str(file)) from error
    except OSError as error:
        raise UnreadableFile(f"it cannot be read: {error.strerror or error}.", file=str(file)) from error
