"""Translation units from tables: CSV, tab-separated text, Excel workbooks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

from glossary.formats.packed import file_name
from tmserver.errors import InvalidInput, UnreadableFile
from tmserver.exchange.dates import read_date
from tmserver.exchange.files import told
from tmserver.exchange.report import ReadReport
from tmserver.exchange.table.columns import columns_of, is_language
from tmserver.exchange.table.rows import Row, rows
from tmserver.language import tags
from tmserver.segment import Prop, Status, Unit, Variant

GUARDED = re.compile(r"'+[=+\-@\t\r]")
_STATUSES = {status.value: status for status in Status}


def read_table(
    file: Path | IO[bytes],
    report: ReadReport | None = None,
    *,
    name: str = "",
    source: str = "",
    target: str = "",
    columns: Sequence[str] = (),
    delimiter: str = "",
    encoding: str = "",
    as_is: bool = False,
) -> Iterator[Unit]:
    """The rows with text in two languages or more, in order, one at a time in memory.

    The header row names the columns: a language code or name, or source and target for the languages given,
    for texts; tuid, document, position, status, context, note, author, date for fields; others become props.
    ``columns`` names them where there is no header ("-" passes one over). With neither, the first three
    columns are source, target and note. An apostrophe that guards a formula (see ``write_table``) goes.
    ``as_is``: empty cells of languages stay as variants without text.

    :raise UnreadableFile: no table
    :raise InvalidInput: the languages of the columns are not known
    """
    report = report if report is not None else ReadReport()
    report.format = "table"
    with told():
        found = rows(file, report, name=name, delimiter=delimiter, encoding=encoding)
        first = next(found, None)
    if first is None:
        raise UnreadableFile("The file has no row with text.", file=file_name(file, name), line=1, column=1)
    meaning = columns_of(columns, source, target) if columns else columns_of(first[1], source, target)
    if meaning is None and source and target and not columns:
        meaning = [tags.normalise(source), tags.normalise(target), "note"]
        return _units([first], found, meaning, report, as_is)
    if meaning is None:
        reason = "The first row names no two languages: say them with source and target (--from and --to)."
        raise InvalidInput(f"{file_name(file, name)}:{first[0]}:1: {reason}", field="columns")
    has_header = not columns or columns_of(first[1], source, target) is not None
    return _units([] if has_header else [first], found, meaning, report, as_is)


def _units(
    first: list[Row], others: Iterator[Row], columns: list[str], report: ReadReport, as_is: bool
) -> Iterator[Unit]:
    with told():
        for source in (first, others):
            for line, cells in source:
                unit = _unit(cells, columns, report, line, as_is)
                if unit:
                    report.take(line)
                    yield unit


def _unit(cells: list[str], columns: list[str], report: ReadReport, line: int, as_is: bool) -> Unit | None:
    variants: list[Variant] = []
    fields: dict[str, str] = {}
    props: list[Prop] = []
    notes: list[str] = []
    for column, cell in zip(columns, cells, strict=False):
        text = cell[1:] if GUARDED.match(cell) else cell
        if column == "-" or not (text.strip() or (as_is and is_language(column))):
            continue
        if is_language(column):
            variants.append(Variant(column, text))
        elif column.startswith("prop:"):
            props.append(Prop(column.removeprefix("prop:"), text))
        elif column == "context":
            props.append(Prop("x-context", text))
        elif column == "note":
            notes.append(text)
        else:
            fields[column] = text.strip()
    if len(cells) > len(columns) and any(cell.strip() for cell in cells[len(columns) :]):
        report.warnings["Cells beyond the last column were left out."] += 1
    languages = {variant.language for variant in variants}
    if len(languages) < 2 or not any(variant.text.strip() for variant in variants):
        report.skip("one language only" if languages else "no text", line, fields.get("tuid", ""))
        return None
    return _built(tuple(variants), fields, tuple(notes), tuple(props))


def _built(
    variants: tuple[Variant, ...], fields: dict[str, str], notes: tuple[str, ...], props: tuple[Prop, ...]
) -> Unit:
    position = fields.get("position", "")
    source = tags.normalise(fields.get("source_language", ""))
    return Unit(
        variants,
        external_id=fields.get("tuid", ""),
        document=fields.get("document", ""),
        position=int(position) if position.isascii() and position.isdigit() and len(position) < 19 else None,
        source_language=source if any(variant.language == source for variant in variants) else "",
        notes=notes,
        props=props,
        status=_STATUSES.get(fields.get("status", "").lower(), Status.TRANSLATED),
        origin=fields.get("origin", ""),
        created_by=fields.get("created_by", ""),
        created_at=read_date(fields.get("created_at", "")),
        changed_by=fields.get("changed_by", ""),
        changed_at=read_date(fields.get("changed_at", "")),
    )
