"""Import: the units of exchange files become units of a memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from tmserver.errors import TmserverError
from tmserver.exchange.formats import Format, Options, find_format, read_units
from tmserver.exchange.report import ReadReport
from tmserver.services.imports.analysis import analysed
from tmserver.services.imports.decide import Action, OnConflict
from tmserver.services.imports.homes import Home, InMemory, OnStage, Rehearsal
from tmserver.services.imports.report import FileResult, Listener, Recorder
from tmserver.services.imports.units import BATCH_UNITS, Wishes, arrivals, in_batches
from tmserver.services.imports.words import WordIndexer
from tmserver.services.paths import readable
from tmserver.settings import Settings
from tmserver.store.database import Database


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What to do with the files.

    ``memory`` is made if ``create`` and missing. ``columns``, ``delimiter`` and ``encoding`` are those of
    tables. ``all_or_nothing``: nothing is seen of any file before all are stored. ``dry_run``: nothing is
    stored, the answer says what would be. ``names`` are what reports call files, if not by their paths.
    """

    memory: str
    by: str
    create: bool = False
    wishes: Wishes = field(default_factory=Wishes)
    on_conflict: OnConflict = OnConflict.NEWER
    all_or_nothing: bool = False
    dry_run: bool = False
    columns: tuple[str, ...] = ()
    delimiter: str = ""
    encoding: str = ""
    names: Mapping[Path, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is in a file: units stored, bytes read, bytes of the file; ``done``: that was it.

    Without a file: how many units are in the word index, twice, and how many there are to be.
    """

    file: str
    units: int
    bytes_read: int
    bytes_all: int
    done: bool = False


Watch = Callable[[Progress], None]


def import_files(
    database: Database,
    settings: Settings,
    request: ImportRequest,
    files: Iterable[Path],
    *,
    listener: Listener | None = None,
    watch: Watch | None = None,
) -> list[FileResult]:
    """What became of each file, in their order; a file that fails has its ``error``, the others go on.

    Units are stored in batches, each in a transaction of its own: an import that is ended at any moment
    leaves whole batches, and the same import again stores the rest. ``listener`` hears of every unit that
    was skipped, changed or in conflict, ``watch`` of the start of every file and of every batch. NotFound
    for an unknown memory comes before anything is read.
    """
    with WordIndexer(database, request.memory) as indexer:

        def heard(progress: Progress) -> None:
            if progress.units > BATCH_UNITS and not request.dry_run:
                indexer.start()
            if watch:
                watch(progress)

        home = _home(database, request)
        results = []
        failed = True
        try:
            for file in files:
                results.append(_import_file(file, home, request, settings, listener, heard))
            failed = any(result.error for result in results)
        finally:
            home.finish(failed=failed)
        indexer.finish(lambda done, left: heard(Progress("", done, done, left, done=done == left)))
    if failed and request.all_or_nothing:
        return [_undone(result) for result in results]
    return results


def _home(database: Database, request: ImportRequest) -> Home:
    kind = Rehearsal if request.dry_run else OnStage if request.all_or_nothing else InMemory
    return kind(database, request.memory, request.on_conflict, request.by, create=request.create)


def _import_file(
    path: Path,
    home: Home,
    request: ImportRequest,
    settings: Settings,
    listener: Listener | None,
    watch: Watch,
) -> FileResult:
    result = FileResult(request.names.get(path, str(path)))
    recorder = Recorder(result, listener)
    try:
        with readable(path) as file:
            size = path.stat().st_size
            watch(Progress(result.file, 0, 0, size))
            for stored in _stored(file, home, request, recorder, settings.max_text_length):
                watch(Progress(result.file, stored, min(file.tell(), size), size))
        recorder.close()
    except TmserverError as error:
        recorder.close(_with_rest(str(error), result, request))
    watch(Progress(result.file, result.read, 1, 1, done=True))
    return result


def _stored(
    file: IO[bytes], home: Home, request: ImportRequest, recorder: Recorder, longest: int
) -> Iterator[int]:
    """Store the units of an open file; after each batch the number of units stored so far."""
    name = recorder.result.file
    format_ = find_format(file, name=name)
    recorder.result.format = format_.value
    options = Options(
        source=request.wishes.source,
        target=request.wishes.target,
        columns=request.columns,
        delimiter=request.delimiter,
        encoding=request.encoding,
    )
    if format_ is Format.TABLE:
        # XML and PO are read to their end before their first unit; a table with a broken row would be
        # stored in part.
        for _ in read_units(file, ReadReport(), name=name, options=options):
            pass
    units = read_units(file, recorder, name=name, options=options)
    batches = in_batches(arrivals(units, recorder, format_, request.wishes, longest))
    stored = 0
    for batch, blobs in analysed(batches):
        home.take(recorder, batch, blobs)
        stored += len(batch)
        yield stored


def _with_rest(error: str, result: FileResult, request: ImportRequest) -> str:
    """The error, with what was stored before it came."""
    stored = result.actions.total() - result.actions[Action.SKIPPED]
    if not stored or request.all_or_nothing or request.dry_run:
        return error
    before = "unit before it is" if stored == 1 else f"{stored:,} units before it are"
    return f"{error} The {before} stored."


def _undone(result: FileResult) -> FileResult:
    """The result of a file of an import that failed as a whole."""
    error = result.error or "Not stored, because another file failed (--all-or-nothing)."
    return FileResult(result.file, result.format, warnings=result.warnings, error=error)
