"""Translation units as a table: CSV for spreadsheets, tab-separated text for the rest."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import IO

from tmserver.exchange.dates import write_date
from tmserver.exchange.pairs import closest
from tmserver.exchange.report import WriteReport
from tmserver.language import tags
from tmserver.segment import Unit

# What a spreadsheet would run as a formula; the apostrophes before it, so that reading can take one off.
_DANGEROUS = re.compile(r"'*[=+\-@\t\r]")
_BREAK = re.compile(r"[\t\r\n]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_FIELDS = (
    "tuid",
    "document",
    "position",
    "status",
    "source_language",
    "context",
    "note",
    "created_by",
    "created_at",
    "changed_by",
    "changed_at",
)


def write_table(
    units: Iterable[Unit], file: IO[bytes], *, languages: Sequence[str], delimiter: str = ","
) -> WriteReport:
    """Write the units with a column for each of ``languages`` and one for each field, streaming.

    UTF-8 with byte order mark, for spreadsheets take it for something else without. A cell that a
    spreadsheet would run as a formula gets an apostrophe before it. With a tab as ``delimiter`` nothing is
    quoted, and line breaks and tabs in a text become spaces. Props other than the context, inline codes and
    all but the first variant of a language are lost; the report counts them.
    """
    report = WriteReport()
    columns = [tags.normalise(language) for language in languages]
    file.write(b"\xef\xbb\xbf")
    _write_row([*columns, *_FIELDS], file, delimiter)
    for unit in units:
        texts = _texts(unit, columns, report)
        if sum(bool(text.strip()) for text in texts) < 2:
            report.lost["units without text in two of the languages, left out"] += 1
            continue
        cells = [*texts, *_fields(unit, report)]
        _write_row([_safe(cell, delimiter, report) for cell in cells], file, delimiter)
        report.written += 1
    return report


def _texts(unit: Unit, columns: list[str], report: WriteReport) -> list[str]:
    chosen = [next(iter(closest(unit, column)), None) for column in columns]
    if len(unit.variants) > sum(variant is not None for variant in chosen):
        report.lost["variants without a column of their own"] += 1
    if codes := sum(len(variant.codes) for variant in chosen if variant):
        report.lost["inline codes"] += codes
    return ["" if variant is None else variant.text for variant in chosen]


def _fields(unit: Unit, report: WriteReport) -> list[str]:
    context = next((prop.value for prop in unit.props if prop.type == "x-context"), "")
    if others := sum(prop.type != "x-context" for prop in unit.props):
        report.lost["props"] += others
    return [
        unit.external_id,
        unit.document,
        "" if unit.position is None else str(unit.position),
        unit.status.value,
        unit.source_language,
        context,
        "\n".join(unit.notes),
        unit.created_by,
        write_date(unit.created_at) if unit.created_at else "",
        unit.changed_by,
        write_date(unit.changed_at) if unit.changed_at else "",
    ]


def _safe(cell: str, delimiter: str, report: WriteReport) -> str:
    if found := _SURROGATE.findall(cell):
        report.lost["lone surrogates, taken out"] += len(found)
        cell = _SURROGATE.sub("", cell)
    if delimiter == "\t" and _BREAK.search(cell):
        report.lost["texts whose line breaks or tabs became spaces"] += 1
        cell = _BREAK.sub(" ", cell)
    return f"'{cell}" if _DANGEROUS.match(cell) else cell


def _write_row(cells: list[str], file: IO[bytes], delimiter: str) -> None:
    if delimiter == "\t":
        file.write(("\t".join(cells) + "\r\n").encode())
        return
    line = io.StringIO(newline="")
    csv.writer(line, delimiter=delimiter).writerow(cells)
    file.write(line.getvalue().encode())
