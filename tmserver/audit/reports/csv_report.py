"""Findings as a table for spreadsheets, one a row."""

from __future__ import annotations

import csv
import io
import re
from typing import IO

from tmserver.audit.finding import Finding
from tmserver.audit.reports.excerpt import printable
from tmserver.audit.reports.result import Result
from tmserver.audit.wording import say

COLUMNS = (
    "id",
    "check",
    "severity",
    "message",
    "file",
    "line",
    "number",
    "unit",
    "source_language",
    "source",
    "source_evidence",
    "target_language",
    "target",
    "target_evidence",
    "concept",
    "expected",
    "deviates",
)
# What a spreadsheet would run as a formula; apostrophes before it, so that reading can take one off.
_DANGEROUS = re.compile(r"'*[=+\-@\t\n]")


def write_csv(result: Result, out: IO[bytes]) -> None:
    """Write a row a finding under ``COLUMNS``; UTF-8 with byte order mark, which spreadsheets need.

    A cell that a spreadsheet would run as a formula has an apostrophe before it.
    """
    out.write(b"\xef\xbb\xbf")
    out.write(_row(COLUMNS))
    for finding in result.findings():
        out.write(_row(_cells(finding, result.language)))


def _cells(finding: Finding, language: str) -> tuple[str, ...]:
    location, source, target = finding.location, finding.source, finding.target
    return (
        finding.id,
        finding.check,
        finding.severity.value,
        say(finding.message, language),
        location.file,
        str(location.line or ""),
        str(location.number or ""),
        location.unit,
        source.language,
        source.text,
        " | ".join(source.evidence),
        target.language,
        target.text,
        " | ".join(target.evidence),
        finding.concept or "",
        " | ".join(finding.expected),
        finding.deviates,
    )


def _row(cells: tuple[str, ...]) -> bytes:
    line = io.StringIO(newline="")
    csv.writer(line).writerow([harmless(cell) for cell in cells])
    return line.getvalue().encode("utf-8")


def harmless(cell: str) -> str:
    """The cell as a spreadsheet may have it: no formula, no character that a file cannot hold."""
    text = printable(cell)
    return f"'{text}" if _DANGEROUS.match(text) else text
