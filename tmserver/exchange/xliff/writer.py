"""Bilingual units as XLIFF 2.1 (OASIS Standard, 13 February 2018)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import count
from typing import IO

from tmserver.exchange.losses import count_losses
from tmserver.exchange.report import WriteReport
from tmserver.exchange.text import XmlText
from tmserver.exchange.xliff.codes import Content
from tmserver.exchange.xliff.segments import OWN_ID
from tmserver.segment import Status, Unit

_STATES = {
    Status.DRAFT: "initial",
    Status.TRANSLATED: "translated",
    Status.REVIEWED: "reviewed",
}
# What XML takes for an id here: NMTOKEN, section 2.3.
_ID = re.compile(
    "[-.0-9:A-Z_a-z\xb7\xc0-\xd6\xd8-\xf6\xf8-\u037d\u037f-\u1fff\u200c\u200d\u203f\u2040\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff]+"
)


def write_xliff(units: Iterable[Unit], file: IO[bytes], *, source: str, target: str) -> WriteReport:
    """Write bilingual units (see ``tmserver.exchange.pairs``) as XLIFF 2.1, streaming.

    A file element for each run of units of one document, a unit element with one segment for each unit.
    Status becomes the state, the context the name; rejected units are left out. An id that repeats within its
    file element, or that XML does not take, is replaced by one of ours, and is the name where that is free.
    Notes of units stay; the report counts what could not be kept.
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
        self._ids: set[str] = set()
        self._order = _Order(report.lost)
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
        self._order.end()
        if self._document is not None:
            return "  </file>\n</xliff>\n"
        return '  <file id="f1"><unit id="u1"><segment><source/></segment></unit></file>\n</xliff>\n'

    def unit(self, unit: Unit) -> str:
        """One unit element, with the tags of file elements around it where the document changes."""
        xml = self._xml
        before = self._switched(unit.document)
        self._order.take(unit)
        count_losses(unit, self._report.lost, kept=("x-context",))
        content = Content(unit.variants[0], unit.variants[1], xml, self._report.lost)
        notes = "".join(f"        <note>{xml.text(note)}</note>\n" for note in unit.notes)
        return (
            f"{before}    <unit{self._called(unit)}>\n"
            + (f"      <notes>\n{notes}      </notes>\n" if notes else "")
            + content.original_data()
            + f'      <segment state="{_STATES[unit.status]}">\n'
            f'        <source xml:space="preserve">{content.source}</source>\n'
            f'        <target xml:space="preserve">{content.target}</target>\n'
            "      </segment>\n    </unit>\n"
        )

    def _called(self, unit: Unit) -> str:
        """The attributes id and name."""
        own = unit.external_id
        name = next((prop.value for prop in unit.props if prop.type == "x-context"), "")
        if _ID.fullmatch(own) and own not in self._ids and not own.startswith(OWN_ID):
            self._ids.add(own)
        else:
            if own:
                self._report.lost["ids that repeat or that XML does not take"] += 1
            name, own = name or own, f"{OWN_ID}{next(self._units)}"
        return f' id="{own}"' + (f' name="{self._xml.attribute(name)}"' if name else "")

    def _switched(self, document: str) -> str:
        if document == self._document:
            return ""
        self._order.end()
        self._ids.clear()
        end = "" if self._document is None else "  </file>\n"
        self._document = document
        original = f' original="{self._xml.attribute(document)}"' if document else ""
        return f'{end}  <file id="f{next(self._files)}"{original}>\n'


class _Order:
    """Counts the neighbours and positions that differ from those that a reader takes from the order."""

    def __init__(self, lost: Counter[str]) -> None:
        self._lost = lost
        self._before: Unit | None = None
        self._position = 0

    def take(self, unit: Unit) -> None:
        """The next unit of the document."""
        self._position += 1
        if unit.position != self._position:
            self._lost["positions other than in the order of the file"] += 1
        if self._before is not None:
            self._compare([variant.next for variant in self._before.variants], unit)
        self._compare([variant.previous for variant in unit.variants], self._before)
        self._before = unit

    def end(self) -> None:
        """The document ends."""
        if self._before is not None:
            self._compare([variant.next for variant in self._before.variants], None)
        self._before, self._position = None, 0

    def _compare(self, known: list[str | None], shown: Unit | None) -> None:
        texts = ("", "") if shown is None else [variant.text for variant in shown.variants]
        different = sum(text != other for text, other in zip(known, texts, strict=True))
        if different:
            self._lost["neighbours other than in the order of the file"] += different
