"""Translations put into XLIFF 2.x: the state of the segment, the match in the module for matches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from glossary.formats.xml import local_name
from tmserver.exchange.filling import Filling
from tmserver.exchange.spans import SpannedXml
from tmserver.exchange.xliff.changes import XML, Change, target, written
from tmserver.exchange.xliff.spots import Spot

MATCHES = "urn:oasis:names:tc:xliff:matches:2.0"


class Changes2:
    """What is to be changed in a file of version 2.x."""

    def __init__(self, xml: SpannedXml, spots: Sequence[Spot]) -> None:
        self._xml = xml
        self._spots = spots

    def of_unit(self, some: Mapping[int, Filling]) -> Iterator[Change]:
        """All changes of a unit: translations by the numbers of their spots."""
        unit = self._spots[next(iter(some))].unit
        prefix = unit.tag.removesuffix(local_name(unit.tag))
        proposals: list[tuple[str, Filling]] = []
        for number, filling in some.items():
            spot = self._spots[number]
            identity = spot.holder.get("id") or f"tm{number + 1}"
            attributes = {"id": identity, "state": "translated" if filling.sure else "initial"}
            span = self._xml.spans[spot.holder]
            yield span.start, span.inner, self._xml.tag(spot.holder, attributes)
            yield target(self._xml, spot, prefix, {}, written(filling), "")
            proposals.append((identity, filling))
        within = next((part for part in unit if local_name(part.tag) == "matches"), None)
        if within is None or self._xml.spans[within].is_empty_tag:
            place = self._xml.spans[unit].inner
            indent = self._xml.indent_of(self._spots[next(iter(some))].holder)
            proposed = "".join(_proposal(*each, prefix) for each in proposals)
            yield place, place, f'{indent}<mtc:matches xmlns:mtc="{MATCHES}">{proposed}</mtc:matches>'
        else:
            place = self._xml.spans[within].inner
            declared = [("xmlns:mtc", MATCHES)]
            yield place, place, "".join(_proposal(*each, prefix, declared) for each in proposals)


def _proposal(identity: str, filling: Filling, prefix: str, declared: Sequence[tuple[str, str]] = ()) -> str:
    percent = str(min(filling.score, 100))
    attributes = {
        "ref": f"#{identity}",
        "matchQuality": percent,
        "similarity": percent,
        "origin": filling.memory,
        "type": "icm" if filling.score > 100 else "tm",
    }
    return (
        XML.tag("mtc:match", [*declared, *attributes.items()])
        + f"<{prefix}source>{XML.text(filling.match_source)}</{prefix}source>"
        + f"<{prefix}target>{XML.text(filling.match_target)}</{prefix}target></mtc:match>"
    )
