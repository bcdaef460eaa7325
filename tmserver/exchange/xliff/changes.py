"""What both versions of XLIFF have in common when a translation is put into a file."""

from __future__ import annotations

from collections.abc import Mapping

from tmserver.exchange.filling import Filling
from tmserver.exchange.inline import pieces
from tmserver.exchange.spans import SpannedXml
from tmserver.exchange.text import XmlText
from tmserver.exchange.xliff.segments import child
from tmserver.exchange.xliff.spots import Spot

XML = XmlText()

Change = tuple[int, int, str]
"""Start and end of what is replaced in the file, and what takes its place."""


def target(
    xml: SpannedXml, spot: Spot, prefix: str, attributes: Mapping[str, str], content: str, after: str
) -> Change:
    """The target in the place of the one there is, else behind the source."""
    name = f"{prefix}target"
    if spot.target is not None:
        span = xml.spans[spot.target]
        opening = xml.tag(spot.target, attributes)
        return span.start, span.end, f"{opening}{content}</{name}>{after}"
    before = child(spot.unit, "seg-source") if spot.holder is spot.unit else None
    before = spot.source if before is None else before
    place = xml.spans[before].end
    return (
        place,
        place,
        xml.indent_of(before) + f"{XML.tag(name, attributes.items())}{content}</{name}>{after}",
    )


def written(filling: Filling) -> str:
    """Text and codes as XML."""
    parts = []
    for piece in pieces(filling.text, filling.codes):
        if isinstance(piece, str):
            parts.append(XML.text(piece))
        elif piece.part == "end":
            parts.append(f"</{piece.element}>")
        elif piece.part == "start":
            parts.append(XML.tag(piece.element, piece.attributes))
        else:
            parts.append(XML.element(piece.element, piece.attributes, piece.content))
    return "".join(parts)
