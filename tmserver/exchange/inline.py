"""Segments with inline codes: from an element to text and codes."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from glossary.formats.xml import local_name
from tmserver.exchange.text import XmlText
from tmserver.segment import Code

_XML = XmlText()


def inner_xml(element: Element) -> str:
    """All that stands in the element, as XML."""
    return _XML.text(element.text or "") + "".join(_outer_xml(child) for child in element)


def _outer_xml(element: Element) -> str:
    whole = _XML.element(element.tag, element.attrib.items(), inner_xml(element))
    return whole + _XML.text(element.tail or "")


def read_segment(element: Element, whole: frozenset[str]) -> tuple[str, tuple[Code, ...]]:
    """The plain text of a segment and its codes.

    Elements with a local name in ``whole`` are codes with all they hold (native code, no text of the
    segment); so are empty elements of any name. Other elements enclose text, which belongs to the segment.
    """
    if not len(element):
        return element.text or "", ()
    texts: list[str] = []
    codes: list[Code] = []
    _read(element, whole, texts, codes, 0)
    return "".join(texts), tuple(codes)


def _read(element: Element, whole: frozenset[str], texts: list[str], codes: list[Code], at: int) -> int:
    """Add what the element holds; the position after it."""

    def add(text: str | None) -> int:
        if text:
            texts.append(text)
        return len(text or "")

    at += add(element.text)
    for child in element:
        name, attributes = child.tag, tuple(child.attrib.items())
        if local_name(name) in whole:
            codes.append(Code(at, name, "whole", attributes, inner_xml(child)))
        elif not len(child) and not child.text:
            codes.append(Code(at, name, "whole", attributes))
        else:
            codes.append(Code(at, name, "start", attributes))
            at = _read(child, whole, texts, codes, at)
            codes.append(Code(at, name, "end"))
        at += add(child.tail)
    return at


def pieces(text: str, codes: tuple[Code, ...]) -> Iterator[str | Code]:
    """The text between the codes and the codes, in order."""
    at = 0
    for code in codes:
        position = min(max(code.position, at), len(text))
        if position > at:
            yield text[at:position]
            at = position
        yield code
    if at < len(text):
        yield text[at:]
