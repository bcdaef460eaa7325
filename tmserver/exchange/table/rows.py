"""The rows of a table, whatever kind of file it is in."""

from __future__ import annotations

import csv
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import chain, islice
from pathlib import Path
from typing import IO

from glossary.formats.errors import FormatError
from glossary.formats.packed import LIMITS, file_name
from tmserver.exchange.lines import text_lines
from tmserver.exchange.report import ReadReport

Row = tuple[int, list[str]]

# What zipfile and openpyxl raise at a workbook that is none or damaged; SyntaxError is that of its XML.
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    SyntaxError,
    NotImplementedError,
    RuntimeError,
)


def rows(
    file: Path | IO[bytes], report: ReadReport, *, name: str, delimiter: str, encoding: str
) -> Iterator[Row]:
    """Line and cells of each row that is not empty, header included; streaming.

    An Excel workbook (xlsx) gives its first sheet. Without ``delimiter`` it is a tab if the first line has
    one, or no comma and semicolon while most of the next have one; else the commoner of comma and semicolon.
    Tables with tabs have no quoting: quotes are text there.

    :raise FormatError: no text and no workbook, or a quote that never closes
    """
    if is_workbook(file):
        return _of_workbook(file, report, file_name(file, name))
    lines = text_lines(file, report, name=name, encoding=encoding)
    first = list(islice(lines, 20))
    used = delimiter or _delimiter_of(first)
    both = chain(first, lines)
    return _of_tabs(both) if used == "\t" else _of_csv(both, used, file_name(file, name))


def _delimiter_of(first: list[str]) -> str:
    head = first[0] if first else ""
    names_none = not set(",;") & set(head)
    if "\t" in head or (names_none and 2 * sum("\t" in line for line in first) > len(first)):
        return "\t"
    return ";" if head.count(";") > head.count(",") else ","


def _of_tabs(lines: Iterator[str]) -> Iterator[Row]:
    for number, line in enumerate(lines, 1):
        cells = line.rstrip("\r\n").split("\t")
        # "#10 Envelope" is a term; a comment is a line without tabs.
        if any(cell.strip() for cell in cells) and not (len(cells) == 1 and line.startswith("#")):
            yield number, cells


def _of_csv(lines: Iterator[str], delimiter: str, called: str) -> Iterator[Row]:
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    start = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield start, cells
            start = reader.line_num + 1
    except csv.Error as error:
        raise FormatError(f"This is not a table ({error}).", file=called, line=start, column=1) from error


def is_workbook(file: Path | IO[bytes]) -> bool:
    """Whether the file is one of Excel, by content."""
    try:
        with zipfile.ZipFile(file) as archive:
            return "[Content_Types].xml" in archive.namelist()
    except _DAMAGED:
        return False


def _of_workbook(file: Path | IO[bytes], report: ReadReport, called: str) -> Iterator[Row]:
    import openpyxl  # noqa: PLC0415 (60 ms, which no other file should cost)

    report.file = called
    try:
        _refuse_bomb(file, called)
        with ExitStack() as stack:
            # openpyxl refuses a path by its suffix, whatever the file holds.
            opened = stack.enter_context(file.open("rb")) if isinstance(file, Path) else file
            book = openpyxl.load_workbook(opened, read_only=True, data_only=True)
            for number, cells in enumerate(book.worksheets[0].iter_rows(values_only=True), 1):
                texts = ["" if cell is None else str(cell) for cell in cells]
                if any(text.strip() for text in texts):
                    yield number, texts
    except _DAMAGED as error:
        raise FormatError(f"The Excel workbook is damaged ({error}).", file=called) from error


def _refuse_bomb(file: Path | IO[bytes], called: str) -> None:
    with zipfile.ZipFile(file) as archive:
        sizes = [(member.file_size, member.compress_size) for member in archive.infolist()]
    if sum(size for size, _ in sizes) > max(LIMITS.ratio * sum(packed for _, packed in sizes), 8 * 1024**2):
        raise FormatError(f"The workbook unpacks to over {LIMITS.ratio} times its size.", file=called)
