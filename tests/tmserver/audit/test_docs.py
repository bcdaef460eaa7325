"""The page on checks says what the checks are."""

from __future__ import annotations

import re
from pathlib import Path

from tmserver.audit.checks import CHECKS

PAGE = Path(__file__).parents[3] / "docs" / "checks.md"
WORDS = {
    "warning, on request": "warning",
    "information": "info",
    "information, on request": "info",
    "as the rule says": "error",
}


def test_every_check_is_documented_with_its_severity() -> None:
    """In the order of the checks, with an example of an error."""
    rows = re.findall(r"^\| `([a-z-]+)` \| (.*?) \| (.*?) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert [name for name, _, _ in rows] == list(CHECKS)
    for name, severity, example in rows:
        assert WORDS.get(severity, severity) == CHECKS[name].severity, name
        assert example.strip()
