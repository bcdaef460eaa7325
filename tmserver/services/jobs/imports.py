"""Imports as jobs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, replace
from itertools import accumulate
from typing import Any

from tmserver.segment import Status
from tmserver.services.access.principal import Principal, Right
from tmserver.services.imports.decide import OnConflict
from tmserver.services.imports.report import FileResult, report_shape, total
from tmserver.services.imports.run import ImportRequest, Progress, Watch, import_files
from tmserver.services.imports.table import CaseTable
from tmserver.services.imports.units import Wishes
from tmserver.services.jobs.files import Upload
from tmserver.services.jobs.queue import JobQueue, NewJob
from tmserver.services.jobs.work import Outcome, Work
from tmserver.store import memories
from tmserver.store.database import Database
from tmserver.store.jobs import Job
from tmserver.store.texts import check_name

KIND = "import"
REPORT = "report.csv"


def submit_import(
    queue: JobQueue, database: Database, request: ImportRequest, uploads: Iterable[Upload], caller: Principal
) -> Job:
    """The job that imports the uploads, waiting.

    NotFound for an unknown or hidden memory; Forbidden if the caller may not write, or not make the memory.
    """
    check_home(database, request.memory, caller, create=request.create)
    return queue.submit(NewJob(KIND, request_of(request), (request.memory,)), {"files": uploads}, caller)


def check_home(database: Database, name: str, caller: Principal, *, create: bool) -> None:
    """Nothing if the caller may write to the memory of that name, or ``create`` it.

    Errors as ``submit_import``; InvalidInput for a name that no memory can have.
    """
    caller.require(Right.WRITE)
    caller.scope((name,))
    check_name(name, "/memory")
    with database.read() as session:
        if memories.find_memory(session, name) is None:
            if not create:
                memories.get_memory(session, name)
            caller.require(Right.ADMIN)


def request_of(request: ImportRequest) -> dict[str, Any]:
    """The request as a job keeps it."""
    wishes = asdict(request.wishes)
    return {
        "memory": request.memory,
        "create": request.create,
        "source": wishes["source"],
        "target": wishes["target"],
        "map": dict(wishes["mapping"]),
        "document": wishes["document"],
        "status": wishes["status"],
        "on_conflict": request.on_conflict.value,
        "all_or_nothing": request.all_or_nothing,
        "dry_run": request.dry_run,
        "columns": list(request.columns),
        "delimiter": request.delimiter,
        "encoding": request.encoding,
    }


def run_import(work: Work) -> Outcome:
    """Import the job's files; each unit that was not simply added is a row of its report.

    Taken up again, it reads the files anew: what is stored already is then counted as unchanged, and rows of
    the report may stand twice.
    """
    files = work.files("files")
    request = replace(_request(work), names=files)
    with (work.folder / REPORT).open("ab") as out:
        table = CaseTable(out)
        results = import_files(
            work.database, work.settings, request, files, listener=table.add, watch=_watch(work)
        )
    work.units = total(results).read
    return Outcome(_result(results), _error(results))


def _request(work: Work) -> ImportRequest:
    kept = work.job.request
    wishes = Wishes(
        source=kept["source"],
        target=kept["target"],
        mapping=kept["map"],
        document=kept["document"],
        status=Status(kept["status"]) if kept["status"] else None,
    )
    return ImportRequest(
        memory=work.job.memories[0],
        by=work.job.created_by,
        create=kept["create"],
        wishes=wishes,
        on_conflict=OnConflict(kept["on_conflict"]),
        all_or_nothing=kept["all_or_nothing"],
        dry_run=kept["dry_run"],
        columns=tuple(kept["columns"]),
        delimiter=kept["delimiter"],
        encoding=kept["encoding"],
    )


def _watch(work: Work) -> Watch:
    """Tells the job's progress by bytes of all files, as they lie on the disk."""
    sizes = [each["size"] for each in work.job.request["files"]]
    names = [each["name"] for each in work.job.request["files"]]
    begins = dict(zip(names, accumulate(sizes, initial=0), strict=False))
    units = dict.fromkeys(names, 0)
    whole = sum(sizes) or 1

    def watch(progress: Progress) -> None:
        if progress.file in begins and not progress.done:
            units[progress.file] = progress.units
            share = (begins[progress.file] + progress.bytes_read) / whole
            work.tell(min(share, 0.99), sum(units.values()))

    return watch


def _result(results: list[FileResult]) -> dict[str, Any]:
    whole = total(results)
    return {
        **report_shape(results),
        "conflicts": dict(whole.conflicts),
        "warnings": dict(whole.warnings),
    }


def _error(results: list[FileResult]) -> str:
    failed = [result.error for result in results if result.error]
    if len(failed) < 2:
        return "".join(failed)
    return f"{len(failed)} of {len(results)} files failed. {failed[0]}"
