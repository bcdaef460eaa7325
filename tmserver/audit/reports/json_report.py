"""Findings as JSON for programs: one object, one finding a line."""

from __future__ import annotations

import json
from typing import IO, Any

from tmserver.audit.baseline import Entry
from tmserver.audit.finding import Finding, Location, Share, Side
from tmserver.audit.reports.result import Result
from tmserver.audit.wording import say


def write_json(result: Result, out: IO[bytes]) -> None:
    """Write ``{"findings": […], "summary": {…}}``, UTF-8; lone surrogates as escapes."""
    out.write(b'{"findings": [')
    for number, finding in enumerate(result.findings()):
        out.write(b",\n" if number else b"\n")
        out.write(_encoded(finding_shape(finding, result.language)))
    out.write(b'\n], "summary": ' + _encoded(summary_shape(result)) + b"}\n")


def finding_shape(finding: Finding, language: str) -> dict[str, Any]:
    """A finding as JSON has it, its message in the language; only a finding of its kind has the last four."""
    shape: dict[str, Any] = {
        "id": finding.id,
        "check": finding.check,
        "severity": finding.severity.value,
        "message": say(finding.message, language),
        "location": _location(finding.location),
        "source": _side(finding.source),
        "target": _side(finding.target),
        "concept": finding.concept,
        "expected": list(finding.expected),
    }
    if finding.distribution:
        shape["distribution"] = [_share(share) for share in finding.distribution]
    if finding.deviates:
        shape["deviates"] = finding.deviates
        shape["about"] = dict(finding.message.arguments).get("check")
    if finding.third:
        shape["third"] = _side(finding.third)
    return shape


def summary_shape(result: Result) -> dict[str, Any]:
    """The counts of an audit as JSON has them."""
    summary = result.summary
    return {
        "units": summary.units,
        "by_check": dict(result.checks),
        "by_severity": {severity.value: count for severity, count in result.severities.items()},
        "failing": result.failing,
        "pairs": {f"{source} {target}": count for (source, target), count in summary.pairs.items()},
        "languages": dict(summary.languages),
        "unpaired": summary.unpaired,
        "drafts": summary.drafts,
        "rejected": summary.rejected,
        "empty": summary.empty,
        "ignored": summary.ignored,
        "accepted": result.accepted,
        "skipped": dict(result.skipped),
        "unreadable": list(result.unreadable),
        "stale": [_entry(entry) for entry in result.stale],
        "expired": [_entry(entry) for entry in result.expired],
    }


def _entry(entry: Entry) -> dict[str, str]:
    return {"id": entry.id, "check": entry.check, "reason": entry.reason, "expires": entry.expires}


def _location(location: Location) -> dict[str, Any]:
    return {
        "file": location.file,
        "line": location.line,
        "unit": location.unit,
        "number": location.number,
    }


def _side(side: Side) -> dict[str, Any]:
    return {"language": side.language, "text": side.text, "spans": [list(span) for span in side.spans]}


def _share(share: Share) -> dict[str, Any]:
    locations = [_location(location) for location in share.locations]
    return {"text": share.text, "count": share.count, "allowed": share.allowed, "locations": locations}


def _encoded(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace")
