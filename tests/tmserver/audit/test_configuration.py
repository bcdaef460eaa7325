"""[tool.tmserver.audit] of a TOML file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tmserver.audit.configuration import Configuration, find_configuration, read_configuration
from tmserver.audit.finding import Severity
from tmserver.audit.options import Rule
from tmserver.errors import UnreadableFile

WHOLE = """
[tool.tmserver.audit]
from = "ru"
to = "es"
glossaries = ["terms.tbx"]
baseline = "accepted.json"
fail-on = "never"
report-language = "ru"
counts = true
drafts = true

[tool.tmserver.audit.checks]
number = "warning"
length = "off"

[[tool.tmserver.audit.rules]]
name = "Mr"
source = "г-н"
target = "Sr\\\\."
required = true
ignore-case = true
language = "es"
severity = "error"
"""


def written(path: Path, content: str) -> Path:
    """The file with this content."""
    path.write_text(content, "utf-8")
    return path


def test_everything_can_be_said(tmp_path: Path) -> None:
    """Each setting, the severities and switches of checks, rules."""
    path = written(tmp_path / "a.toml", WHOLE)
    rule = Rule("Mr", r"Sr\.", "", "г-н", "es", required=True, ignore_case=True, severity=Severity.ERROR)
    assert read_configuration(path) == Configuration(
        path,
        {"number": Severity.WARNING},
        frozenset({"length"}),
        (rule,),
        "ru",
        "es",
        ("terms.tbx",),
        "accepted.json",
        "never",
        "ru",
        counts=True,
        drafts=True,
    )


def test_the_nearest_file_that_has_the_table_counts(tmp_path: Path) -> None:
    """A pyproject.toml without it is passed over; none at all is no mistake."""
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    written(inner / "pyproject.toml", "[project]\nname = 'x'\n")
    path = written(tmp_path / "tmserver.toml", '[tool.tmserver.audit]\nfrom = "ru"\n')
    assert find_configuration(inner).path == path


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("[tool]", ["no table"]),
        ("x = ", ["no TOML"]),
        (
            (
                "[tool.tmserver.audit]\nfrom = 1\nfail-on = 'info'\nnonsense = 1\nglossaries = [1]\n"
                "checks = {numbers = 'error', number = 'fatal'}\n"
                "[[tool.tmserver.audit.rules]]\nname = 'x'\nseverity = 'high'\nregex = 'y'\n"
            ),
            [
                "from must be a text",
                "fail-on",
                "nonsense is unknown",
                "glossaries",
                "no check numbers",
                "checks.number",
                "rule 1 has no target",
                "rule 1: severity",
                "rule 1: regex",
            ],
        ),
        ("[tool.tmserver.audit]\nrules = 1\nchecks = 1\n", ["rules must be", "checks must be"]),
        ("[tool.tmserver.audit]\n[[tool.tmserver.audit.rules]]\nname = 'x'\ntarget = '('\n", ["x.target"]),
    ],
)
def test_all_mistakes_are_said_at_once(tmp_path: Path, content: str, words: list[str]) -> None:
    """With the file, the setting and what may stand there."""
    with pytest.raises(UnreadableFile) as caught:
        read_configuration(written(tmp_path / "a.toml", content))
    for word in ("a.toml", *words):
        assert word in str(caught.value)
