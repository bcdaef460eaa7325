"""Documents to translate, filled from memories and analysed: small ones at once, others as jobs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import IO

from glossary.formats.packed import is_packed
from tmserver.exchange.documents import open_document
from tmserver.exchange.filling import Document, Place
from tmserver.services.access.principal import Principal, Right
from tmserver.services.analyse import AnalysisRequest, Scale, analyse_places, analysis_shape, band_names
from tmserver.services.jobs.files import Upload, display_name
from tmserver.services.jobs.queue import JobQueue, NewJob
from tmserver.services.jobs.work import Outcome, Work
from tmserver.services.limits import MIN_SCORE, check_range
from tmserver.services.lookup import LookupService
from tmserver.services.paths import check_size
from tmserver.services.pretranslate import Pretranslated, fill, pretranslated_shape
from tmserver.settings import Settings
from tmserver.store import memories
from tmserver.store.database import Database
from tmserver.store.jobs import Job

PRETRANSLATE, ANALYSE = "pretranslate", "analyse"
FILLED = "filled"

SMALL = 256 << 10
"""Bytes of documents that are worked on while the caller waits: some 1,000 segments, a few seconds."""

LARGEST = 256 << 20
"""Bytes of a document, unpacked, for it is read whole."""


@dataclass(frozen=True, slots=True)
class FillingWishes:
    """Which memories (none named: all) fill a document, and from which percent on."""

    memories: tuple[str, ...] = ()
    min_score: int = 75
    source: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """Where documents come to: what works on the small ones, and where the others wait."""

    database: Database
    settings: Settings
    lookup: LookupService
    queue: JobQueue


def pretranslate_upload(
    desk: Desk, wishes: FillingWishes, upload: Upload, caller: Principal
) -> Pretranslated | Job:
    """The document filled, or for a large one the job that fills it.

    NotFound for an unknown or hidden memory; UnreadableFile and InvalidInput as ``pretranslate``.
    """
    check_range(wishes.min_score, MIN_SCORE, field="/min_score")
    searched = _searched(desk.database, wishes.memories, caller)
    wishes = replace(wishes, memories=searched)
    if not _are_small([upload]):
        new = NewJob(PRETRANSLATE, asdict(wishes), memories=searched)
        return desk.queue.submit(new, {"files": [upload]}, caller)
    document = _open(upload.stream, display_name(upload), wishes.source, wishes.target)
    return fill(desk.lookup, desk.settings, document, searched, min_score=wishes.min_score)


def analyse_uploads(
    desk: Desk, request: AnalysisRequest, uploads: Sequence[Upload], caller: Principal
) -> dict[str, object] | Job:
    """The table of match bands as JSON, or for large documents the job whose result it will be.

    Errors as ``pretranslate_upload``.
    """
    band_names(request.bands)
    searched = _searched(desk.database, request.memories, caller)
    request = replace(request, memories=searched)
    if not _are_small(uploads):
        kept = asdict(request) | {"scale": request.scale.value, "weights": dict(request.weights)}
        return desk.queue.submit(NewJob(ANALYSE, kept, memories=searched), {"files": uploads}, caller)
    places: list[Place] = []
    for upload in uploads:
        places += _open(upload.stream, display_name(upload), request.source, request.target).places
    return analysis_shape(analyse_places(desk.lookup, desk.settings, places, request))


def run_pretranslate(work: Work) -> Outcome:
    """Fill the job's document; the file goes to its folder, its numbers are the result."""
    kept, service = work.job.request, LookupService(work.database, work.settings)
    ((path, name),) = work.files("files").items()
    document = _open_file(path, name, kept["source"], kept["target"])
    found = fill(
        service,
        work.settings,
        document,
        work.job.memories,
        min_score=kept["min_score"],
        progress=lambda share: work.tell(share, round(share * len(document.places))),
    )
    (work.folder / FILLED).write_bytes(found.content)
    work.units = found.segments
    return Outcome(pretranslated_shape(found))


def run_analyse(work: Work) -> Outcome:
    """Count the segments of the job's documents; the table is the result."""
    kept, service = work.job.request, LookupService(work.database, work.settings)
    request = AnalysisRequest(
        memories=work.job.memories,
        scale=Scale(kept["scale"]),
        bands=tuple(kept["bands"]),
        weights=kept["weights"],
        internal=kept["internal"],
        source=kept["source"],
        target=kept["target"],
    )
    places: list[Place] = []
    for path, name in work.files("files").items():
        places += _open_file(path, name, request.source, request.target).places
    found = analyse_places(service, work.settings, places, request, work.tell)
    work.units = len(places)
    return Outcome(analysis_shape(found))


def _searched(database: Database, named: Sequence[str], caller: Principal) -> tuple[str, ...]:
    """The names of the memories to search: all that the caller sees, if none is named."""
    caller.require(Right.READ)
    with database.read() as session:
        found = memories.get_memories(session, caller.scope(named))
    return tuple(memory.name for memory in found)


def _are_small(uploads: Sequence[Upload]) -> bool:
    """Whether the uploads are small, and are what they seem: a packed one can be of any size."""
    size = 0
    for upload in uploads:
        size += upload.stream.seek(0, 2)
        if is_packed(upload.stream):
            return False
    return size <= SMALL


def _open_file(path: Path, name: str, source: str, target: str) -> Document:
    with path.open("rb") as file:
        check_size(file, name, LARGEST)
        return _open(file, name, source, target)


def _open(file: IO[bytes], name: str, source: str, target: str) -> Document:
    return open_document(file, name=name, source=source, target=target)
