"""Findings as a JUnit test report, which CI systems show as failed tests."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from tmserver.audit.finding import Finding
from tmserver.audit.reports.result import Result, place
from tmserver.audit.wording import say, title

# What XML 1.0 cannot hold, escaped or not.
_IMPOSSIBLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_junit(result: Result, out: IO[bytes]) -> None:
    """Write a suite of one test a finding, and one passed test for each pair of languages.

    A finding at or above the threshold is a failed test, one below it a skipped test with its message.
    """
    passed = Counter(result.summary.pairs)
    total, skipped = result.total + len(passed), result.total - result.failing
    counts = f'tests="{total}" failures="{result.failing}" errors="0" skipped="{skipped}"'
    out.write(b'<?xml version="1.0" encoding="UTF-8"?>\n')
    out.write(f'<testsuites name="tmserver audit" {counts}>\n'.encode())
    out.write(f'<testsuite name="tmserver audit" {counts}>\n'.encode())
    for (source, target), count in passed.items():
        name = _attribute(f"{source} → {target}: {count}")
        out.write(f'<testcase classname="tmserver.audited" name={name}/>\n'.encode())
    for finding in result.findings():
        for line in _case(finding, result):
            out.write(line.encode())
    out.write(b"</testsuite>\n</testsuites>\n")


def _case(finding: Finding, result: Result) -> Iterator[str]:
    location, message = finding.location, say(finding.message, result.language)
    where = f" file={_attribute(location.file)}" + (f' line="{location.line}"' if location.line else "")
    name = _attribute(f"{place(location)} {finding.id}".strip())
    yield f"<testcase classname={_attribute(f'tmserver.{finding.check}')} name={name}{where}>"
    if result.fails(finding.severity):
        kind = _attribute(finding.severity.value)
        details = _text(_details(finding, result))
        yield f"<failure type={kind} message={_attribute(message)}>{details}</failure>"
    else:
        yield f"<skipped message={_attribute(f'{finding.severity.value}: {message}')}/>"
    yield "</testcase>\n"


def _details(finding: Finding, result: Result) -> str:
    lines = [title(finding.check, result.language), place(finding.location)]
    lines += [
        f"{side.language}: {side.text}" for side in (finding.source, finding.target, finding.third) if side
    ]
    lines += [f"→ {', '.join(finding.expected)}"] if finding.expected else []
    return "\n".join(lines)


def _attribute(text: str) -> str:
    return quoteattr(_IMPOSSIBLE.sub("\ufffd", text), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def _text(text: str) -> str:
    return escape(_IMPOSSIBLE.sub("\ufffd", text), {"\r": "&#13;"})
