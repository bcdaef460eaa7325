"""The formats that are read and written, and which of them a file is in.

A new format: its folder beside this file, a line in FORMATS, a branch in ``read_units`` and ``write_units``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import IO

from glossary.formats.packed import chunks, file_name
from glossary.formats.xml import find_root
from tmserver.errors import InvalidInput, UnreadableFile
from tmserver.exchange.files import told
from tmserver.exchange.pairs import pairs
from tmserver.exchange.po.reader import read_po
from tmserver.exchange.po.writer import write_po
from tmserver.exchange.report import ReadReport, WriteReport
from tmserver.exchange.table.reader import read_table
from tmserver.exchange.table.rows import is_workbook
from tmserver.exchange.table.writer import write_table
from tmserver.exchange.tmx.reader import ANY, read_tmx
from tmserver.exchange.tmx.writer import write_tmx
from tmserver.exchange.xliff.reader import read_xliff
from tmserver.exchange.xliff.writer import write_xliff
from tmserver.segment import Unit


class Format(StrEnum):
    """A kind of exchange file; ``table`` is CSV, tab-separated text and, for reading, xlsx."""

    TMX = "tmx"
    XLIFF = "xliff"
    PO = "po"
    TABLE = "table"


# By suffix in lower case: for writing, and for folders of files to read.
SUFFIXES = {
    ".tmx": Format.TMX,
    ".xlf": Format.XLIFF,
    ".xliff": Format.XLIFF,
    ".sdlxliff": Format.XLIFF,
    ".mxliff": Format.XLIFF,
    ".mqxliff": Format.XLIFF,
    ".txlf": Format.XLIFF,
    ".po": Format.PO,
    ".csv": Format.TABLE,
    ".tsv": Format.TABLE,
    ".tab": Format.TABLE,
    ".xlsx": Format.TABLE,
}


@dataclass(frozen=True, slots=True)
class Options:
    """What a file does not say of itself.

    ``source`` and ``target`` are languages; ``languages`` the columns of a table to write. ``columns``,
    ``delimiter`` and ``encoding`` are those of a table to read. ``level``, ``segtype``, ``context`` and
    ``as_stored`` are those of ``write_tmx``. ``as_is`` reads a file as its own word has it: what it says of
    its languages beats ``source`` and ``target``, and variants without text stay in their units.
    """

    source: str = ""
    target: str = ""
    languages: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    delimiter: str = ""
    encoding: str = ""
    level: int = 2
    segtype: str = "sentence"
    context: bool = True
    as_stored: bool = False
    as_is: bool = False


DEFAULTS = Options()


def find_format(file: Path | IO[bytes], *, name: str = "") -> Format:
    """The format by content; the suffix is not asked, for it lies.

    :raise UnreadableFile: empty, or XML of another kind
    """
    called = file_name(file, name)
    if is_workbook(file):
        return Format.TABLE
    with told():
        root = find_root(file, name=called)
        head = next(chunks(file, name=called), b"") if root is None else b""
    if root is None and not head:
        raise UnreadableFile("The file is empty.", file=called)
    match root:
        case "tmx":
            return Format.TMX
        case "xliff":
            return Format.XLIFF
        case None:
            return _format_of_text(head)
        case "tbx" | "martif":
            reason = "This is a glossary: an audit of translations takes it as --glossary FILE."
            remedy = "To check the glossary itself: tmserver glossary check FILE."
            raise UnreadableFile(f"{reason} {remedy}", file=called, line=1, column=1)
    reason = f"This is XML with the root <{root}>, neither TMX nor XLIFF."
    raise UnreadableFile(reason, file=called, line=1, column=1)


def _format_of_text(head: bytes) -> Format:
    """PO by its first keyword, broken XML as TMX (whose reader says where it is broken), else a table."""
    plain = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if plain.startswith(b"<"):
        return Format.XLIFF if b"<xliff" in plain else Format.TMX
    lines = plain.splitlines()
    return Format.PO if any(line.startswith((b'msgid "', b'msgctxt "')) for line in lines) else Format.TABLE


def read_units(
    file: Path | IO[bytes], report: ReadReport, *, name: str = "", options: Options = DEFAULTS
) -> Iterator[Unit]:
    """The units of a file of any format that we read; see the reader of each for what it gives.

    :raise UnreadableFile: it cannot be read; for XML and PO before the first unit
    :raise InvalidInput: languages that the file does not say are not in the options
    """
    source, target = options.source, options.target
    match find_format(file, name=name):
        case Format.TMX:
            return read_tmx(file, report, name=name, as_is=options.as_is)
        case Format.XLIFF:
            return read_xliff(file, report, name=name, source=source, target=target)
        case Format.PO:
            return read_po(file, report, name=name, source=source, target=target, as_is=options.as_is)
        case Format.TABLE:
            return read_table(
                file,
                report,
                name=name,
                source=source,
                target=target,
                columns=options.columns,
                delimiter=options.delimiter,
                encoding=options.encoding,
                as_is=options.as_is,
            )


def write_units(
    units: Iterable[Unit], file: IO[bytes], to: Format, options: Options = DEFAULTS
) -> WriteReport:
    """Write the units in a format; with source and target the bilingual pairs of these, whatever the format.

    :raise InvalidInput: the format is bilingual and lacks source or target, or a table lacks its languages
    """
    source, target = options.source, options.target
    if source and target:
        units = chain.from_iterable(pairs(unit, source, target) for unit in units)
    elif to in {Format.XLIFF, Format.PO}:
        raise InvalidInput(f"{to.upper()} is bilingual: say source and target language.", field="target")
    match to:
        case Format.TMX:
            head = source or ANY
            return write_tmx(
                units,
                file,
                source=head,
                level=options.level,
                segtype=options.segtype,
                context=options.context,
                as_stored=options.as_stored,
            )
        case Format.XLIFF:
            return write_xliff(units, file, source=source, target=target)
        case Format.PO:
            return write_po(units, file, source=source, target=target)
        case Format.TABLE:
            languages = options.languages or ((source, target) if source and target else ())
            if not languages:
                raise InvalidInput("A table needs to know its languages.", field="languages")
            return write_table(units, file, languages=languages, delimiter=options.delimiter or ",")
