"""Translation units from TMX of any version and tool.

The version says nothing about what is inside (1.4 files with lang=, 1.1 files with xml:lang), so everything
is read wherever it stands: attributes under either name, notes and props in any order, dates on the unit or
on its variants.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element

from glossary.formats.xml import XmlFile, local_name
from tmserver.exchange.files import open_exchange, told
from tmserver.exchange.inline import read_segment
from tmserver.exchange.neighbours import with_neighbours
from tmserver.exchange.report import ReadReport
from tmserver.exchange.tmx import dialects, stamps
from tmserver.exchange.tmx.edges import without_indentation
from tmserver.exchange.tmx.own_segment import WHOLE, with_own_codes
from tmserver.exchange.tmx.trados import with_trados_context
from tmserver.language import tags
from tmserver.segment import Code, Prop, Unit, Variant

ANY = "*all*"
# Attributes that become fields, or that only described the file they were read from.
_FIELDS = frozenset({"xml:lang", "lang", "tuid", "id", "srclang", "usagecount", "o-encoding"})


@dataclass(frozen=True)
class _Header:
    attributes: Mapping[str, str] = field(default_factory=dict)
    props: tuple[Prop, ...] = ()

    @property
    def is_ours(self) -> bool:
        """Then blanks at the edges are text, and attributes of a unit its own."""
        return self.attributes.get("creationtool") == "tmserver"

    @property
    def tool(self) -> str:
        parts = (self.attributes.get(name, "") for name in ("creationtool", "creationtoolversion"))
        return " ".join(part.strip() for part in parts).strip()


def read_tmx(
    file: Path | IO[bytes], report: ReadReport | None = None, *, name: str = "", as_is: bool = False
) -> Iterator[Unit]:
    """The units of a TMX file with two languages or more, in file order, one at a time in memory.

    The file is read once from end to end before this returns, so that a broken one gives no unit at all.
    ``report`` is told what was skipped (with line and reason) or put right. The variants of a unit keep
    their order; its ``source_language`` is tu@srclang, else the header's srclang, exact or by its primary
    subtag, else the first variant's; "" where the file says ``*all*``. Neighbours that the file does not
    tell are those of the next position in the same document; an export of ours tells all that are known.
    ``as_is``: variants without text stay.

    :raise UnreadableFile: not TMX, not well-formed or beyond the limits
    """
    report = report if report is not None else ReadReport()
    report.format = "tmx"
    opened = open_exchange(file, report, name=name, roots=("tmx",))
    return _handed_out(opened, report, as_is)


def _handed_out(opened: XmlFile, report: ReadReport, as_is: bool) -> Iterator[Unit]:
    """The units with their neighbours, for which one is read ahead of the one that is reported."""
    places: deque[tuple[int, int]] = deque()
    found = _units(opened, report, places, as_is)
    # The header is read with the first unit.
    units = chain(list(islice(found, 1)), found)
    for unit in units if report.as_stored else with_neighbours(units):
        report.take(*places.popleft())
        yield unit


def _units(
    opened: XmlFile, report: ReadReport, places: deque[tuple[int, int]], as_is: bool
) -> Iterator[Unit]:
    """The units; the line of each, and its number among all, are left in ``places``."""
    header, number = _Header(), 0
    with told():
        for element, line, _ in opened.subtrees("header", "tu"):
            if local_name(element.tag) == "header":
                header = _Header(dict(element.attrib), tuple(map(_prop, element)))
                report.tool = header.tool
                report.as_stored = header.is_ours and dialects.AS_STORED in header.props
                continue
            number += 1
            if unit := _unit(element, header, report, line, as_is=as_is):
                places.append((line, number))
                yield unit


def _unit(element: Element, header: _Header, report: ReadReport, line: int, *, as_is: bool) -> Unit | None:
    notes, props, variants = _parts(element, report)
    external_id = element.get("tuid") or element.get("id") or ""
    kept = [variant for variant in variants if variant.text.strip() or variant.codes]
    if as_is and kept:
        kept = variants
    if reason := _unfit(variants, kept):
        report.skip(reason, line, external_id)
        return None
    if len(kept) < len(variants):
        report.warnings["A variant without text was left out."] += 1
    source = _source(element.get("srclang"), header.attributes.get("srclang"), kept)
    values = dialects.values_of(props, kept)
    unit_stamps, kept = stamps.lifted(element.attrib, kept, source)
    if header.is_ours:
        kept = [with_own_codes(variant) if variant.props else variant for variant in kept]
    else:
        kept = without_indentation(kept, report)
        kept = list(with_trados_context(kept, props, source, header.props))
    return Unit(
        variants=dialects.with_unit_context(kept, values, source),
        external_id=external_id or values.get("id", ""),
        document=dialects.document_of(values),
        position=dialects.position_of(values),
        source_language=source,
        notes=notes,
        props=(*_other_attributes(element, header), *unit_stamps.props, *dialects.without_own(props)),
        status=dialects.status_of(values),
        origin=dialects.origin_of(values),
        created_by=unit_stamps.created_by,
        created_at=unit_stamps.created_at,
        changed_by=unit_stamps.changed_by,
        changed_at=unit_stamps.changed_at,
        usage_count=_count(element.get("usagecount", "")),
    )


def _parts(element: Element, report: ReadReport) -> tuple[tuple[str, ...], list[Prop], list[Variant]]:
    """Notes, props and variants of a unit, in whatever order they stand."""
    notes: list[str] = []
    props: list[Prop] = []
    variants: list[Variant] = []
    for child in element:
        match local_name(child.tag):
            case "tuv":
                variants.append(_variant(child, report))
            case "prop":
                props.append(_prop(child))
            case "note":
                notes.append(_text(child))
    return tuple(notes), props, variants


def _variant(element: Element, report: ReadReport) -> Variant:
    text = ""
    codes: tuple[Code, ...] = ()
    notes: list[str] = []
    props = [
        Prop(f"{stamps.ATTRIBUTE}{key}", value)
        for key, value in element.attrib.items()
        if key not in _FIELDS or key == "usagecount"
    ]
    for child in element:
        match local_name(child.tag):
            case "seg":
                text, codes = read_segment(child, WHOLE)
            case "prop":
                props.append(_prop(child))
            case "note":
                notes.append(_text(child))
    as_read = (element.get("xml:lang") or element.get("lang") or "").strip()
    language = tags.normalise(as_read)
    if not tags.is_known(language):
        report.warnings[f"The language code {as_read!r} is not known; it was kept."] += 1
    previous, following, kept = dialects.own_context(props) if props else (None, None, ())
    return Variant(
        language,
        text,
        codes,
        as_read if as_read != language else "",
        previous,
        following,
        tuple(notes),
        kept,
    )


def _prop(element: Element) -> Prop:
    kind = element.get("type") or element.get("name") or element.get("type2") or ""
    return Prop(kind, _text(element), element.get("xml:lang") or element.get("lang") or "")


def _text(element: Element) -> str:
    return "".join(element.itertext()) if len(element) else element.text or ""


def _unfit(variants: list[Variant], kept: list[Variant]) -> str:
    """Why the unit translates nothing, "" if it does."""
    if len({variant.language for variant in kept}) > 1:
        return ""
    several = len({variant.language for variant in variants}) > 1
    return "no text in two languages" if several else "one language only"


def _source(of_unit: str | None, of_file: str | None, variants: list[Variant]) -> str:
    """The language that the others were translated from, by the order of precedence of ``read_tmx``."""
    asked = (of_unit or of_file or ANY).strip()
    if asked.lower() == ANY:
        return ""
    for tag in (asked, (of_file or "").strip()):
        for variant in variants:
            if variant.language == tags.normalise(tag):
                return variant.language
        for variant in variants:
            if tags.primary(variant.language) == tags.primary(tag):
                return variant.language
    return variants[0].language


def _other_attributes(element: Element, header: _Header) -> Iterator[Prop]:
    """Attributes we have no field for, unless the header says the same of all units."""
    for key, value in element.attrib.items():
        if key in stamps.STAMPS or (header.attributes.get(key) == value and not header.is_ours):
            continue
        if key not in _FIELDS or (key == "usagecount" and not _is_count(value)):
            yield Prop(f"{stamps.ATTRIBUTE}{key}", value)


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


def _count(text: str) -> int:
    return int(text) if _is_count(text) else 0
