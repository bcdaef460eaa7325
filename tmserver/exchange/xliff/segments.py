"""The segments of one unit element of XLIFF 1.x (trans-unit) or 2.x (unit)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from glossary.formats.xml import local_name
from tmserver.exchange.inline import inner_xml, read_segment
from tmserver.segment import Code

# Elements that are codes with all they hold; g, pc and mrk enclose text of the segment.
WHOLE = frozenset({"bpt", "ept", "ph", "it", "x", "bx", "ex", "sc", "ec", "sm", "em", "cp", "ut"})

OWN_ID = "tmserver-"
"""Begins the ids of units that were exported without one of theirs; a number follows."""

Text = tuple[str, tuple[Code, ...]]


@dataclass(frozen=True, slots=True)
class Segment:
    """A source and its translation, None if there is none; ``attributes`` tell how far it has come.

    Languages are "" where the segment does not name its own.
    """

    id: str
    source: Text
    target: Text | None
    attributes: tuple[Mapping[str, str], ...] = ()
    source_language: str = ""
    target_language: str = ""


def segments(unit: Element) -> Iterator[Segment]:
    """The segments of a trans-unit or unit, in order; proposals in alt-trans and matches are left aside."""
    return _segments_1(unit) if local_name(unit.tag) == "trans-unit" else _segments_2(unit)


def child(element: Element, name: str) -> Element | None:
    """The first child of this local name, None if there is none."""
    return next((found for found in element if local_name(found.tag) == name), None)


def _segments_1(unit: Element) -> Iterator[Segment]:
    source, target = child(unit, "source"), child(unit, "target")
    if source is None:
        return
    identity = unit.get("id", "")
    languages = (source.get("xml:lang", ""), "" if target is None else target.get("xml:lang", ""))
    of_target: Mapping[str, str] = {} if target is None else target.attrib
    definitions = {found.get("id", ""): found.attrib for found in unit.iter("sdl:seg")}
    segmented = child(unit, "seg-source")
    parts = marked(segmented) if segmented is not None and target is not None else {}
    translated = marked(target) if target is not None else {}
    if len(parts) > 1 and parts.keys() == translated.keys():
        for number, part in parts.items():
            attributes = (definitions.get(number, {}), of_target, unit.attrib)
            yield Segment(
                f"{identity}:{number}", plain_text(part), _filled(translated[number]), attributes, *languages
            )
        return
    told = (*definitions.values(), of_target, unit.attrib)
    yield Segment(identity, plain_text(source), _filled(target), told, *languages)


def marked(element: Element) -> dict[str, Element]:
    """The segments marked in an element by number; none if text stands outside them, which would be lost."""
    found = {part.get("mid", ""): part for part in element if is_segment(part)}
    outside = [element.text or "", *(part.tail or "" for part in element)]
    if "".join(outside).strip() or len(found) != sum(1 for part in element.iter() if is_segment(part)):
        return {}
    return found


def is_segment(element: Element) -> bool:
    """Whether the element marks a segment."""
    return local_name(element.tag) == "mrk" and element.get("mtype") == "seg"


def _segments_2(unit: Element) -> Iterator[Segment]:
    """One for each segment element; the unit as one where text stands in the ignorables between them."""
    parts = [part for part in unit if local_name(part.tag) in {"segment", "ignorable"}]
    data = data_of(unit)
    pieces = [_piece(part, source, data) for part in parts if (source := child(part, "source")) is not None]
    kinds = [local_name(part.tag) for part in parts if child(part, "source") is not None]
    spoken = any(
        kind == "ignorable" and piece.source[0].strip() for kind, piece in zip(kinds, pieces, strict=True)
    )
    if spoken:
        yield _joined(pieces, unit.get("id", ""))
        return
    own = [piece for kind, piece in zip(kinds, pieces, strict=True) if kind == "segment"]
    for number, piece in enumerate(own, 1):
        yield (
            replace(piece, id=f"{unit.get('id', '')}:{piece.id or number}")
            if len(own) > 1
            else replace(piece, id=unit.get("id", ""))
        )


def _piece(part: Element, source: Element, data: Mapping[str, Element]) -> Segment:
    target = child(part, "target")
    return Segment(
        part.get("id", ""),
        with_data(plain_text(source), data),
        with_data(filled, data) if (filled := _filled(target)) else None,
        (part.attrib,),
        source.get("xml:lang", ""),
        "" if target is None else target.get("xml:lang", ""),
    )


def _joined(pieces: list[Segment], identity: str) -> Segment:
    """All pieces as one segment; where an ignorable has no target, its source stands in both."""
    translated = [piece.target or piece.source for piece in pieces]
    has_target = any(piece.target for piece in pieces)
    return replace(
        pieces[0],
        id=identity,
        source=_concatenated([piece.source for piece in pieces]),
        target=_concatenated(translated) if has_target else None,
        attributes=tuple(attributes for piece in pieces for attributes in piece.attributes),
    )


def _concatenated(texts: list[Text]) -> Text:
    whole = ""
    codes: list[Code] = []
    for text, own in texts:
        codes += [replace(code, position=code.position + len(whole)) for code in own]
        whole += text
    return whole, tuple(codes)


def data_of(unit: Element) -> dict[str, Element]:
    """What stands in the unit's originalData, by id."""
    return {found.get("id", ""): found for found in unit.iter() if local_name(found.tag) == "data"}


def with_data(text: Text, data: Mapping[str, Element]) -> Text:
    """Codes that refer to the unit's originalData get what stands there as their content."""
    if not data or not text[1]:
        return text
    return text[0], tuple(
        replace(code, content=inner_xml(found))
        if code.part == "whole" and (found := data.get(dict(code.attributes).get("dataRef", ""))) is not None
        else code
        for code in text[1]
    )


def plain_text(element: Element) -> Text:
    """Text and codes of a source or target; marks of segments are passed over."""
    return read_segment(element, WHOLE, is_segment)


def _filled(target: Element | None) -> Text | None:
    """The target's text, None if it has neither text nor codes."""
    if target is None:
        return None
    text, codes = plain_text(target)
    return (text, codes) if text.strip() or codes else None
