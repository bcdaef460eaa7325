"""Segments with inline codes: from an element to text and codes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from glossary.formats.xml import local_name
from tmserver.exchange.text import XmlText
from tmserver.segment import Code

_XML = XmlText()
# Elements that enclose text even where there is none: <hi/> has a start and an end.
_ENCLOSING = frozenset({"hi", "g", "pc", "mrk"})


def inner_xml(element: Element) -> str:
    """All that stands in the element, as XML."""
    return _XML.text(element.text or "") + "".join(_outer_xml(child) for child in element)


def _outer_xml(element: Element) -> str:
    whole = _XML.element(element.tag, element.attrib.items(), inner_xml(element))
    return whole + _XML.text(element.tail or "")


def _never(_element: Element) -> bool:
    return False


def read_segment(
    element: Element, whole: frozenset[str], unwrap: Callable[[Element], bool] = _never
) -> tuple[str, tuple[Code, ...]]:
    """The plain text of a segment and its codes.

    Elements with a local name in ``whole`` are codes with all they hold (native code, no text of the
    segment); so are empty elements but those made to enclose text. Other elements enclose text, which belongs
    to the segment; of those that ``unwrap`` names nothing but that text is taken.
    """
    if not len(element):
        return element.text or "", ()
    reading = _Reading(whole, unwrap)
    reading.read(element)
    return "".join(reading.texts), tuple(reading.codes)


class _Reading:
    """Walks through a segment; ``at`` is the length of the text so far."""

    def __init__(self, whole: frozenset[str], unwrap: Callable[[Element], bool]) -> None:
        self.texts: list[str] = []
        self.codes: list[Code] = []
        self._at = 0
        self._whole = whole
        self._unwrap = unwrap

    def read(self, element: Element) -> None:
        """Add what the element holds."""
        self._add(element.text)
        for child in element:
            name, attributes = child.tag, tuple(child.attrib.items())
            if self._unwrap(child):
                self.read(child)
            elif local_name(name) in self._whole:
                self.codes.append(Code(self._at, name, "whole", attributes, inner_xml(child)))
            elif not len(child) and not child.text and local_name(name) not in _ENCLOSING:
                self.codes.append(Code(self._at, name, "whole", attributes))
            else:
                self.codes.append(Code(self._at, name, "start", attributes))
                self.read(child)
                self.codes.append(Code(self._at, name, "end"))
            self._add(child.tail)

    def _add(self, text: str | None) -> None:
        if text:
            self.texts.append(text)
            self._at += len(text)


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
