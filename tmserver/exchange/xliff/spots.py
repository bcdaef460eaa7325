"""Where in the XML of an XLIFF file the texts to translate stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from glossary.formats.xml import local_name
from tmserver.exchange.xliff.segments import Text, child, data_of, marked, plain_text, with_data
from tmserver.segment import Code


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a text to translate is: its unit, the element of its source text, of its target if there is one.

    ``holder`` is the segment element of 2.x, else the unit; ``mark`` the number of a marked segment.
    ``codes`` are the source's as they stand in the file.
    """

    unit: Element
    holder: Element
    source: Element
    target: Element | None
    codes: tuple[Code, ...]
    mark: str | None = None


def units(around: Element, *, translate: bool = True) -> Iterator[Element]:
    """The units that may be translated, in order; groups pass translate="no" on."""
    for element in around:
        name = local_name(element.tag)
        said = element.get("translate")
        allowed = translate if said is None else said != "no"
        if name in {"trans-unit", "unit"}:
            if allowed:
                yield element
        elif name not in {"alt-trans", "matches", "bin-unit"}:
            yield from units(element, translate=allowed)


def spots(unit: Element) -> Iterator[tuple[Spot, str, Text, bool]]:
    """Spot, id, source text and whether it is translated, of each segment of a unit that has text."""
    identity = unit.get("id", "")
    found = _spots_1(unit) if local_name(unit.tag) == "trans-unit" else _spots_2(unit)
    for spot, own, filled in found:
        text, codes = plain_text(spot.source)
        if text.strip():
            native = with_data((text, codes), data_of(unit))
            yield spot, f"{identity}:{own}" if own else identity, native, filled


def _spots_1(unit: Element) -> Iterator[tuple[Spot, str, bool]]:
    source, target, segmented = (child(unit, name) for name in ("source", "target", "seg-source"))
    if source is None:
        return
    parts = marked(segmented) if segmented is not None else {}
    translated = marked(target) if target is not None else {}
    if parts and (translated.keys() == parts.keys() or not has_text(target)):
        for mark, part in parts.items():
            spot = Spot(unit, unit, part, target, plain_text(part)[1], mark)
            yield spot, mark if len(parts) > 1 else "", has_text(translated.get(mark))
    else:
        yield Spot(unit, unit, source, target, plain_text(source)[1]), "", has_text(target)


def _spots_2(unit: Element) -> Iterator[tuple[Spot, str, bool]]:
    parts = [part for part in unit if local_name(part.tag) == "segment"]
    for number, part in enumerate(parts, 1):
        source, target = child(part, "source"), child(part, "target")
        if source is not None:
            own = part.get("id") or str(number)
            spot = Spot(unit, part, source, target, plain_text(source)[1])
            yield spot, own if len(parts) > 1 else "", has_text(target)


def has_text(element: Element | None) -> bool:
    """Whether there is text in the element, which may be missing."""
    return element is not None and bool(plain_text(element)[0].strip())
