"""Translation units from XLIFF 1.0 to 2.2 and what tools make of 1.2 (sdlxliff, mxliff, mqxliff, txlf)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element

from glossary.formats.xml import Subtree, XmlFile, local_name
from tmserver.exchange.dates import read_date
from tmserver.exchange.files import open_exchange, told
from tmserver.exchange.report import ReadReport
from tmserver.exchange.xliff.segments import OWN_ID, Segment, Text, child, segments
from tmserver.exchange.xliff.states import status_of
from tmserver.language import tags
from tmserver.segment import Prop, Unit, Variant

# Who changed a segment and when: memoQ, Phrase.
_CHANGED_BY = ("mq:lastchanginguser", "m:modified-by")
_CHANGED_AT = ("mq:lastchangedtimestamp", "m:modified-at")

NO_SOURCE = "the file names no source language: say it with --from"
NO_TARGET = "the file names no target language: say it with --to"


@dataclass(frozen=True, slots=True)
class _Found:
    """A segment in its document: all that a unit is made of."""

    segment: Segment
    unit: Element
    file: Element
    root: Element
    line: int
    position: int


def read_xliff(
    file: Path | IO[bytes],
    report: ReadReport | None = None,
    *,
    name: str = "",
    source: str = "",
    target: str = "",
) -> Iterator[Unit]:
    """The translated segments of an XLIFF file, in order, each with its neighbours; streaming.

    ``source`` and ``target`` are the languages where the file does not say them. The document is the file
    element's original name, the position counts all segments of that element. Segments without translation
    are skipped and reported; proposals (alt-trans, matches) are never taken.

    :raise UnreadableFile: not XLIFF, not well-formed or beyond the limits
    """
    report = report if report is not None else ReadReport()
    report.format = "xliff"
    opened = open_exchange(file, report, name=name, roots=("xliff",))
    return _units(opened, report, source, target)


def _units(opened: XmlFile, report: ReadReport, source: str, target: str) -> Iterator[Unit]:
    with told():
        for before, found, after in _with_neighbours(_found(opened)):
            languages = _languages(found, source, target)
            reason = _unfit(found.segment, languages)
            if reason:
                report.skip(reason, found.line, found.segment.id)
                continue
            report.take(found.line)
            yield _unit(found, languages, before, after, report)


def _found(opened: XmlFile) -> Iterator[_Found]:
    file: Element | None = None
    position = 0
    for subtree in opened.subtrees("trans-unit", "unit"):
        around = _file_of(subtree)
        position = position if around is file else 0
        file = around
        for segment in segments(subtree.element):
            position += 1
            yield _Found(segment, subtree.element, around, subtree.ancestors[0], subtree.line, position)


def _file_of(subtree: Subtree) -> Element:
    return next(found for found in subtree.ancestors[::-1] if local_name(found.tag) in {"file", "xliff"})


def _with_neighbours(found: Iterator[_Found]) -> Iterator[tuple[_Found | None, _Found, _Found | None]]:
    """Each with the ones before and after it in the same document, None at its start and end."""
    before: _Found | None = None
    here = next(found, None)
    while here is not None:
        after = next(found, None)
        yield _same_file(before, here), here, _same_file(after, here)
        before, here = here, after


def _same_file(other: _Found | None, here: _Found) -> _Found | None:
    return other if other is not None and other.file is here.file else None


def _languages(found: _Found, source: str, target: str) -> tuple[str, str]:
    """Those of the segment, else of its file, else of the root (2.x), else those given."""
    segment, file, root = found.segment, found.file, found.root
    return (
        segment.source_language or file.get("source-language") or root.get("srcLang") or source,
        segment.target_language or file.get("target-language") or root.get("trgLang") or target,
    )


def _unfit(segment: Segment, languages: tuple[str, str]) -> str:
    """Why the segment translates nothing, "" if it does."""
    if segment.target is None:
        return "no translation"
    if not segment.source[0].strip() and not segment.source[1]:
        return "no source text"
    if not all(languages):
        return NO_TARGET if languages[0] else NO_SOURCE
    return "one language only" if tags.normalise(languages[0]) == tags.normalise(languages[1]) else ""


def _unit(
    found: _Found,
    languages: tuple[str, str],
    before: _Found | None,
    after: _Found | None,
    report: ReadReport,
) -> Unit:
    segment, unit = found.segment, found.unit
    variants = (
        _variant(languages[0], segment.source, _source(before), _source(after), report),
        _variant(languages[1], segment.target or ("", ()), _target(before), _target(after), report),
    )
    attributes = segment.attributes
    return Unit(
        variants,
        external_id="" if segment.id.startswith(OWN_ID) else segment.id,
        document=found.file.get("original", ""),
        position=found.position,
        source_language=variants[0].language,
        notes=tuple("".join(note.itertext()) for note in _notes(unit)),
        props=tuple(_props(unit)),
        status=status_of((*attributes, unit.attrib)),
        origin=_first(attributes, ("origin", "m:trans-origin")).replace("null", ""),
        changed_by=_first(attributes, _CHANGED_BY),
        changed_at=_time(_first(attributes, _CHANGED_AT)),
    )


def _variant(
    language: str, text: Text, previous: str | None, following: str | None, report: ReadReport
) -> Variant:
    normal = tags.normalise(language)
    if not tags.is_known(normal):
        report.warnings[f"The language code {language!r} is not known; it was kept."] += 1
    as_read = language if language != normal else ""
    return Variant(normal, *text, language_as_read=as_read, previous=previous, next=following)


def _source(neighbour: _Found | None) -> str:
    return "" if neighbour is None else neighbour.segment.source[0]


def _target(neighbour: _Found | None) -> str | None:
    if neighbour is None:
        return ""
    return None if neighbour.segment.target is None else neighbour.segment.target[0]


def _notes(unit: Element) -> Iterator[Element]:
    """Those of the unit itself; in 2.x they stand in a notes element."""
    holder = child(unit, "notes")
    yield from (note for note in (unit if holder is None else holder) if local_name(note.tag) == "note")


def _props(unit: Element) -> Iterator[Prop]:
    name = unit.get("resname") or unit.get("name")
    if name:
        yield Prop("x-context", name)
    for group in unit:
        if local_name(group.tag) == "context-group":
            for context in group:
                yield Prop(f"context:{context.get('context-type', '')}", "".join(context.itertext()))


def _first(attributes: tuple[Mapping[str, str], ...], names: tuple[str, ...]) -> str:
    return next((each[name] for each in attributes for name in names if name in each), "")


def _time(text: str) -> datetime | None:
    """A date, or Phrase's milliseconds since 1970."""
    if text.isascii() and text.isdigit() and len(text) == 13:
        return datetime.fromtimestamp(int(text) // 1000, UTC)
    return read_date(text)
