"""An XML file as a tree that knows where each element stands, so that parts of the file can be replaced."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from glossary.formats.packed import LIMITS, chunks
from glossary.formats.xml import XmlFile
from glossary.formats.xmlbytes import Utf8
from tmserver.errors import UnreadableFile
from tmserver.exchange.text import XmlText

_TAG = re.compile(rb"""<(?:[^>"']|"[^"]*"|'[^']*')*>""")
_XML = XmlText()


@dataclass(slots=True)
class Span:
    """Offsets in the file's text: of its start tag [start, inner), its content, its end [.., end)."""

    start: int
    inner: int
    outer: int = 0
    end: int = 0

    @property
    def is_empty_tag(self) -> bool:
        """Whether it is written as one tag: <target/>."""
        return self.outer == self.inner == self.end


class SpannedXml:
    """A whole file: ``text`` is its content in UTF-8, ``root`` its tree, ``spans`` the places in ``text``.

    ``opened`` is the file as found well-formed. Characters that XML forbids are not in ``text``.
    """

    def __init__(self, file: Path | IO[bytes], opened: XmlFile) -> None:
        self._reading = opened.reading
        self._name = opened.name
        raw = b"".join(chunks(file, name=opened.name))
        self._mark, raw = raw[: self._reading.mark], raw[self._reading.mark :]
        text = raw if self._reading.codec == "utf-8" else raw.decode(self._reading.codec).encode()
        clean = b"".join(Utf8(file, opened.name, LIMITS, self._reading))
        start = text.find(b"<")
        # What stands before the first tag is no XML; where characters had to go, the clean text counts.
        self._head, self.text = (text[:start], clean) if text[start:] == clean else (b"", clean)
        self.spans: dict[Element, Span] = {}
        self.root = self._parsed()

    def _parsed(self) -> Element:
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.specified_attributes = True
        builder = TreeBuilder()
        open_elements: list[Element] = []

        def start(name: str, attributes: dict[str, str]) -> None:
            element = builder.start(name, attributes)
            at = parser.CurrentByteIndex
            tag = _TAG.match(self.text, at)
            self.spans[element] = Span(at, tag.end() if tag else at)
            open_elements.append(element)

        def end(name: str) -> None:
            span = self.spans[open_elements.pop()]
            if self.text[span.inner - 2 : span.inner] == b"/>":
                span.outer = span.end = span.inner
            else:
                span.outer = parser.CurrentByteIndex
                span.end = self.text.index(b">", span.outer) + 1
            builder.end(name)

        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = builder.data
        parser.Parse(self.text, True)
        return builder.close()

    def source(self, start: int, end: int) -> str:
        """What stands in the file between two offsets."""
        return self.text[start:end].decode()

    def indent_of(self, element: Element) -> str:
        """A line end and the blanks before the element if it begins its line, else ""."""
        start = self.spans[element].start
        line = self.text.rfind(b"\n", 0, start) + 1
        before = self.text[line:start]
        if not line or before.strip():
            return ""
        return ("\r\n" if self.text[line - 2 : line - 1] == b"\r" else "\n") + before.decode()

    def tag(self, element: Element, changes: Mapping[str, str]) -> str:
        """The element's start tag with some attributes added or replaced; never an empty tag."""
        span = self.spans[element]
        tag = self.source(span.start, span.inner)
        for name in changes:
            tag = re.sub(rf"""\s+{re.escape(name)}\s*=\s*("[^"]*"|'[^']*')""", "", tag, count=1)
        added = "".join(f' {name}="{_XML.attribute(value)}"' for name, value in changes.items())
        return re.sub(r"\s*/?>$", lambda _: f"{added}>", tag)

    def replaced(self, changes: Iterable[tuple[int, int, str]]) -> bytes:
        """The file, in its own encoding, with [start, end) replaced by each text; the spans do not overlap.

        A character that the encoding does not have becomes a reference.
        """
        pieces = [self._head]
        at = 0
        for start, end, text in sorted(changes, key=lambda change: change[:2]):
            pieces += (self.text[at:start], text.encode("utf-8", "replace"))
            at = end
        whole = b"".join((*pieces, self.text[at:])).decode()
        try:
            return self._mark + whole.encode(self._reading.codec, "xmlcharrefreplace")
        except UnicodeError as error:
            reason = f"The file cannot be written as {self._reading.codec} ({error}). Save it as UTF-8 first."
            raise UnreadableFile(reason, file=self._name) from error
