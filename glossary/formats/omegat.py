"""OmegaT's glossary files: source, target, comment in columns without names.

With tabs (.txt, .tab, .utf8) nothing is quoted, so a quotation mark is a character like any other; OmegaT's
.csv has commas and quotes. A line that begins with # is a comment only if it has no tab: "#10 Envelope" is a
term. Source: OmegaT's manual, "Glossaries".
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import IO

from glossary.concept import Concept, Glossary, Term, TermStatus
from glossary.formats.errors import FormatError
from glossary.formats.packed import file_name
from glossary.formats.remarks import GlossaryReading, Remark, Remarks
from glossary.formats.textfile import read_text

_HEADERS = frozenset({("src_canform", "tgt_canform"), ("source", "target"), ("source term", "target term")})
_REFUSED = frozenset({TermStatus.DEPRECATED, TermStatus.FORBIDDEN})
_ORDER = [TermStatus.PREFERRED, TermStatus.ADMITTED, TermStatus.PROPOSED]


def read_omegat(
    file: Path | IO[bytes],
    source: str,
    target: str,
    *,
    name: str = "",
    normalise: Callable[[str], str] | None = None,
) -> GlossaryReading:
    """The glossary in ``file``, and what was passed over; the file does not say its languages.

    Rows with the same source are one concept with several targets. A third cell and those after it are the
    note of the target term. ``normalise`` turns the two language codes into tags.

    :raise FormatError: no text, or a quoted cell that never ends; with line and column
    """
    remarks = Remarks()
    text = read_text(file, name, remarks)
    tags = [normalise(tag) if normalise else tag for tag in (source, target)]
    concepts: dict[str, Concept] = {}
    for line, cells in _rows(text, file_name(file, name)):
        fields = [cell.strip(" \t") for cell in cells]
        if not fields[0]:
            remarks.add("A row has no source term; it was left out.", line)
            continue
        concept = concepts.get(fields[0]) or Concept(f"c{len(concepts) + 1}", (Term(fields[0], tags[0]),))
        concepts[fields[0]] = _with_target(concept, fields[1:], tags[1], line, remarks)
    unnamed = frozenset(concept.id for concept in concepts.values())
    return GlossaryReading(Glossary("", tuple(concepts.values())), remarks.all(), unnamed)


def _with_target(concept: Concept, cells: list[str], language: str, line: int, remarks: Remarks) -> Concept:
    note = "\n".join(filter(None, cells[1:]))
    if not cells or not cells[0]:
        remarks.add("A row has no target term; its source was kept.", line)
        return replace(concept, note="\n".join(filter(None, [concept.note, note])))
    for number, term in enumerate(concept.terms):
        if (term.language, term.text) == (language, cells[0]):
            if number and note and note not in term.note.split("\n"):
                noted = replace(term, note="\n".join(filter(None, [term.note, note])))
                return replace(concept, terms=(*concept.terms[:number], noted, *concept.terms[number + 1 :]))
            return concept
    return replace(concept, terms=(*concept.terms, Term(cells[0], language, note=note)))


def _rows(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Line number and cells of each row; comments, a header and blank lines left out."""
    read = _tabbed(text) if "\t" in text else _quoted(text, name)
    for number, (line, cells) in enumerate(read):
        if number == 0 and tuple(cell.strip().casefold() for cell in cells[:2]) in _HEADERS:
            continue
        yield line, cells


def _tabbed(text: str) -> Iterator[tuple[int, list[str]]]:
    for line, row in enumerate(text.split("\n"), 1):
        if row.strip() and ("\t" in row or not (row.startswith("#") or "-*-" in row)):
            yield line, row.split("\t")


def _quoted(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells) and not cells[0].startswith("#"):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise FormatError(f"A row cannot be read ({error}).", file=name, line=line, column=1) from error


def write_omegat(glossary: Glossary, file: IO[bytes], source: str, target: str) -> tuple[Remark, ...]:
    """Write the terms of two languages as UTF-8 with tabs; what could not be kept.

    Each source term stands beside each target term of its concept, preferred ones first. Deprecated and
    forbidden terms are left out, for OmegaT would suggest them. The comment is domain, definition, note.
    """
    remarks = Remarks()
    for concept in glossary.concepts:
        sources = _suggested(concept, source, remarks)
        targets = _suggested(concept, target, remarks)
        if not sources or not targets:
            remarks.add(f"A concept has no term to suggest in {source} or in {target}; it was left out.")
        for term in sources:
            for other in targets:
                cells = [_cell(text) for text in (term.text, other.text, _comment(concept, other))]
                file.write(("\t".join(cells).rstrip("\t") + "\n").encode())
    return remarks.all()


def _suggested(concept: Concept, language: str, remarks: Remarks) -> list[Term]:
    terms = [term for term in concept.terms if term.language == language]
    refused = [term for term in terms if term.status in _REFUSED or term.accepted]
    for _ in refused:
        remarks.add("Deprecated, forbidden and merely accepted terms were left out.")
    good = [term for term in terms if term not in refused]
    return sorted(good, key=lambda term: _ORDER.index(term.status))


def _comment(concept: Concept, term: Term) -> str:
    definition = next((held.text for held in concept.definitions if held.language == term.language), "")
    return "; ".join(filter(None, [concept.domain, definition, term.note]))


def _cell(text: str) -> str:
    return re.sub(r"[\t\r\n]+", " ", text).strip(" ")
