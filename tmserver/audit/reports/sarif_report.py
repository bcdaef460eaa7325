"""Findings as SARIF 2.1.0 (OASIS), which code review shows beside the lines of the files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import IO, Any
from urllib.parse import quote

from tmserver import __version__
from tmserver.audit.checks import CHECKS
from tmserver.audit.finding import Finding, Location, Severity
from tmserver.audit.reports.result import Result, place
from tmserver.audit.wording import say, title

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "tmserverFinding/v1"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_INDEXES = {check: index for index, check in enumerate(CHECKS)}


def write_sarif(result: Result, out: IO[bytes]) -> None:
    """Write one run: a rule for each check, a result for each finding, accepted ones as suppressed.

    Fingerprints are the ids of findings. Columns are not given: spans are in texts, not in the file.
    """
    driver = {"name": "tmserver", "semanticVersion": __version__, "rules": list(_rules(result.language))}
    out.write(b'{"$schema": ' + _encoded(SCHEMA) + b', "version": "2.1.0", "runs": [{')
    out.write(
        b'"tool": {"driver": ' + _encoded(driver) + b'}, "columnKind": "unicodeCodePoints",\n"results": ['
    )
    for number, item in enumerate(_results(result)):
        out.write((b",\n" if number else b"\n") + _encoded(item))
    out.write(b"\n]}]}\n")


def _rules(language: str) -> Iterator[dict[str, Any]]:
    for check in CHECKS.values():
        yield {
            "id": check.name,
            "name": "".join(part.capitalize() for part in check.name.split("-")),
            "shortDescription": {"text": title(check.name, language)},
            "defaultConfiguration": {"level": _LEVELS[check.severity]},
        }


def _results(result: Result) -> Iterator[dict[str, Any]]:
    for finding in result.findings():
        yield _result(finding, result.language)
    for finding, reason in result.spool.accepted():
        suppression = {"kind": "external", "status": "accepted"}
        if reason:
            suppression["justification"] = reason
        yield {**_result(finding, result.language), "suppressions": [suppression]}


def _result(finding: Finding, language: str) -> dict[str, Any]:
    texts = [
        f"{side.language}: {side.text}" for side in (finding.source, finding.target, finding.third) if side
    ]
    return {
        "ruleId": finding.check,
        "ruleIndex": _INDEXES[finding.check],
        "level": _LEVELS[finding.severity],
        "message": {"text": "\n".join((say(finding.message, language), *texts))},
        "locations": [_location(finding.location)],
        "partialFingerprints": {FINGERPRINT: finding.id},
        "properties": {"expected": list(finding.expected), "concept": finding.concept},
    }


def _location(location: Location) -> dict[str, Any]:
    logical = {
        "name": location.unit or str(location.number),
        "fullyQualifiedName": place(location),
        "kind": "unit",
    }
    shown: dict[str, Any] = {"logicalLocations": [logical]}
    # A memory is no file. Viewers need a line: the first, where the format has none.
    if location.line or PurePath(location.file).suffix:
        artifact = {"uri": uri(location.file)}
        shown["physicalLocation"] = {
            "artifactLocation": artifact,
            "region": {"startLine": location.line or 1},
        }
    return shown


def uri(file: str) -> str:
    """A file name as a URI: relative ones stay so, for they are relative to the checkout."""
    path = Path(file)
    if path.is_absolute():
        return path.as_uri()
    return quote(re.sub(r"^(\./)+", "", path.as_posix()), errors="backslashreplace")


def _encoded(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace")
