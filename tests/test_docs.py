"""The documentation says what the code has and does: settings, commands, endpoints, scores."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import MISSING, Field, fields
from importlib.resources import files
from pathlib import Path
from typing import Any

import click
import pytest

from glossary.formats.tbx import read_tbx
from tmserver.api.protocol import VIEWS
from tmserver.app import create_app
from tmserver.audit.auditor import Audit
from tmserver.audit.checks import CHECKS
from tmserver.audit.configuration import read_configuration
from tmserver.audit.finding import Location
from tmserver.audit.options import AuditOptions
from tmserver.commands import cli
from tmserver.language.analyser import PLACEABLE_WEIGHT
from tmserver.match.pairs import Comparer, Query
from tmserver.segment import Unit, Variant
from tmserver.settings import Settings
from tmserver.store.database import Database

DOCS = Path(__file__).parent.parent / "docs"


def test_every_setting_is_documented_with_its_default_and_meaning() -> None:
    """docs/settings.md has one row a setting, in the order of the class, and no other rows."""
    rows = re.findall(
        r"^\| `(TMSERVER_\w+)` \| (.*?) \| (.*?) \|$", (DOCS / "settings.md").read_text("utf-8"), re.MULTILINE
    )
    settings = fields(Settings)
    assert [variable for variable, _, _ in rows] == [
        f"TMSERVER_{setting.name.upper()}" for setting in settings
    ]
    assert [meaning for _, _, meaning in rows] == [setting.metadata["help"] for setting in settings]
    for setting, (variable, default, _) in zip(settings, rows, strict=True):
        assert setting.default is MISSING or default.strip("`") == _shown(setting), variable


def test_nginx_lets_files_through_where_they_are_taken(sqlite_database: Database) -> None:
    """The example's place for large bodies is all addresses to which files are sent, and no other."""
    text = (DOCS / "examples" / "nginx.conf").read_text("utf-8")
    place = re.search(r"location ~ (\S+) \{\s+client_max_body_size 2g;", text)
    assert place
    app = create_app(Settings(database_url=f"sqlite:///{sqlite_database.url.database}"))
    taken = {
        rule.rule: getattr(app.view_functions[rule.endpoint], "takes_uploads", False)
        for rule in sorted(app.url_map.iter_rules(), key=lambda rule: "POST" in (rule.methods or ()))
    }
    assert any(taken.values())
    for rule, takes in taken.items():
        assert bool(re.search(place[1], rule)) == takes, rule


def _shown(setting: Field[Any]) -> str:
    return str(setting.default) if setting.default != "" else "none"


def _score_examples() -> list[list[str]]:
    examples = (DOCS / "score.md").read_text("utf-8").partition("## Examples")[2].partition("## Order")[0]
    rows = [line.strip("| ").split(" | ") for line in examples.splitlines() if line.startswith("|")]
    return rows[2:]


@pytest.mark.parametrize("row", _score_examples(), ids=lambda row: row[1])
def test_an_example_of_a_score_is_what_the_code_gives(row: list[str]) -> None:
    """A row of docs/score.md: language, both texts, both shares, raw percent, what is taken off, score."""
    language, asked, stored, *shown = row
    compared = Comparer(Query.of(Variant(language, asked), "en")).compare(Variant(language, stored), None, 0)
    assert compared is not None
    taken = "; ".join(f"{each.reason} −{each.points} ({each.detail})" for each in compared.deductions)
    shares = compared.shares
    assert shown == [
        f"{shares.words:.2f}",
        f"{shares.characters:.2f}",
        str(compared.percent),
        taken or "nothing",
        str(compared.score),
    ]


def test_the_weight_of_a_placeable_is_the_documented_one() -> None:
    """docs/score.md names the weight, and marks it in the table of the measurement."""
    text = (DOCS / "score.md").read_text("utf-8")
    assert f"each is one token of weight {PLACEABLE_WEIGHT}," in text
    assert f"| **{PLACEABLE_WEIGHT}** |" in text


def _commands(group: click.Group, path: str) -> Iterator[tuple[str, click.Command]]:
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from _commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}", command


COMMANDS = dict(_commands(cli, "tmserver"))


def _sections(page: str) -> dict[str, str]:
    """The text below each heading of a page."""
    pieces = re.split(r"^## (.*)$", (DOCS / page).read_text("utf-8"), flags=re.MULTILINE)
    return dict(zip(pieces[1::2], pieces[2::2], strict=True))


def test_the_documented_commands_are_those_that_exist() -> None:
    """docs/command-line.md has one section a command, and no other sections."""
    assert set(_sections("command-line.md")) == set(COMMANDS)


@pytest.mark.parametrize("path", COMMANDS)
def test_a_command_has_help_and_its_options_are_documented(path: str) -> None:
    """Each command says what it does and shows an example; its section names each of its options."""
    command, section = COMMANDS[path], _sections("command-line.md")[path]
    assert command.help
    assert f"tmserver {path.removeprefix('tmserver ')}" in (command.epilog or "") or not command.params
    options = [option for option in command.params if isinstance(option, click.Option)]
    for option in options:
        assert f"`{option.opts[-1]}" in section, option.opts
    documented = set(re.findall(r"`(--[a-z-]+)", section))
    assert documented <= {name for option in options for name in option.opts}


GROUPS = {
    name: command
    for name in cli.list_commands(click.Context(cli))
    if isinstance(command := cli.get_command(click.Context(cli), name), click.Group)
}


@pytest.mark.parametrize("name", GROUPS)
def test_a_group_of_commands_shows_an_example(name: str) -> None:
    """``tmserver memory --help`` ends with a line that can be tried."""
    assert f"\n  tmserver {name} " in (GROUPS[name].epilog or "")


@pytest.mark.parametrize("path", [*COMMANDS, *GROUPS])
def test_the_first_line_of_help_fits_a_list_of_commands(path: str) -> None:
    """No command is cut off with dots in the list of its group, at 80 columns."""
    command = COMMANDS.get(path) or GROUPS[path]
    assert not command.get_short_help_str(limit=80 - len("  pretranslate  ") - 1).endswith("...")


def test_the_documented_endpoints_are_those_that_exist(sqlite_database: Database) -> None:
    """docs/api.md has one section for each method and address of the API, and one on errors."""
    app = create_app(Settings(database_url=f"sqlite:///{sqlite_database.url.database}"))
    served = {
        f"{method} {_address(rule.rule)}"
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.rule.startswith(("/health", "/metrics", "/api/v2/"))
    }
    assert set(_sections("api.md")) == {*served, "Errors"}


def _address(rule: str) -> str:
    """The rule of an address as documents write it: its parts in braces, whatever converts them."""
    return re.sub(r"<(?:[^<>:]+:)?([^<>]+)>", r"{\1}", rule)


def test_the_documented_calls_of_the_protocol_are_those_that_exist() -> None:
    """docs/connect.md has each address and method of the tmserver protocol."""
    text = (DOCS / "connect.md").read_text("utf-8")
    for rule, method, _ in VIEWS:
        address = "/" + rule.replace("anything:", "").replace("<", "{").replace(">", "}")
        assert re.search(rf"^\| .*{method}\b.*{re.escape(address)}", text, re.MULTILINE), address


def _table(page: str, heading: str) -> list[list[str]]:
    """The rows below a heading of a page, cells without backticks."""
    text = (DOCS / page).read_text("utf-8").partition(f"{heading}\n")[2]
    rows = re.search(r"(?:^\|.*\n)+", text, re.MULTILINE)
    assert rows is not None
    return [[cell.strip(" `") for cell in row.strip()[2:-2].split(" | ")] for row in rows[0].splitlines()[2:]]


def test_every_check_is_documented_with_its_severity() -> None:
    """docs/audit.md has one row a check, in the order of reports."""
    documented = [(name, severity) for name, severity, _ in _table("audit.md", "## Checks")]
    assert documented == [(check.name, check.severity.value) for check in CHECKS.values()]


@pytest.mark.parametrize("row", _table("audit.md", "### Examples"), ids=lambda row: row[0])
def test_an_example_of_a_check_is_found(row: list[str]) -> None:
    """Each row of docs/audit.md gives that finding, with the seed glossary."""
    name, source, target, *texts = row
    with (files("glossary") / "data" / "chile-1973.tbx").open("rb") as opened:
        concepts = read_tbx(opened).glossary.concepts
    unit = Unit((Variant(source, texts[0]), Variant(target, (*texts, "")[1])), source_language=source)
    found = Audit(AuditOptions(concepts=concepts)).run([(Location(), unit)])
    assert name in {finding.check for finding in found}


def test_the_documented_configuration_of_audits_can_be_read(tmp_path: Path) -> None:
    """The TOML of docs/audit.md has every setting."""
    block = re.search(r"```toml\n(.*?)```", (DOCS / "audit.md").read_text("utf-8"), re.DOTALL)
    assert block is not None
    file = tmp_path / "tmserver.toml"
    file.write_text(block[1], "utf-8")
    read = read_configuration(file)
    assert (read.target, read.skip, len(read.rules)) == ("es", frozenset({"same-target"}), 1)


ROOT = DOCS.parent
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *DOCS.glob("*.md")])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_of_a_page_lead_somewhere(page: Path) -> None:
    """Each relative link names a file that is there."""
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_page_is_reached_from_the_readme() -> None:
    """README.md names each page of docs: a page that nobody finds is not read."""
    front = (ROOT / "README.md").read_text("utf-8")
    assert [page.name for page in DOCS.glob("*.md") if f"docs/{page.name}" not in front] == []


def test_the_documented_keys_of_the_look_up_are_its_own() -> None:
    """docs/pages.md has one row for each key of the page, in its order, as the page shows it."""
    template = (ROOT / "tmserver" / "web" / "templates" / "lookup" / "page.html").read_text("utf-8")
    keys = re.findall(r'\("\w+", "([\w+]+)", _\("([^"]+)"\)\)', template)
    shown = {"Digit": "1…9", "ArrowDown": "↓", "ArrowUp": "↑", "Slash": "/"}
    rows = [
        [" ".join(shown.get(key, key.removeprefix("Key")) for key in pressed.split("+")), meaning]
        for pressed, meaning in keys
    ]
    assert rows == _table("pages.md", "## Look up")
