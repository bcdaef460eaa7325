"""Reads a glossary table with named columns, or with a column for each language."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from io import StringIO
from itertools import count, zip_longest
from pathlib import Path
from typing import IO, Any

from glossary.concept import Concept, Definition, Glossary, Term, TermStatus, TermType
from glossary.formats.errors import FormatError
from glossary.formats.fields import TERM_FIELDS, value_of, with_text
from glossary.formats.packed import file_name
from glossary.formats.remarks import GlossaryReading, Remarks
from glossary.formats.table_columns import KNOWN, OF_CONCEPT, SPELLINGS
from glossary.formats.tbx_categories import line_text, status_of, type_of
from glossary.formats.textfile import read_text

_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z]{4})?(?:[-_](?:[A-Za-z]{2}|\d{3}))?")
_SPELLED: dict[str, Callable[[str], TermStatus | TermType | None]] = {"status": status_of, "type": type_of}


def read_table(
    file: Path | IO[bytes], *, name: str = "", normalise: Callable[[str], str] | None = None
) -> GlossaryReading:
    """The glossary in ``file``, and what about the file was passed over or put right.

    ``name`` is what messages call the file. ``normalise`` turns a language code as read into a tag; without
    it "_" becomes "-". The delimiter is the one that the header row uses. A row without concept is a concept
    of its own; a column that we do not know is kept in the concept's note as "column: text".

    :raise FormatError: no usable header row, or a cell that its column does not take; with line and column
    """
    remarks = Remarks()
    text = read_text(file, name, remarks)
    reader = _TableReader(file_name(file, name), remarks, normalise or (lambda tag: tag.replace("_", "-")))
    concepts = reader.concepts(text)
    return GlossaryReading(Glossary("", concepts), remarks.all(), frozenset(reader.unnamed))


def delimiter_of(header: str) -> str:
    """The delimiter that a header row uses: a tab if it has one, else the commoner of comma and semicolon."""
    if "\t" in header:
        return "\t"
    return ";" if header.count(";") > header.count(",") else ","


@dataclass
class _Entry:
    """A concept while its rows are read."""

    fields: dict[str, str] = field(default_factory=dict)
    definitions: list[Definition] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class _TableReader:
    """One file: its header, its delimiter, the concepts in the order of their first rows."""

    def __init__(self, name: str, remarks: Remarks, normalise: Callable[[str], str]) -> None:
        self.name = name
        self.remarks = remarks
        self.normalise = normalise
        self.line = 1
        self.columns: list[str] = []
        self.languages: list[str] = []
        self.entries: dict[str, _Entry] = {}
        self.numbers = count(1)
        self.unnamed: list[str] = []

    def concepts(self, text: str) -> tuple[Concept, ...]:
        """The concepts of the whole table."""
        rows = self._rows(text)
        self._header(next(rows, []))
        taken: set[str] = set()
        for cells in rows:
            row = self._row(cells)
            taken.add(row.get("concept", ""))
            self._take(
                row, self.entries.setdefault(row.get("concept") or f"\0{next(self.numbers)}", _Entry())
            )
        free = (name for n in count(1) if (name := f"c{n}") not in taken)
        ids = {key: next(free) if key.startswith("\0") else key for key in self.entries}
        self.unnamed = [chosen for key, chosen in ids.items() if chosen != key]
        return tuple(self._concept(ids[key], entry) for key, entry in self.entries.items())

    def _rows(self, text: str) -> Iterator[list[str]]:
        """The rows that hold anything; in a table with tabs a quote is a character like any other."""
        delimiter = delimiter_of(text.lstrip("\n").partition("\n")[0])
        if delimiter == "\t":
            for number, line in enumerate(text.split("\n"), 1):
                self.line = number
                if line.strip():
                    yield line.split("\t")
            return
        reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
        before = 0
        try:
            for row in reader:
                self.line, before = before + 1, reader.line_num
                if any(cell.strip() for cell in row):
                    yield row
        except csv.Error as error:
            raise FormatError(
                f"A row cannot be read ({error}).", file=self.name, line=before + 1, column=1
            ) from error

    def _header(self, cells: list[str]) -> None:
        names = [re.sub(r"[\s_]+", "-", cell.strip()) for cell in cells]
        known = [SPELLINGS.get(name.casefold(), name.casefold()) for name in names]
        self.columns = [
            name if name in KNOWN else cell.strip() for name, cell in zip(known, cells, strict=True)
        ]
        if {"language", "term"} <= set(self.columns):
            return
        self.languages = [name for name in self.columns if name not in KNOWN and _TAG.fullmatch(name)]
        if not self.languages or "term" in self.columns:
            raise FormatError(
                "The first row must name the columns “language” and “term”, or a column for each language "
                f"(ru, es, en-GB …); it holds {', '.join(filter(None, self.columns))[:200] or 'nothing'}.",
                file=self.name,
                line=self.line,
                column=1,
            )

    def _row(self, cells: list[str]) -> dict[str, str]:
        """The cells of a row by column, empty ones left out."""
        row: dict[str, str] = {}
        for column, cell in zip_longest(self.columns, cells, fillvalue=""):
            if not cell.strip(" \t\n"):
                continue
            if not column:
                self.remarks.add("A row has more cells than the header; they were left out.", self.line)
            else:
                row[column] = "\n".join(filter(None, [row.get(column), cell.strip(" \t\n")]))
        return row

    def _take(self, row: dict[str, str], entry: _Entry) -> None:
        if self.languages:
            self._take_wide(row, entry)
        else:
            self._take_term(row, entry)
        for column, text in row.items():
            if column not in KNOWN and column not in self.languages:
                self.remarks.add(f"The column “{column}” is not known; it was kept in the note.", self.line)
                entry.notes.append(f"{column}: {text}")
        for column, name in OF_CONCEPT.items():
            if column in row and entry.fields.setdefault(name, row[column]) != row[column]:
                self.remarks.add(f"Rows of a concept differ in “{column}”; the first was kept.", self.line)

    def _take_wide(self, row: dict[str, str], entry: _Entry) -> None:
        """A row with a column for each language: every term has the row's part of speech and so on."""
        own = {name: row[name] for name in TERM_FIELDS if name in row and name != "note"}
        for language in self.languages:
            if language in row:
                entry.terms.append(self._term(row[language], self.normalise(language), own))
        if "definition" in row:
            language = self.normalise(self.languages[0])
            entry.definitions.append(
                Definition(language, row["definition"], row.get("definition-source", ""))
            )
        if "note" in row:
            entry.notes.append(row["note"])

    def _take_term(self, row: dict[str, str], entry: _Entry) -> None:
        language = self.normalise(row.get("language", ""))
        if "term" in row and not language:
            raise self._wrong("language", "is empty beside a term; write the term's language (ru, es, en …)")
        if "definition" in row:
            definition = Definition(language, row["definition"], row.get("definition-source", ""))
            if definition not in entry.definitions:
                entry.definitions.append(definition)
        if "term" in row:
            own = {name: row[name] for name in TERM_FIELDS if name in row}
            entry.terms.append(self._term(row["term"], language, own))
        elif not {"definition", *OF_CONCEPT} & set(row):
            self.remarks.add("A row has no term; it was left out.", self.line)

    def _term(self, text: str, language: str, own: Mapping[str, str]) -> Term:
        values: dict[str, Any] = {}
        for name, cell in own.items():
            spelled = _SPELLED[name](cell) if name in _SPELLED else None
            try:
                values[name.replace("-", "_")] = spelled or value_of(name, cell)
            except ValueError as error:
                raise self._wrong(name, f"{error}; correct the cell or leave it empty") from error
        return Term(line_text(text), language, **values)

    def _wrong(self, column: str, reason: str) -> FormatError:
        place = self.columns.index(column) + 1
        return FormatError(f"{column}: {reason}.", file=self.name, line=self.line, column=place)

    def _concept(self, concept_id: str, entry: _Entry) -> Concept:
        languages = list(dict.fromkeys(term.language for term in entry.terms))
        notes = [*filter(None, [entry.fields.pop("note", "")]), *entry.notes]
        try:
            concept = with_text(Concept(concept_id), entry.fields)
        except ValueError as error:
            raise FormatError(
                f"concept {concept_id}: {error}; correct the cell or leave it empty.", file=self.name
            ) from error
        return replace(
            concept,
            terms=tuple(sorted(entry.terms, key=lambda term: languages.index(term.language))),
            definitions=tuple(entry.definitions),
            note="\n".join(notes),
        )
