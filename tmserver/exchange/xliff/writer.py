"""Bilingual units as XLIFF 2.1 (OASIS Standard, 13 February 2018)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from typing import IO

from tmserver.exchange.losses import count_losses
from tmserver.exchange.report import WriteReport
from tmserver.exchange.text import XmlText
from tmserver.exchange.xliff.codes import Content
from tmserver.segment import Status, Unit

_STATES = {
    Status.DRAFT: "initial",
    Status.TRANSLATED: "translated",
    Status.REVIEWED: "reviewed",
}


def write_xliff(units: Iterable[Unit], file: IO[bytes], *, source: str, target: str) -> WriteReport:
    """Write bilingual units (see ``tmserver.exchange.pairs``) as XLIFF 2.1, streaming.

    A file element for each run of units of one document, a unit element with one segment for each unit.
    Status becomes the state; rejected units are left out. Ids are our own, since theirs may repeat: what the
    unit was called stays as its name. Notes of units stay; the report counts what could not be kept.
    """
    report = WriteReport()
    writer = _Writer(report)
    file.write(writer.head(source, target).encode())
    for unit in units:
        if unit.status is Status.REJECTED:
            report.lost["rejected units, left out"] += 1
            continue
        file.write(writer.unit(unit).encode())
        report.written += 1
    file.write(writer.foot().encode())
    return report


class _Writer:
    """Writes one unit after another into the file element of its document."""

    def __init__(self, report: WriteReport) -> None:
        self._report = report
        self._xml = XmlText(report.lost)
        self._files = count(1)
        self._units = count(1)
        self._document: str | None = None

    def head(self, source: str, target: str) -> str:
        """What stands before the first unit."""
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1"'
            f' srcLang="{self._xml.attribute(source)}" trgLang="{self._xml.attribute(target)}">\n'
        )

    def foot(self) -> str:
        """What stands after the last unit; the schema wants a unit in a file and a file in any case."""
        if self._document is not None:
            return "  </file>\n</xliff>\n"
        return '  <file id="f1"><unit id="u1"><segment><source/></segment></unit></file>\n</xliff>\n'

    def unit(self, unit: Unit) -> str:
        """One unit element, with the tags of file elements around it where the document changes."""
        xml = self._xml
        before = self._switched(unit.document)
        name = f' name="{xml.attribute(unit.external_id)}"' if unit.external_id else ""
        count_losses(unit, self._report.lost, kept=())
        content = Content(unit.variants[0], unit.variants[1], xml, self._report.lost)
        notes = "".join(f"        <note>{xml.text(note)}</note>\n" for note in unit.notes)
        return (
            f'{before}    <unit id="u{next(self._units)}"{name}>\n'
            + (f"      <notes>\n{notes}      </notes>\n" if notes else "")
            + content.original_data()
            + f'      <segment state="{_STATES[unit.status]}">\n'
            f'        <source xml:space="preserve">{content.source}</source>\n'
            f'        <target xml:space="preserve">{content.target}</target>\n'
            "      </segment>\n    </unit>\n"
        )

    def _switched(self, document: str) -> str:
        if document == self._document:
            return ""
        end = "" if self._document is None else "  </file>\n"
        self._document = document
        original = f' original="{self._xml.attribute(document)}"' if document else ""
        return f'{end}  <file id="f{next(self._files)}"{original}>\n'
