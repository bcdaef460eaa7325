"""XLIFF 1.x and 2.x as documents to translate: which segments they have, and translations put into them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element

from glossary.formats.xml import local_name
from tmserver.exchange.files import open_exchange, told
from tmserver.exchange.filling import Filling, Place
from tmserver.exchange.report import ReadReport
from tmserver.exchange.spans import SpannedXml
from tmserver.exchange.xliff.changes import Change
from tmserver.exchange.xliff.changes_1 import Changes1
from tmserver.exchange.xliff.changes_2 import Changes2
from tmserver.exchange.xliff.segments import Text
from tmserver.exchange.xliff.spots import Spot, spots, units
from tmserver.language import tags
from tmserver.segment import Code


class XliffDocument:
    """The segments of an XLIFF file that may be translated, in order.

    :raise UnreadableFile: not XLIFF, not well-formed or beyond the limits
    """

    format = "xliff"

    def __init__(self, file: Path | IO[bytes], *, name: str = "", source: str = "", target: str = "") -> None:
        report = ReadReport(format="xliff")
        opened = open_exchange(file, report, name=name, roots=("xliff",))
        with told():
            self._xml = SpannedXml(file, opened)
        self._given = source, target
        self.places: list[Place] = []
        self._spots: list[Spot] = []
        for around in self._files():
            self._read(around)

    def _files(self) -> list[Element]:
        found = [element for element in self._xml.root if local_name(element.tag) == "file"]
        return found or [self._xml.root]

    def _read(self, file: Element) -> None:
        found: list[tuple[str, Text, bool]] = []
        read: list[Spot] = []
        for unit in units(file):
            for spot, identity, content, filled in spots(unit):
                found.append((identity, content, filled))
                read.append(spot)
        root = self._xml.root
        source = file.get("source-language") or root.get("srcLang") or self._given[0]
        target = file.get("target-language") or root.get("trgLang") or self._given[1]
        texts = ["", *(text for _, (text, _), _ in found), ""]
        for number, (identity, (text, codes), filled) in enumerate(found):
            self.places.append(
                Place(
                    identity,
                    tags.normalise(source),
                    tags.normalise(target),
                    text,
                    codes,
                    texts[number],
                    texts[number + 2],
                    filled,
                )
            )
        self._spots += read

    def codes(self, number: int) -> tuple[Code, ...]:
        """The codes of a place as they stand in the file, for ``filling.carried``."""
        return self._spots[number].codes

    def filled(self, fillings: Mapping[int, Filling]) -> bytes:
        """The document with the translations; see ``filling.Document``."""
        by_unit: dict[Element, dict[int, Filling]] = {}
        for number, filling in fillings.items():
            by_unit.setdefault(self._spots[number].unit, {})[number] = filling
        changes: list[Change] = []
        for unit, some in by_unit.items():
            first = self._spots[next(iter(some))]
            kind = Changes1 if first.holder is unit else Changes2
            changes += kind(self._xml, self._spots).of_unit(some)
        return self._xml.replaced(changes)
