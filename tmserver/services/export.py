"""A memory as a file: whole or in part, in any of the formats that are written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import IO

from tmserver.errors import InvalidInput
from tmserver.exchange.formats import Format, Options, write_units
from tmserver.exchange.pairs import map_languages, only_languages, pairs
from tmserver.exchange.report import WriteReport
from tmserver.language import tags
from tmserver.segment import Status, Unit
from tmserver.services.languages import check_language
from tmserver.services.limits import check_text
from tmserver.store import languages, memories, selection
from tmserver.store.database import Database
from tmserver.store.session import Session

MEDIA_TYPES = {
    "tmx": "application/x-tmx+xml",
    "xliff": "application/xliff+xml",
    "po": "text/x-gettext-translation",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
}
"""The formats that ``export_memory`` writes, with their media types."""

FORMATS = {
    "tmx": Format.TMX,
    "xliff": Format.XLIFF,
    "po": Format.PO,
    "csv": Format.TABLE,
    "tsv": Format.TABLE,
}
USABLE = tuple(status for status in Status if status is not Status.REJECTED)


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """Which units leave and how; what is empty or None does not narrow.

    ``pair`` (source, target): bilingual units of these two languages. ``languages``: of each unit only
    these. Languages without region stand for all their regions. ``statuses``: by default all but rejected.
    ``authors`` made or last changed a unit; ``since`` is the first moment of change that counts,
    ``before`` the first that does not. ``mapping`` replaces language tags in the file. ``level`` 1: TMX
    without inline codes. ``delimiter`` stands between the columns of a table. ``anonymise``: nothing leaves
    of who made a unit, where it comes from, and what anybody noted beside it.
    """

    pair: tuple[str, str] | None = None
    languages: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = USABLE
    authors: tuple[str, ...] = ()
    since: datetime | None = None
    before: datetime | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    level: int = 2
    delimiter: str = ""
    anonymise: bool = False


WHOLE = ExportRequest()


def export_memory(
    database: Database, name: str, format_: str, out: IO[bytes], request: ExportRequest = WHOLE
) -> WriteReport:
    """Write the wanted units of a memory, in document order, as they are at one moment; constant memory.

    The report says what the format could not keep. InvalidInput for an unknown format, or a bilingual one
    without pair, and NotFound for an unknown memory or language come before anything is written.
    """
    if format_ not in FORMATS:
        raise InvalidInput(
            f"The format {format_[:40]!r} is unknown; one of: {', '.join(FORMATS)}.", field="/format"
        )
    with database.read() as session:
        memory = memories.get_memory(session, name)
        for tag, field_ in zip(request.pair or (), ("/source", "/target"), strict=False):
            check_text(tag, tags.LONGEST, field=field_)
            check_language(session, tag, field=field_, searched=[memory])
        options = _options(session, memory.id, format_, request)
        found = selection.iterate(session, memory.id, _selection(request))
        return write_units(_wanted(found, request), out, FORMATS[format_], options)


def _selection(request: ExportRequest) -> selection.Selection:
    return selection.Selection(
        documents=request.documents,
        statuses=request.statuses,
        authors=request.authors,
        changed_from=request.since,
        changed_before=request.before,
    )


def _wanted(units: Iterator[Unit], request: ExportRequest) -> Iterator[Unit]:
    """The units in the wanted languages, under the wanted tags."""
    for unit in units:
        kept = _anonymous(unit) if request.anonymise else unit
        if request.languages:
            narrowed = only_languages(kept, request.languages)
            if narrowed is None:
                continue
            kept = narrowed
        for each in pairs(kept, *request.pair) if request.pair else (kept,):
            yield map_languages(each, request.mapping) if request.mapping else each


def _anonymous(unit: Unit) -> Unit:
    """The unit without people, paths, notes and properties; texts, inline codes, neighbours and dates stay.

    Names of documents and ids go as well: both are paths in what most tools write.
    """
    return replace(
        unit,
        variants=tuple(replace(variant, notes=(), props=()) for variant in unit.variants),
        external_id="",
        document="",
        position=None,
        notes=(),
        props=(),
        origin="",
        created_by="",
        changed_by="",
        added_by="",
    )


def _options(session: Session, memory_id: int, format_: str, request: ExportRequest) -> Options:
    known = [count.language for count in languages.of_memory(session, memory_id)]
    if request.pair is None and FORMATS[format_] in {Format.XLIFF, Format.PO}:
        raise InvalidInput(
            f"{format_.upper()} holds two languages: say which pair, such as {_example(known)}.",
            field="/source",
        )
    mapped = {tags.normalise(old): tags.normalise(new) for old, new in request.mapping.items()}
    source, target = (mapped.get(tag, tag) for tag in request.pair or ("", ""))
    columns = request.pair or request.languages or known
    return Options(
        source=source,
        target=target,
        languages=tuple(dict.fromkeys(mapped.get(tag, tag) for tag in columns)),
        level=request.level,
        as_stored=True,
        delimiter=request.delimiter or ("\t" if format_ == "tsv" else ","),
    )


def _example(known: list[str]) -> str:
    return "-".join(known[:2]) if len(known) > 1 else "ru-es"
