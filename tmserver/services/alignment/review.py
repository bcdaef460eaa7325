"""Alignments as tables to correct in a spreadsheet, and read back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from tmserver.errors import UnreadableFile
from tmserver.exchange.files import told
from tmserver.exchange.lines import text_lines
from tmserver.exchange.report import ReadReport
from tmserver.language import tags
from tmserver.services.alignment.rows import Row
from tmserver.services.paths import readable

PLACE, CONFIDENCE = "place", "confidence"
# What a spreadsheet would run as a formula has an apostrophe before it.
_FORMULA = ("=", "+", "-", "@")


def write_review(rows: Iterable[Row], languages: Sequence[str]) -> bytes:
    """A table with tabs: place, confidence, a column for each language; UTF-8 with byte order mark."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter="\t", lineterminator="\r\n")
    writer.writerow([PLACE, CONFIDENCE, *languages])
    for place, row in enumerate(rows, 1):
        confidence = "" if row.confidence is None else f"{row.confidence:.2f}"
        writer.writerow([place, confidence, *(_guarded(text) for text in row.texts)])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def read_review(file: Path, languages: Sequence[str] = ()) -> tuple[list[Row], list[str]]:
    """The rows of a corrected table in the order of their places, and the languages of its columns.

    A row without place stays behind the one above it, so a table may be sorted by confidence and rows may be
    added. Rows without any text are left out. Columns that are no language are too, but for those named by
    ``languages``: a code that is not in CLDR may be one.

    :raise UnreadableFile: no table, no columns of two languages, or a row of more cells than the header
    """
    report = ReadReport()
    with readable(file) as opened, told():
        lines = text_lines(opened, report, name=str(file))
        cells = list(_cells(lines, str(file)))
    if not cells:
        raise UnreadableFile("The table is empty.", file=str(file))
    (_, header), *body = cells
    columns = _columns(header, languages, str(file))
    placed = []
    place = 0.0
    for number, (line, row) in enumerate(body):
        if len(row) > len(header):
            raise UnreadableFile(
                f"The row has {len(row)} cells, the header {len(header)}.",
                file=str(file),
                line=line,
                column=1,
            )
        named = dict(zip(header, row, strict=False))
        place = _number(named.get(PLACE, ""), place)
        texts = tuple(_unguarded(" ".join(named.get(column, "").split())) for column in columns.values())
        if any(texts):
            placed.append((place, number, Row(texts, _confidence(named.get(CONFIDENCE, "")))))
    return [row for *_, row in sorted(placed, key=lambda item: item[:2])], list(columns)


def _cells(lines: Iterable[str], called: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(lines, delimiter="\t")
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield reader.line_num, row
    except csv.Error as error:
        raise UnreadableFile(
            f"The row cannot be read ({error}).", file=called, line=reader.line_num
        ) from error


def _columns(header: Sequence[str], languages: Sequence[str], called: str) -> dict[str, str]:
    """The normalised tag of each column that is a language, with its name as written; others do not count."""
    named = {tags.normalise(name): name for name in header}
    found = {tag: name for tag, name in named.items() if tags.is_known(tag) or tag in languages}
    if len(found) < 2:
        reason = f"The columns are {', '.join(header)}; two languages at least are wanted, such as ru and es."
        raise UnreadableFile(reason, file=called, line=1, column=1)
    return found


def _number(cell: str, otherwise: float) -> float:
    try:
        return float(cell.replace(",", "."))
    except ValueError:
        return otherwise


def _confidence(cell: str) -> float | None:
    """The number, with a decimal comma too; None if it is none from 0 to 1."""
    number = _number(cell, -1)
    return number if 0 <= number <= 1 else None


def _guarded(text: str) -> str:
    flat = " ".join(text.split())
    return f"'{flat}" if flat.startswith(_FORMULA) else flat


def _unguarded(text: str) -> str:
    return text[1:] if text[:1] == "'" and text[1:].startswith(_FORMULA) else text
