"""Writes a glossary as a table with named columns."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import StringIO
from itertools import zip_longest
from typing import IO

from glossary.concept import Concept, Definition, Glossary
from glossary.formats.fields import TERM_FIELDS, as_text
from glossary.formats.remarks import Remark, Remarks
from glossary.formats.table_columns import FIRST, OF_CONCEPT

_Row = dict[str, str]


def write_table(glossary: Glossary, file: IO[bytes], *, delimiter: str = ",") -> tuple[Remark, ...]:
    """Write ``glossary`` as UTF-8 with named columns, a row for each term; what could not be kept as it was.

    ``delimiter`` is a comma, a semicolon (for spreadsheets of countries with a decimal comma) or a tab. What
    is said of the concept stands in its first row. A table with tabs has no quotes: tabs and line breaks
    inside a text become spaces.
    """
    remarks = Remarks()
    if glossary.title or glossary.description:
        remarks.add("A table has no place for the glossary's title and description.")
    rows = [row for concept in glossary.concepts for row in _rows_of(concept)]
    used = {column for row in rows for column, text in row.items() if text}
    columns = [
        *FIRST,
        *sorted(used - set(FIRST), key=[*TERM_FIELDS, "definition-source", *OF_CONCEPT].index),
    ]
    for row in [dict(zip(columns, columns, strict=True)), *rows]:
        file.write(_line([row.get(column, "") for column in columns], delimiter, remarks).encode())
    return remarks.all()


def _rows_of(concept: Concept) -> Iterator[_Row]:
    """The rows of a concept: definitions in languages without term, then the terms, all under its id."""
    of_concept = as_text(concept)
    about = {column: of_concept[name] for column, name in OF_CONCEPT.items() if name in of_concept}
    for row in _statements(concept):
        yield {"concept": concept.id} | about | row
        about = {}
    if about or not (concept.terms or concept.definitions):
        yield {"concept": concept.id} | about


def _statements(concept: Concept) -> Iterator[_Row]:
    languages = list(dict.fromkeys(term.language for term in concept.terms))
    for definition in concept.definitions:
        if definition.language not in languages:
            yield {"language": definition.language} | _defined(definition)
    for language in languages:
        definitions: list[_Row] = [
            _defined(held) for held in concept.definitions if held.language == language
        ]
        terms: list[_Row] = [
            {"term": term.text, "status": str(term.status)} | as_text(term)
            for term in concept.terms
            if term.language == language
        ]
        nothing: _Row = {}
        for defined, term in zip_longest(definitions, terms, fillvalue=nothing):
            yield {"language": language} | defined | term


def _defined(definition: Definition) -> _Row:
    return {"definition": definition.text, "definition-source": definition.source}


def _line(cells: list[str], delimiter: str, remarks: Remarks) -> str:
    if delimiter == "\t":
        kept = [re.sub(r"[\t\r\n]+", " ", cell) for cell in cells]
        if kept != cells:
            remarks.add("Tabs and line breaks inside a text became spaces.")
        return "\t".join(kept) + "\n"
    line = StringIO()
    csv.writer(line, delimiter=delimiter, lineterminator="\n").writerow(cells)
    return line.getvalue()
