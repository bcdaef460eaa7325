"""XLIFF 1.x and 2.x as documents to translate: which segments they have, and translations put into them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element

from glossary.formats.xml import local_name
from tmserver.exchange.files import open_exchange, told
from tmserver.exchange.filling import Filling, Place
from tmserver.exchange.inline import pieces
from tmserver.exchange.report import ReadReport
from tmserver.exchange.spans import SpannedXml
from tmserver.exchange.text import XmlText
from tmserver.exchange.xliff.segments import Text, child, data_of, marked, plain_text, with_data
from tmserver.language import tags
from tmserver.segment import Code

MATCHES = "urn:oasis:names:tc:xliff:matches:2.0"
_XML = XmlText()

Change = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a place is: its unit, the element of its source text, of its target if there is one.

    ``holder`` is the segment element of 2.x, else the unit; ``mark`` the number of a marked segment.
    ``codes`` are the source's as they stand in the file.
    """

    unit: Element
    holder: Element
    source: Element
    target: Element | None
    codes: tuple[Code, ...]
    mark: str | None = None


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
        self._spots: list[_Spot] = []
        for around in self._files():
            self._read(around)

    def _files(self) -> list[Element]:
        found = [element for element in self._xml.root if local_name(element.tag) == "file"]
        return found or [self._xml.root]

    def _read(self, file: Element) -> None:
        found: list[tuple[str, Text, bool]] = []
        spots: list[_Spot] = []
        for unit in _units(file):
            for spot, identity, content, filled in _spots(unit):
                found.append((identity, content, filled))
                spots.append(spot)
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
        self._spots += spots

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
            changes += self._changes_1(some) if first.holder is unit else self._changes_2(unit, some)
        return self._xml.replaced(changes)

    # XLIFF 1.x: state and state-qualifier on the target, the match beside it as alt-trans.

    def _changes_1(self, some: Mapping[int, Filling]) -> Iterator[Change]:
        spot = self._spots[next(iter(some))]
        prefix = spot.unit.tag.removesuffix(local_name(spot.unit.tag))
        attributes = self._state_1(spot, some)
        content = self._content_1(spot, some)
        proposals = "".join(
            self._proposal_1(spot.unit, self._spots[number].mark, filling, prefix)
            for number, filling in some.items()
        )
        yield self._target(spot, prefix, attributes, content, proposals)
        for number, filling in some.items():
            yield from self._studio(spot.unit, self._spots[number].mark, filling)

    def _state_1(self, spot: _Spot, some: Mapping[int, Filling]) -> dict[str, str]:
        """Attributes of the target; with empty segments left it is still to be translated."""
        segmented = child(spot.unit, "seg-source")
        if spot.mark is not None and segmented is not None:
            done = {self._spots[number].mark for number in some}
            if spot.target is not None:
                done |= {mark for mark, part in marked(spot.target).items() if _has_text(part)}
            if done < marked(segmented).keys():
                return {"state": "needs-translation"}
        exact = all(filling.score >= 100 for filling in some.values())
        return {
            "state": "translated" if all(each.sure for each in some.values()) else "needs-review-translation",
            "state-qualifier": "exact-match" if exact else "fuzzy-match",
        }

    def _content_1(self, spot: _Spot, some: Mapping[int, Filling]) -> str:
        """What stands in the target: a text, or that of each marked segment in its mark."""
        if spot.mark is None:
            return _written(next(iter(some.values())))
        by_mark = {self._spots[number].mark or "": filling for number, filling in some.items()}
        has_marks = spot.target is not None and bool(marked(spot.target))
        around = spot.target if has_marks and spot.target is not None else child(spot.unit, "seg-source")
        if around is None:
            return ""
        written = []
        at = self._xml.spans[around].inner
        for mark, element in marked(around).items():
            span = self._xml.spans[element]
            kept = self._xml.source(span.inner, span.outer) if has_marks else ""
            text = _written(by_mark[mark]) if mark in by_mark else kept
            written += [
                self._xml.source(at, span.start),
                self._xml.tag(element, {}),
                text,
                f"</{element.tag}>",
            ]
            at = span.end
        return "".join(written) + self._xml.source(at, self._xml.spans[around].outer)

    def _proposal_1(self, unit: Element, mark: str | None, filling: Filling, prefix: str) -> str:
        attributes = {"match-quality": str(filling.score), "origin": filling.memory}
        if mark is not None:
            attributes["mid"] = mark
        return (
            self._indent(unit)
            + _XML.tag(f"{prefix}alt-trans", attributes.items())
            + f"<{prefix}source>{_XML.text(filling.match_source)}</{prefix}source>"
            + f"<{prefix}target>{_XML.text(filling.match_target)}</{prefix}target></{prefix}alt-trans>"
        )

    def _studio(self, unit: Element, mark: str | None, filling: Filling) -> Iterator[Change]:
        """Trados Studio reads origin and percent from its own definitions of segments."""
        for definition in unit.iter("sdl:seg"):
            if mark in {None, definition.get("id")}:
                span = self._xml.spans[definition]
                attributes = {
                    "conf": "Translated" if filling.sure else "Draft",
                    "origin": "tm",
                    "origin-system": filling.memory,
                    "percent": str(min(filling.score, 100)),
                }
                tag = self._xml.tag(definition, attributes)
                yield span.start, span.inner, f"{tag[:-1]}/>" if span.is_empty_tag else tag

    # XLIFF 2.x: state of the segment, the match in the module for matches.

    def _changes_2(self, unit: Element, some: Mapping[int, Filling]) -> Iterator[Change]:
        prefix = unit.tag.removesuffix(local_name(unit.tag))
        proposals: list[tuple[str, Filling]] = []
        for number, filling in some.items():
            spot = self._spots[number]
            identity = spot.holder.get("id") or f"tm{number + 1}"
            attributes = {"id": identity, "state": "translated" if filling.sure else "initial"}
            span = self._xml.spans[spot.holder]
            yield span.start, span.inner, self._xml.tag(spot.holder, attributes)
            yield self._target(spot, prefix, {}, _written(filling), "")
            proposals.append((identity, filling))
        within = next((part for part in unit if local_name(part.tag) == "matches"), None)
        if within is None or self._xml.spans[within].is_empty_tag:
            place = self._xml.spans[unit].inner
            indent = self._xml.indent_of(self._spots[next(iter(some))].holder)
            written = "".join(_proposal_2(*each, prefix) for each in proposals)
            yield place, place, f'{indent}<mtc:matches xmlns:mtc="{MATCHES}">{written}</mtc:matches>'
        else:
            place = self._xml.spans[within].inner
            declared = [("xmlns:mtc", MATCHES)]
            yield place, place, "".join(_proposal_2(*each, prefix, declared) for each in proposals)

    # Both.

    def _target(
        self, spot: _Spot, prefix: str, attributes: Mapping[str, str], content: str, after: str
    ) -> Change:
        """The target in the place of the one there is, else behind the source."""
        name = f"{prefix}target"
        if spot.target is not None:
            span = self._xml.spans[spot.target]
            written = self._xml.tag(spot.target, attributes)
            return span.start, span.end, f"{written}{content}</{name}>{after}"
        before = child(spot.unit, "seg-source") if spot.holder is spot.unit else None
        before = spot.source if before is None else before
        place = self._xml.spans[before].end
        return (
            place,
            place,
            self._xml.indent_of(before) + f"{_XML.tag(name, attributes.items())}{content}</{name}>{after}",
        )

    def _indent(self, unit: Element) -> str:
        source = child(unit, "source")
        return "" if source is None else self._xml.indent_of(source)


def _units(around: Element, *, translate: bool = True) -> Iterator[Element]:
    """The units that may be translated, in order; groups pass translate="no" on."""
    for element in around:
        name = local_name(element.tag)
        said = element.get("translate")
        allowed = translate if said is None else said != "no"
        if name in {"trans-unit", "unit"}:
            if allowed:
                yield element
        elif name not in {"alt-trans", "matches", "bin-unit"}:
            yield from _units(element, translate=allowed)


def _spots(unit: Element) -> Iterator[tuple[_Spot, str, Text, bool]]:
    """Spot, id, source text and whether it is translated, of each segment of a unit that has text."""
    identity = unit.get("id", "")
    found = _spots_1(unit) if local_name(unit.tag) == "trans-unit" else _spots_2(unit)
    for spot, own, filled in found:
        text, codes = plain_text(spot.source)
        if text.strip():
            native = with_data((text, codes), data_of(unit))
            yield spot, f"{identity}:{own}" if own else identity, native, filled


def _spots_1(unit: Element) -> Iterator[tuple[_Spot, str, bool]]:
    source, target, segmented = (child(unit, name) for name in ("source", "target", "seg-source"))
    if source is None:
        return
    parts = marked(segmented) if segmented is not None else {}
    translated = marked(target) if target is not None else {}
    if parts and (translated.keys() == parts.keys() or not _has_text(target)):
        for mark, part in parts.items():
            spot = _Spot(unit, unit, part, target, plain_text(part)[1], mark)
            yield spot, mark if len(parts) > 1 else "", _has_text(translated.get(mark))
    else:
        yield _Spot(unit, unit, source, target, plain_text(source)[1]), "", _has_text(target)


def _spots_2(unit: Element) -> Iterator[tuple[_Spot, str, bool]]:
    parts = [part for part in unit if local_name(part.tag) == "segment"]
    for number, part in enumerate(parts, 1):
        source, target = child(part, "source"), child(part, "target")
        if source is not None:
            own = part.get("id") or str(number)
            spot = _Spot(unit, part, source, target, plain_text(source)[1])
            yield spot, own if len(parts) > 1 else "", _has_text(target)


def _has_text(element: Element | None) -> bool:
    return element is not None and bool(plain_text(element)[0].strip())


def _proposal_2(
    identity: str, filling: Filling, prefix: str, declared: Sequence[tuple[str, str]] = ()
) -> str:
    percent = str(min(filling.score, 100))
    attributes = {
        "ref": f"#{identity}",
        "matchQuality": percent,
        "similarity": percent,
        "origin": filling.memory,
        "type": "icm" if filling.score > 100 else "tm",
    }
    return (
        _XML.tag("mtc:match", [*declared, *attributes.items()])
        + f"<{prefix}source>{_XML.text(filling.match_source)}</{prefix}source>"
        + f"<{prefix}target>{_XML.text(filling.match_target)}</{prefix}target></mtc:match>"
    )


def _written(filling: Filling) -> str:
    """Text and codes as XML."""
    written = []
    for piece in pieces(filling.text, filling.codes):
        if isinstance(piece, str):
            written.append(_XML.text(piece))
        elif piece.part == "end":
            written.append(f"</{piece.element}>")
        elif piece.part == "start":
            written.append(_XML.tag(piece.element, piece.attributes))
        else:
            written.append(_XML.element(piece.element, piece.attributes, piece.content))
    return "".join(written)
