"""``[tool.tmserver.audit]`` of a TOML file: what a project always wants of its audits."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from tmserver.audit.checks import CHECKS
from tmserver.audit.finding import Severity
from tmserver.audit.options import Rule
from tmserver.audit.pattern import check_rules
from tmserver.audit.wording import LANGUAGES
from tmserver.errors import InvalidInput, UnreadableFile

NAMES = ("tmserver.toml", "pyproject.toml")
"""Files that are looked for, in this order."""

OFF = "off"
NEVER = "never"
_SEVERITIES = tuple(severity.value for severity in Severity)


@dataclass(frozen=True)
class Configuration:
    """The table as read; "" and () where the file does not say. ``path`` None: there is no file.

    ``severities`` and ``skip`` come of the table ``checks``, where a check is a severity or "off". Paths are
    relative to the file.
    """

    path: Path | None = None
    severities: Mapping[str, Severity] = field(default_factory=dict)
    skip: frozenset[str] = frozenset()
    rules: tuple[Rule, ...] = ()
    source: str = ""
    target: str = ""
    glossaries: tuple[str, ...] = ()
    baseline: str = ""
    fail_on: str = ""
    language: str = ""
    counts: bool = False
    drafts: bool = False


def find_configuration(folder: Path) -> Configuration:
    """That of the nearest file above or in the folder that has the table; an empty one if none has."""
    for above in (folder, *folder.parents):
        for name in NAMES:
            path = above / name
            if path.is_file():
                table = _table(path)
                if table is not None:
                    return _read(path, table)
    return Configuration()


def read_configuration(path: Path) -> Configuration:
    """That of a file, which must have the table.

    :raise UnreadableFile: no TOML, no such table, or settings that are none: all of them
    """
    table = _table(path)
    if table is None:
        raise UnreadableFile("It has no table [tool.tmserver.audit].", file=str(path))
    return _read(path, table)


def _table(path: Path) -> Mapping[str, Any] | None:
    try:
        data: Any = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeError) as error:
        raise UnreadableFile(f"This is no TOML: {error}.", file=str(path)) from error
    except OSError as error:
        raise UnreadableFile(f"It cannot be read: {error.strerror or error}.", file=str(path)) from error
    for name in ("tool", "tmserver", "audit"):
        data = data.get(name) if isinstance(data, dict) else None
    return data if isinstance(data, dict) else None


# Settings by name: field, type, allowed values (() any).
_SETTINGS: dict[str, tuple[str, type, tuple[str, ...]]] = {
    "from": ("source", str, ()),
    "to": ("target", str, ()),
    "glossaries": ("glossaries", list, ()),
    "baseline": ("baseline", str, ()),
    "fail-on": ("fail_on", str, ("error", "warning", NEVER)),
    "report-language": ("language", str, LANGUAGES),
    "counts": ("counts", bool, ()),
    "drafts": ("drafts", bool, ()),
}
_TYPES = {str: "a text", list: "a list of texts", bool: "true or false"}


def _read(path: Path, table: Mapping[str, Any]) -> Configuration:
    mistakes: list[str] = []
    values: dict[str, Any] = {}
    for name, value in table.items():
        if name in _SETTINGS:
            attribute, kind, allowed = _SETTINGS[name]
            mistakes += _setting_mistakes(name, value, kind, allowed)
            values[attribute] = tuple(value) if isinstance(value, list) else value
        elif name not in ("checks", "rules"):
            mistakes.append(f"{name} is unknown; there are {', '.join((*_SETTINGS, 'checks', 'rules'))}")
    checks, rules = table.get("checks", {}), table.get("rules", [])
    mistakes += [*_check_mistakes(checks), *_rules_mistakes(rules)]
    if mistakes:
        raise UnreadableFile(f"[tool.tmserver.audit]: {'; '.join(mistakes)}.", file=str(path))
    made = tuple(_rule(rule) for rule in rules)
    try:
        check_rules(made)
    except InvalidInput as error:
        raise UnreadableFile(f"[tool.tmserver.audit]: {error}", file=str(path)) from error
    return Configuration(
        path,
        {name: Severity(value) for name, value in checks.items() if value != OFF},
        frozenset(name for name, value in checks.items() if value == OFF),
        made,
        **values,
    )


def _setting_mistakes(name: str, value: Any, kind: type, allowed: tuple[str, ...]) -> Iterator[str]:
    texts = value if isinstance(value, list) else ()
    if not isinstance(value, kind) or not all(isinstance(each, str) for each in texts):
        yield f"{name} must be {_TYPES[kind]}"
    elif allowed and value not in allowed:
        yield f"{name} must be one of {', '.join(allowed)}, not {value!r}"


def _check_mistakes(checks: Any) -> Iterator[str]:
    if not isinstance(checks, dict):
        yield "checks must be a table"
        return
    for name, value in checks.items():
        if name not in CHECKS:
            yield f"there is no check {name}; there are {', '.join(CHECKS)}"
        elif value not in (*_SEVERITIES, OFF):
            yield f"checks.{name} must be one of {', '.join((*_SEVERITIES, OFF))}, not {value!r}"


_RULE_TYPES = {each.name.replace("_", "-"): bool if each.type == "bool" else str for each in fields(Rule)}


def _rules_mistakes(rules: Any) -> Iterator[str]:
    if not isinstance(rules, list) or not all(isinstance(rule, dict) for rule in rules):
        yield "rules must be tables: [[tool.tmserver.audit.rules]]"
        return
    for number, rule in enumerate(rules, 1):
        where = f"rule {number}"
        for name in ("name", "target"):
            if not rule.get(name):
                yield f"{where} has no {name}"
        for name, value in rule.items():
            if name not in _RULE_TYPES:
                yield f"{where}: {name} is unknown; there are {', '.join(_RULE_TYPES)}"
            else:
                allowed = _SEVERITIES if name == "severity" else ()
                yield from _setting_mistakes(f"{where}: {name}", value, _RULE_TYPES[name], allowed)


def _rule(table: Mapping[str, Any]) -> Rule:
    values = {name.replace("-", "_"): value for name, value in table.items()}
    if "severity" in values:
        values["severity"] = Severity(values["severity"])
    return Rule(**values)
