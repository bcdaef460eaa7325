"""Alignments as jobs: documents handed in, aligned, corrected step by step, and stored as units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from math import inf
from pathlib import Path
from typing import Any

from tmserver import deadline
from tmserver.alignment.track import Document
from tmserver.errors import InvalidInput, NotFound
from tmserver.meaning.encoder import find_encoder
from tmserver.segment import Status
from tmserver.services.access.principal import Principal, Right
from tmserver.services.alignment.correction import STEPS, Correction, Place
from tmserver.services.alignment.kept import (
    correct,
    keep_correction,
    keep_texts,
    kept_correction,
    kept_texts,
)
from tmserver.services.alignment.review import write_review
from tmserver.services.alignment.rows import units_of
from tmserver.services.alignment.run import align_files, check_pairing
from tmserver.services.alignment.store import Stored, store_alignment
from tmserver.services.jobs.files import Upload
from tmserver.services.jobs.imports import check_home
from tmserver.services.jobs.queue import JobQueue, NewJob
from tmserver.services.jobs.work import Outcome, Work
from tmserver.services.limits import PENALTY, check_range, check_text
from tmserver.settings import Settings
from tmserver.store.database import Database
from tmserver.store.jobs import Job, JobState

KIND = "alignment"
LONGEST_NAME = 1_000

_COMPARED = 0.9
"""The share of the work that is done when all texts are compared."""


@dataclass(frozen=True, slots=True)
class AlignmentWishes:
    """The language of each document, where its units shall go, and whether meanings may be compared."""

    languages: tuple[str, ...]
    memory: str
    document: str = ""
    create: bool = False
    meaning: bool = True


@dataclass(frozen=True, slots=True)
class Alignment:
    """An alignment that was made: the job, its texts, and how far it is corrected."""

    job: Job
    documents: Sequence[Document]
    correction: Correction


def submit_alignment(
    queue: JobQueue,
    database: Database,
    wishes: AlignmentWishes,
    files: Sequence[Upload],
    caller: Principal,
) -> Job:
    """The job that aligns the documents, waiting.

    InvalidInput names what cannot be; NotFound an unknown or hidden memory; Forbidden without the right to
    write, or to make the memory.
    """
    check_home(database, wishes.memory, caller, create=wishes.create)
    check_pairing(len(files), wishes.languages)
    check_text(wishes.document, LONGEST_NAME, field="/document", may_be_empty=True)
    return queue.submit(NewJob(KIND, asdict(wishes), (wishes.memory,)), {"files": files}, caller)


def run_alignment(work: Work) -> Outcome:
    """Align the job's documents; what is found waits in its folder to be corrected and stored."""
    request, files = work.job.request, work.files("files")
    encoder = find_encoder() if request["meaning"] else None
    watch = lambda done, wanted: work.tell(_COMPARED * done / max(1, wanted))  # noqa: E731 (a name for an argument)
    aligned = align_files(list(files), request["languages"], encoder, watch=watch, names=files)
    correction = Correction.of(aligned.beads)
    keep_texts(work.folder, aligned.documents)
    keep_correction(work.folder, correction)
    work.units = len(correction.links)
    return Outcome(
        {
            "sentences": [len(document.segments) for document in aligned.documents],
            "shapes": aligned.shapes(),
            "by_meaning": aligned.by_meaning,
            "links": len(correction.links),
            "doubtful": sum(link.is_doubtful for link in correction.links),
            "warnings": list(aligned.warnings),
        }
    )


def alignment_job(queue: JobQueue, job_id: int, caller: Principal) -> Job:
    """The alignment of that number; NotFound if the job is another kind's or somebody else's."""
    job = queue.get(job_id, caller)
    if job.kind != KIND:
        raise NotFound(f"The job {job_id} is no alignment, but of the kind {job.kind}.", field="/job")
    return job


def alignment_of(queue: JobQueue, job_id: int, caller: Principal) -> Alignment:
    """The alignment as it is corrected so far; NotFound unless it was aligned to its end."""
    job, folder = _finished(queue, job_id, caller)
    return Alignment(job, kept_texts(folder), kept_correction(folder))


def take_step(
    queue: JobQueue, job_id: int, version: int, name: str, place: Place, caller: Principal
) -> Alignment:
    """Do one of the STEPS of the correction; the alignment after it.

    ChangedMeanwhile unless ``version`` is that of the state; InvalidInput if the step cannot be done.
    """
    caller.require(Right.WRITE)
    job, folder = _finished(queue, job_id, caller)
    if name not in STEPS:
        raise InvalidInput(f"There is no step {name[:40]!r}; there are {', '.join(STEPS)}.", field="/step")
    after = correct(folder, version, lambda before: STEPS[name](before, place))
    return Alignment(job, kept_texts(folder), after)


def review_of(alignment: Alignment) -> bytes:
    """The table for correction in a spreadsheet, as ``tmserver align --review`` writes it."""
    return write_review(
        alignment.correction.rows(alignment.documents),
        [document.language for document in alignment.documents],
    )


def store_links(
    database: Database,
    settings: Settings,
    alignment: Alignment,
    caller: Principal,
    *,
    accepted_only: bool = False,
    penalty: int = 0,
) -> Stored:
    """Store the links of several languages as units of the job's memory, all or none.

    Those accepted are translated, the others drafts that lose ``penalty`` points. Drafts of an earlier
    alignment of the same document go. Forbidden without the right to write.
    """
    caller.require(Right.WRITE)
    check_range(penalty, PENALTY, field="/penalty")
    request = alignment.job.request
    units = units_of(
        alignment.correction.rows(alignment.documents),
        [document.language for document in alignment.documents],
        document=request["document"],
        penalty=penalty,
    )
    links = alignment.correction.links
    accepted = {place for place, link in enumerate(links, 1) if link.accepted}
    chosen = [
        replace(unit, status=Status.TRANSLATED) if unit.position in accepted else unit
        for unit in units
        if unit.position in accepted or not accepted_only
    ]
    if not chosen:
        raise InvalidInput("Nothing is accepted yet; accept links first, or store all.", field="/accepted")
    with deadline.limited(inf):  # all or none: half of a long document is of no use
        return store_alignment(
            database,
            settings,
            alignment.job.memories[0],
            chosen,
            by=caller.name,
            create=request["create"] and caller.may(Right.ADMIN),
        )


def link_shape(alignment: Alignment, at: int) -> dict[str, Any]:
    """A link as JSON; ``number`` counts from 0, ``confidence`` is null where somebody made it by hand."""
    link = alignment.correction.links[at]
    return {
        "number": at,
        "confidence": None if link.confidence is None else round(link.confidence, 3),
        "accepted": link.accepted,
        "doubtful": link.is_doubtful,
        "texts": [
            {"language": document.language, "segments": list(document.segments[slice(*span)])}
            for document, span in zip(alignment.documents, link.spans, strict=True)
        ],
    }


def _finished(queue: JobQueue, job_id: int, caller: Principal) -> tuple[Job, Path]:
    job = alignment_job(queue, job_id, caller)
    if job.state is not JobState.DONE:
        raise NotFound(
            f"The alignment {job_id} is {job.state.value}; there is nothing to correct.", field="/job"
        )
    return job, queue.folders.path(job.folder)
