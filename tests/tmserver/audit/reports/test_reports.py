"""Every report, of good findings and of hostile ones."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import IO, Any
from xml.etree import ElementTree

import pytest

from tests.tmserver.audit.reports.results import ATTACK, DEVIATING, EVIL, NUMBER, result
from tmserver.audit.baseline import Entry
from tmserver.audit.checks import CHECKS
from tmserver.audit.finding import Severity
from tmserver.audit.reports.csv_report import COLUMNS, harmless, write_csv
from tmserver.audit.reports.html_report import write_html
from tmserver.audit.reports.json_report import write_json
from tmserver.audit.reports.junit_report import write_junit
from tmserver.audit.reports.result import Result
from tmserver.audit.reports.sarif_report import uri, write_sarif
from tmserver.audit.reports.text_report import write_text

Writer = Callable[[Result, IO[bytes]], None]
WRITERS: dict[str, Writer] = {
    "text": write_text,
    "json": write_json,
    "csv": write_csv,
    "sarif": write_sarif,
    "junit": write_junit,
    "html": write_html,
}


def written(writer: Writer, *findings: Any, **more: Any) -> str:
    """The report as text."""
    out = io.BytesIO()
    with result(*findings, **more) as made:
        writer(made, out)
    return out.getvalue().decode("utf-8-sig")


@pytest.mark.parametrize("language", ["ru", "es", "en"])
@pytest.mark.parametrize("name", WRITERS)
def test_every_format_says_it_in_every_language(name: str, language: str) -> None:
    """The sentence of the finding is in the report's language; an empty audit is a report too."""
    shown = written(WRITERS[name], language=language)
    assert "1937" in shown
    assert written(WRITERS[name], (), language=language)


@pytest.mark.parametrize("name", WRITERS)
def test_hostile_texts_break_no_report(name: str) -> None:
    """Markup, control characters, half characters in every field: the report stays what it is."""
    shown = written(
        WRITERS[name], [ATTACK], accepted=[ATTACK], stale=(Entry(*[EVIL] * 9),), files=(EVIL, "b")
    )
    assert "\x1b" not in shown
    assert "\0" not in shown
    if name in {"json", "sarif"}:
        assert json.loads(shown)
    if name == "junit":
        assert ElementTree.fromstring(shown.encode())
    if name == "html":
        assert "<img" not in shown


def test_json_of_a_three_way_finding() -> None:
    """It says which language deviates, about what, and what the third one has."""
    finding = json.loads(written(write_json, [DEVIATING]))["findings"][0]
    assert (finding["check"], finding["deviates"], finding["about"]) == ("three-way", "es", "number")
    assert finding["third"] == {"language": "en", "text": "It was in 1973.", "spans": [[10, 14]]}


def test_equal_findings_have_ids_of_their_own() -> None:
    """The second of equal content has the ordinal behind its id."""
    ids = [finding["id"] for finding in json.loads(written(write_json, [NUMBER, NUMBER, NUMBER]))["findings"]]
    assert ids == [NUMBER.content, f"{NUMBER.content}-2", f"{NUMBER.content}-3"]


def test_csv_cells_are_harmless() -> None:
    """A column for everything; no cell can be run as a formula."""
    rows = list(csv.reader(io.StringIO(written(write_csv, [NUMBER, ATTACK], files=()))))
    assert rows[0] == list(COLUMNS)
    assert [len(row) for row in rows] == [len(COLUMNS)] * 3
    for cell in ("=1+1", "+1", "-1", "@x", "\t=1", "'=1", "''+1"):
        assert harmless(cell) == f"'{cell}"
    assert harmless("a=1") == "a=1"


SARIF_RESULT = {"ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints", "properties"}


def test_sarif_has_what_the_standard_and_code_review_ask() -> None:
    """Version, driver, rules; each result's rule, level, message, location with a line, fingerprint."""
    log = json.loads(written(write_sarif, accepted=[NUMBER]))
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert (log["version"], run["tool"]["driver"]["name"], len(rules)) == ("2.1.0", "tmserver", len(CHECKS))
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    for found in run["results"]:
        assert set(found) - {"suppressions"} == SARIF_RESULT
        assert rules[found["ruleIndex"]]["id"] == found["ruleId"]
        assert found["level"] in {"error", "warning", "note"}
        assert found["message"]["text"]
        place = found["locations"][0]["physicalLocation"]
        assert place["region"]["startLine"] >= 1
        assert re.fullmatch(r"[\w./%-]+", place["artifactLocation"]["uri"], re.ASCII)
        assert found["partialFingerprints"]["tmserverFinding/v1"]
    assert [found.get("suppressions") for found in run["results"]] == [
        None,
        None,
        None,
        [{"kind": "external", "status": "accepted", "justification": "as the author wants"}],
    ]


def test_file_names_as_uris() -> None:
    """Relative names stay relative to the checkout; absolute ones are file URIs."""
    assert uri("./a/b c.tmx") == "a/b%20c.tmx"
    assert uri("/tmp/я.po") == "file:///tmp/%D1%8F.po"


def test_junit_fails_what_is_at_or_above_the_threshold() -> None:
    """Counts agree with the cases; what is below the threshold is skipped, what was compared has passed."""
    suites = ElementTree.fromstring(written(write_junit, threshold=Severity.ERROR))
    cases = list(suites.iter("testcase"))
    counts = {name: int(suites.attrib[name]) for name in ("tests", "failures", "skipped", "errors")}
    assert counts == {"tests": 4, "failures": 2, "skipped": 1, "errors": 0}
    assert len(cases) == 4
    assert len(list(suites.iter("failure"))) == 2
    assert cases[1].attrib["line"] == "12"
    failure = cases[1].find("failure")
    assert failure is not None
    assert "Fue en 1937." in (failure.text or "")


class _Page(HTMLParser):
    """Counts the elements of a page, and collects what would load or run something."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.dangers: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element."""
        self.elements.append(tag)
        self.dangers += [
            name for name, _ in attrs if name.startswith("on") or name in {"src", "href", "style", "action"}
        ]


def test_the_page_needs_nothing_and_runs_nothing_of_a_file() -> None:
    """One script, one style, both named in its policy by digest; nothing to load; texts stay texts."""
    for findings in ([NUMBER], [ATTACK]):
        page = _Page()
        shown = written(write_html, findings, files=(EVIL, EVIL + "2"))
        page.feed(shown)
        assert page.dangers == []
        assert (page.elements.count("script"), page.elements.count("style")) == (1, 1)
        assert {"img", "link", "iframe", "base", "object"}.isdisjoint(page.elements)
        assert "default-src &#x27;none&#x27;" in shown
        assert shown.count("sha256-") == 2


def test_the_page_shows_counts_filters_and_both_texts_marked() -> None:
    """Numbers in the language's style, a bar a check, the evidence marked side by side."""
    shown = written(write_html, language="ru")
    assert "<mark>1973</mark>" in shown
    assert "<mark>1937</mark>" in shown
    assert shown.count('<svg class="bar"') == 3
    assert shown.count("<article") == 3
    assert 'lang="ru"' in shown
    assert '<option value="same-source">' in shown


def test_text_groups_what_says_the_same() -> None:
    """The sentence once, how often, the first places, and how many more."""
    shown = written(write_text, [NUMBER] * 8)
    assert shown.count("[1937]") == 5
    assert "found 8 times" in shown
    assert "and 3 more" in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_text_lists_stale_entries_with_their_reasons() -> None:
    """An accepted finding that is found no more should leave the baseline."""
    entry = Entry("00ff", "quoted so", "2027-01-31", "number", "ru es", "a.tmx", "u7")
    assert "00ff number a.tmx u7 2027-01-31 quoted so" in written(write_text, stale=(entry,))
