"""The one XML reader for files that others wrote: TMX, XLIFF, TBX.

Expat without namespace processing, because real files use prefixes that they never declare. A DOCTYPE is
normal and is never fetched; entities other than the five of XML are refused, for they may expand to anything.
Every file is read once from end to end before the first piece is handed out, so that a broken one yields
nothing at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, NamedTuple
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from glossary.formats.errors import FormatError
from glossary.formats.packed import PackingLimits, file_name
from glossary.formats.xmlbytes import Reading, Utf8, first_reading, second_reading

_ERRORS = expat.errors
_CODES = _ERRORS.codes
_REASONS = {
    _CODES[
        _ERRORS.XML_ERROR_NO_ELEMENTS
    ]: "The file ends before its root element is closed (was it cut short?)",
    _CODES[_ERRORS.XML_ERROR_UNCLOSED_TOKEN]: "The file ends in the middle of a tag",
    _CODES[_ERRORS.XML_ERROR_TAG_MISMATCH]: "An end tag does not match its start tag",
    _CODES[_ERRORS.XML_ERROR_BAD_CHAR_REF]: "A character reference names a character that XML forbids",
    _CODES[_ERRORS.XML_ERROR_MISPLACED_XML_PI]: "An XML declaration stands in the middle of the file",
    _CODES[_ERRORS.XML_ERROR_JUNK_AFTER_DOC_ELEMENT]: "Something stands after the end of the root element",
    _CODES[_ERRORS.XML_ERROR_UNDEFINED_ENTITY]: "An entity is used that XML does not define",
    _CODES[_ERRORS.XML_ERROR_INVALID_TOKEN]: "This is not well-formed XML",
}
_REPAIRABLE = {_CODES[_ERRORS.XML_ERROR_BAD_CHAR_REF], _CODES[_ERRORS.XML_ERROR_INVALID_TOKEN]}


@dataclass(frozen=True)
class XmlLimits:
    """What a file may ask of us: nesting, bytes of one tag or comment, bytes of one subtree, packing."""

    depth: int = 256
    token: int = 4 * 1024**2
    subtree: int = 64 * 1024**2
    packing: PackingLimits = field(default_factory=PackingLimits)


LIMITS = XmlLimits()

_LONGEST_ROOT = 256 * 1024
"""Bytes of a root's tag, and of a comment before it, that are looked through to tell a format."""


class Subtree(NamedTuple):
    """An element with all it holds, the line where it began, and the elements around it, root first.

    Names of elements and attributes are as written, prefixes included. ``ancestors`` have attributes but no
    content; the same object stands for the same element, so that ``is`` tells one ``file`` from the next.
    """

    element: Element
    line: int
    ancestors: tuple[Element, ...]


def local_name(name: str) -> str:
    """The name without its prefix: "tu" of "tmx:tu"."""
    return name.rpartition(":")[2] if ":" in name else name


@dataclass(frozen=True)
class XmlFile:
    """A file that was found well-formed: its root's local name, and what was put right to read it."""

    file: Path | IO[bytes]
    name: str
    root: str
    reading: Reading
    warnings: tuple[str, ...]
    limits: XmlLimits

    def subtrees(self, *names: str) -> Iterator[Subtree]:
        """The elements with one of these local names, in document order, one at a time in memory.

        :raise FormatError: one of them is larger than the limits allow
        """
        parse = _Parse(self.file, self.name, self.limits, self.reading)
        collector = _Collector(parse.parser, frozenset(names))
        for _ in parse.steps():
            done = collector.done
            collector.done = []
            for element, line, ancestors in done:
                yield Subtree(element, line + parse.lines_before, ancestors)
            if collector.building and parse.fed - collector.start > self.limits.subtree:
                raise FormatError(
                    f"One element is larger than {self.limits.subtree:,} bytes.",
                    file=self.name,
                    line=collector.line + parse.lines_before,
                    column=1,
                )


def open_xml(file: Path | IO[bytes], *, name: str = "", limits: XmlLimits = LIMITS) -> XmlFile:
    """The file, read once from end to end and found well-formed; gzip and zip are unpacked.

    ``file`` is a path or an open seekable file, ``name`` what messages call it. A file whose bytes are not in
    the encoding that its mark or declaration says, or whose text has characters that XML forbids, is read
    all the same, and ``warnings`` say what was done.

    :raise FormatError: not XML, not well-formed or beyond the limits; with line, column and reason
    """
    called = file_name(file, name)
    reading = first_reading(file, called, limits.packing)
    guessed = False
    while True:
        parse = _Parse(file, called, limits, reading)
        check = _Check(parse)
        try:
            for _ in parse.steps():
                pass
        except FormatError as error:
            other = None if guessed else second_reading(file, called, limits.packing, reading)
            if other is not None:
                guessed, reading = True, replace(other, repair=reading.repair)
            elif not reading.repair and getattr(error.__cause__, "code", None) in _REPAIRABLE:
                reading = replace(reading, repair=True)
            else:
                raise
            continue
        return XmlFile(file, called, check.root, reading, _warnings(reading, parse.removed, guessed), limits)


def find_root(file: Path | IO[bytes], *, name: str = "", limits: XmlLimits = LIMITS) -> str | None:
    """The local name of the root element, by a look at the file's start; None if that is not XML."""
    called = file_name(file, name)
    root = ""
    limits = replace(limits, token=min(limits.token, _LONGEST_ROOT))
    with suppress(FormatError):
        parse = _Parse(file, called, limits, first_reading(file, called, limits.packing))
        check = _Check(parse)
        steps = parse.steps()
        while not (root := check.root):
            next(steps)
    return root or None


def _warnings(reading: Reading, removed: int, guessed: bool) -> tuple[str, ...]:
    warnings = []
    if guessed:
        warnings.append(f"The text is not in the encoding that the file says; read as {reading.codec}.")
    if removed:
        warnings.append(f"{removed} control characters, which XML forbids, were taken out.")
    return tuple(warnings)


class _Parse:
    """One pass of expat over the file, with its dangers switched off."""

    def __init__(self, file: Path | IO[bytes], name: str, limits: XmlLimits, reading: Reading) -> None:
        self.name = name
        self.limits = limits
        self.fed = 0
        self._source = Utf8(file, name, limits.packing, reading)
        self.parser = parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.buffer_size = 64 * 1024
        # Defaults for attributes from an internal DTD would let one line of it grow with every element.
        parser.specified_attributes = True
        parser.EntityDeclHandler = self._refuse_declaration
        parser.SkippedEntityHandler = self._refuse_entity

    @property
    def lines_before(self) -> int:
        return self._source.lines_before

    @property
    def removed(self) -> int:
        return self._source.removed

    def steps(self) -> Iterator[None]:
        """Parse; stop after each piece of the file so that what it brought can be handed on."""
        parser = self.parser
        try:
            for piece in self._source:
                if not self.fed and not piece.startswith(b"<"):
                    raise self.error("This is not an XML file.")
                parser.Parse(piece, False)
                self.fed += len(piece)
                # Expat scans an unfinished tag again with each piece: the cost of a huge one is quadratic.
                if self.fed - parser.CurrentByteIndex > self.limits.token:
                    raise self.error(f"A tag or comment is longer than {self.limits.token:,} bytes.")
                yield
            if not self.fed:
                raise FormatError("The file is empty.", file=self.name)
            parser.Parse(b"", True)
            yield
        except expat.ExpatError as error:
            reason = _REASONS.get(error.code, f"This is not well-formed XML ({_ERRORS.messages[error.code]})")
            raise self.error(f"{reason}.", error.lineno, error.offset) from error

    def error(self, reason: str, line: int = 0, offset: int = -1) -> FormatError:
        """The reason with line and column, by default those where the parser stands."""
        column = offset if offset >= 0 else self.parser.CurrentColumnNumber
        return FormatError(
            reason,
            file=self.name,
            line=(line or self.parser.CurrentLineNumber) + self.lines_before,
            column=column + 1,
        )

    def _refuse_declaration(self, name: str, *_: object) -> None:
        raise self.error(f"The file declares the entity {name}; entities are refused, write the text itself.")

    def _refuse_entity(self, name: str, *_: object) -> None:
        raise self.error(f"The entity &{name}; is not one of XML's five; write the character itself.")


class _Check:
    """Finds the root, and refuses nesting beyond the limit; attached to a parse, it costs little."""

    def __init__(self, parse: _Parse) -> None:
        self.root = ""
        self._parse = parse
        self._depth = 0
        parse.parser.StartElementHandler = self._first
        parse.parser.EndElementHandler = self._end

    def _first(self, name: str, attributes: dict[str, str]) -> None:
        self.root = local_name(name)
        self._parse.parser.StartElementHandler = self._start
        self._start(name, attributes)

    def _start(self, _name: str, _attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > self._parse.limits.depth:
            raise self._parse.error(f"Elements are nested deeper than {self._parse.limits.depth}.")

    def _end(self, _name: str) -> None:
        self._depth -= 1


class _Collector:
    """Builds a tree for each element of the wanted names and drops all text outside them."""

    def __init__(self, parser: expat.XMLParserType, names: frozenset[str]) -> None:
        self.done: list[tuple[Element, int, tuple[Element, ...]]] = []
        self.building = False
        self.line = self.start = 0
        self._parser = parser
        self._names = names
        self._ancestors: list[Element] = []
        self._wait()

    def _wait(self) -> None:
        self.building = False
        self._parser.StartElementHandler = self._outside
        self._parser.EndElementHandler = self._leave
        self._parser.CharacterDataHandler = None

    def _outside(self, name: str, attributes: dict[str, str]) -> None:
        if local_name(name) not in self._names:
            self._ancestors.append(Element(name, attributes))
            return
        self.building = True
        self.line, self.start = self._parser.CurrentLineNumber, self._parser.CurrentByteIndex
        self._builder = TreeBuilder()
        self._top = self._builder.start(name, attributes)
        self._parser.StartElementHandler = self._builder.start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._builder.data

    def _leave(self, _name: str) -> None:
        self._ancestors.pop()

    def _end(self, name: str) -> None:
        if self._builder.end(name) is self._top:
            self.done.append((self._top, self.line, tuple(self._ancestors)))
            self._wait()
