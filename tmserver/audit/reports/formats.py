"""The formats in which an audit can be reported."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import IO

from tmserver.audit.reports.csv_report import write_csv
from tmserver.audit.reports.html_report import write_html
from tmserver.audit.reports.json_report import write_json
from tmserver.audit.reports.junit_report import write_junit
from tmserver.audit.reports.result import Result
from tmserver.audit.reports.sarif_report import write_sarif
from tmserver.audit.reports.text_report import write_text


@dataclass(frozen=True, slots=True)
class ReportFormat:
    """How a report is written, and as what it is sent."""

    write: Callable[[Result, IO[bytes]], None]
    media_type: str
    suffix: str


FORMATS: Mapping[str, ReportFormat] = {
    "text": ReportFormat(write_text, "text/plain", ".txt"),
    "json": ReportFormat(write_json, "application/json", ".json"),
    "csv": ReportFormat(write_csv, "text/csv", ".csv"),
    "sarif": ReportFormat(write_sarif, "application/sarif+json", ".sarif"),
    "junit": ReportFormat(write_junit, "application/xml", ".xml"),
    "html": ReportFormat(write_html, "text/html", ".html"),
}
