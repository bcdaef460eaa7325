"""The cases of an import as a table for spreadsheets."""

from __future__ import annotations

import csv
import io
from dataclasses import astuple, fields
from typing import IO

from tmserver.services.imports.report import Case


class CaseTable:
    """Writes cases as rows of a CSV file, UTF-8 with byte order mark, as spreadsheets want it."""

    def __init__(self, file: IO[bytes]) -> None:
        """Begin the table in a file, or go on with that of a file that was opened to be added to."""
        self._file = file
        if file.tell() == 0:
            file.write(b"\xef\xbb\xbf")
            self._write([field.name for field in fields(Case)])

    def add(self, case: Case) -> None:
        """Write one row."""
        self._write([_harmless(str(cell)) for cell in astuple(case)])

    def _write(self, cells: list[str]) -> None:
        line = io.StringIO(newline="")
        csv.writer(line).writerow(cells)
        self._file.write(line.getvalue().encode("utf-8", "backslashreplace"))


def _harmless(cell: str) -> str:
    """The cell, with an apostrophe before what a spreadsheet would run as a formula."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell
