"""Translation units as TMX 1.4, valid by its schema and readable in a text editor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO

from tmserver import __version__
from tmserver.exchange.dates import write_date
from tmserver.exchange.report import WriteReport
from tmserver.exchange.text import XmlText
from tmserver.exchange.tmx import dialects
from tmserver.exchange.tmx.codes import write_codes
from tmserver.exchange.tmx.own_segment import TYPE, own_segment
from tmserver.exchange.tmx.reader import ANY
from tmserver.exchange.tmx.stamps import ATTRIBUTE
from tmserver.segment import Prop, Unit, Variant

_SEGTYPES = frozenset({"block", "sentence", "phrase", "paragraph"})
_SHARED = frozenset(
    {
        "datatype",
        "lastusagedate",
        "creationtool",
        "creationtoolversion",
        "creationdate",
        "creationid",
        "changedate",
        "changeid",
        "o-tmf",
    }
)
_OF_UNIT = _SHARED | {"segtype", "usagecount"}
_OF_VARIANT = _SHARED | {"usagecount"}
_BUFFERED = 500


def write_tmx(
    units: Iterable[Unit],
    file: IO[bytes],
    *,
    source: str = ANY,
    level: int = 2,
    segtype: str = "sentence",
    context: bool = True,
    as_stored: bool = False,
) -> WriteReport:
    """Write the units as TMX 1.4 in UTF-8, one at a time in memory; the report says what could not be kept.

    ``source`` is the header's srclang; a unit with another source language says so itself. ``level`` 2 keeps
    inline codes, 1 writes plain text. ``context`` adds each variant's known neighbours (as memoQ does) and
    those of the source (as OmegaT does). ``as_stored``: the header says that the units are those of a memory
    of tmserver, so that an import guesses no neighbours and finds no conflicts among them; without
    ``context`` it does not. Units are written whole: which units, languages and pairs is the caller's choice
    (see ``tmserver.exchange.pairs``).
    """
    report = WriteReport()
    writer = _Writer(report, source, level, context)
    file.write(writer.head(segtype, as_stored=as_stored and context).encode())
    buffer: list[str] = []
    for unit in units:
        buffer.append(writer.unit(unit))
        if len(buffer) == _BUFFERED:
            file.write("".join(buffer).encode())
            buffer.clear()
    file.write("".join(buffer).encode())
    file.write(b"  </body>\n</tmx>\n")
    return report


class _Writer:
    """Writes one unit after another and counts what is lost."""

    def __init__(self, report: WriteReport, source: str, level: int, context: bool) -> None:
        self._report = report
        self._xml = XmlText(report.lost)
        self._source = source
        self._level = level
        self._context = context

    def head(self, segtype: str, *, as_stored: bool) -> str:
        """All that stands before the first unit."""
        said = f">\n  {self._prop(dialects.AS_STORED)}  </header>" if as_stored else "/>"
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n'
            f'  <header creationtool="tmserver" creationtoolversion="{__version__}"'
            f' segtype="{segtype}" o-tmf="tmserver" adminlang="en"'
            f' srclang="{self._xml.attribute(self._source)}" datatype="plaintext"{said}\n  <body>\n'
        )

    def unit(self, unit: Unit) -> str:
        """One tu element, indented, with a line end."""
        self._report.written += 1
        attributes, props = self._attributes(unit)
        lines = [f"    <tu{attributes}>\n"]
        lines += [f"      <note>{self._xml.text(note)}</note>\n" for note in unit.notes]
        own = dialects.own_props(unit, context=self._context)
        replaced = {prop.type for prop in own}
        lines += [self._prop(prop) for prop in own]
        lines += [self._prop(prop) for prop in props if prop.type not in replaced]
        lines += [self._variant(variant) for variant in unit.variants]
        lines.append("    </tu>\n")
        return "".join(lines)

    def _attributes(self, unit: Unit) -> tuple[str, list[Prop]]:
        """The attributes of tu, and the props that are none."""
        given: dict[str, str] = {}
        if unit.external_id:
            given["tuid"] = unit.external_id
        if (unit.source_language or ANY) != self._source:
            given["srclang"] = unit.source_language or ANY
        if unit.created_at:
            given["creationdate"] = write_date(unit.created_at)
        if unit.created_by:
            given["creationid"] = unit.created_by
        if unit.changed_at:
            given["changedate"] = write_date(unit.changed_at)
        if unit.changed_by:
            given["changeid"] = unit.changed_by
        if unit.usage_count:
            given["usagecount"] = str(unit.usage_count)
        props = list(_claimed(unit.props, given, _OF_UNIT))
        return self._written(given), props

    def _variant(self, variant: Variant) -> str:
        xml = self._xml
        given: dict[str, str] = {"xml:lang": variant.language}
        props = list(_claimed(variant.props, given, _OF_VARIANT)) if variant.props else []
        # One that another program carried along need not be true any more.
        props = [prop for prop in props if prop.type != TYPE]
        if self._context:
            props = dialects.with_context_props(variant, props)
        lost = self._report.lost.total() if variant.codes else 0
        segment = self._segment(variant)
        if variant.codes and self._level > 1 and self._report.lost.total() > lost:
            props += own_segment(variant)
        if not props and not variant.notes:
            return f"      <tuv{self._written(given)}><seg>{segment}</seg></tuv>\n"
        return (
            f"      <tuv{self._written(given)}>\n"
            + "".join(f"        <note>{xml.text(note)}</note>\n" for note in variant.notes)
            + "".join("  " + self._prop(prop) for prop in props)
            + f"        <seg>{segment}</seg>\n      </tuv>\n"
        )

    def _segment(self, variant: Variant) -> str:
        if not variant.codes:
            return self._xml.text(variant.text)
        if self._level > 1:
            return write_codes(variant, self._xml, self._report.lost)
        self._report.lost["inline codes (level 1 is plain text)"] += len(variant.codes)
        return self._xml.text(variant.text)

    def _prop(self, prop: Prop) -> str:
        xml = self._xml
        language = f' xml:lang="{xml.attribute(prop.language)}"' if prop.language else ""
        return f'      <prop type="{xml.attribute(prop.type)}"{language}>{xml.text(prop.value)}</prop>\n'

    def _written(self, attributes: dict[str, str]) -> str:
        attribute = self._xml.attribute
        return "".join([f' {name}="{attribute(value)}"' for name, value in attributes.items()])


def _claimed(props: Iterable[Prop], attributes: dict[str, str], allowed: frozenset[str]) -> Iterator[Prop]:
    """Put the props that stand for attributes into ``attributes``; the others are handed back."""
    for prop in props:
        name = prop.type.removeprefix(ATTRIBUTE)
        is_attribute = name != prop.type and name in allowed and name not in attributes
        if is_attribute and (name != "segtype" or prop.value in _SEGTYPES):
            attributes[name] = prop.value
        else:
            yield prop
