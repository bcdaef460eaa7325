"""Translations put into XLIFF 1.x: states on the target, the match beside it as alt-trans."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from xml.etree.ElementTree import Element

from glossary.formats.xml import local_name
from tmserver.exchange.filling import Filling
from tmserver.exchange.spans import SpannedXml
from tmserver.exchange.xliff.changes import XML, Change, target, written
from tmserver.exchange.xliff.segments import child, marked
from tmserver.exchange.xliff.spots import Spot, has_text


class Changes1:
    """What is to be changed in a file of version 1.x."""

    def __init__(self, xml: SpannedXml, spots: Sequence[Spot]) -> None:
        self._xml = xml
        self._spots = spots

    def of_unit(self, some: Mapping[int, Filling]) -> Iterator[Change]:
        """All changes of a unit: translations by the numbers of their spots."""
        spot = self._spots[next(iter(some))]
        prefix = spot.unit.tag.removesuffix(local_name(spot.unit.tag))
        attributes = self._state(spot, some)
        content = self._content(spot, some)
        proposals = "".join(
            self._proposal(spot.unit, self._spots[number].mark, filling, prefix)
            for number, filling in some.items()
        )
        yield target(self._xml, spot, prefix, attributes, content, proposals)
        for number, filling in some.items():
            yield from self._studio(spot.unit, self._spots[number].mark, filling)

    def _state(self, spot: Spot, some: Mapping[int, Filling]) -> dict[str, str]:
        """Attributes of the target; with empty segments left it is still to be translated."""
        segmented = child(spot.unit, "seg-source")
        if spot.mark is not None and segmented is not None:
            done = {self._spots[number].mark for number in some}
            if spot.target is not None:
                done |= {mark for mark, part in marked(spot.target).items() if has_text(part)}
            if done < marked(segmented).keys():
                return {"state": "needs-translation"}
        exact = all(filling.score >= 100 for filling in some.values())
        return {
            "state": "translated" if all(each.sure for each in some.values()) else "needs-review-translation",
            "state-qualifier": "exact-match" if exact else "fuzzy-match",
        }

    def _content(self, spot: Spot, some: Mapping[int, Filling]) -> str:
        """What stands in the target: a text, or that of each marked segment in its mark."""
        if spot.mark is None:
            return written(next(iter(some.values())))
        by_mark = {self._spots[number].mark or "": filling for number, filling in some.items()}
        has_marks = spot.target is not None and bool(marked(spot.target))
        around = spot.target if has_marks and spot.target is not None else child(spot.unit, "seg-source")
        if around is None:
            return ""
        parts = []
        at = self._xml.spans[around].inner
        for mark, element in marked(around).items():
            span = self._xml.spans[element]
            kept = self._xml.source(span.inner, span.outer) if has_marks else ""
            text = written(by_mark[mark]) if mark in by_mark else kept
            parts += [
                self._xml.source(at, span.start),
                self._xml.tag(element, {}),
                text,
                f"</{element.tag}>",
            ]
            at = span.end
        return "".join(parts) + self._xml.source(at, self._xml.spans[around].outer)

    def _proposal(self, unit: Element, mark: str | None, filling: Filling, prefix: str) -> str:
        attributes = {"match-quality": str(filling.score), "origin": filling.memory}
        if mark is not None:
            attributes["mid"] = mark
        return (
            self._indent(unit)
            + XML.tag(f"{prefix}alt-trans", attributes.items())
            + f"<{prefix}source>{XML.text(filling.match_source)}</{prefix}source>"
            + f"<{prefix}target>{XML.text(filling.match_target)}</{prefix}target></{prefix}alt-trans>"
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

    def _indent(self, unit: Element) -> str:
        source = child(unit, "source")
        return "" if source is None else self._xml.indent_of(source)
