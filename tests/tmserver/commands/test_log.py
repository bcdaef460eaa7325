"""tmserver log, as a process."""

from __future__ import annotations

import json

from tests.tmserver.commands.conftest import Run


def test_log(run: Run) -> None:
    """A table with when, who, what and why; --json is a page; exit code 1 where there is nothing."""
    run("key", "create", "weblate", "--by", "root")
    lines = run("log").stdout.splitlines()
    assert lines[0].split() == ["When", "(UTC)", "Who", "What", "Why"]
    assert lines[1].endswith("root      key weblate: create, read")
    page = json.loads(run("log", "--memory", "chile-1973", "--limit", "1", "--json").stdout)
    assert (page["items"][0]["action"], page["items"][0]["detail"], page["total"]) == ("add", "20 units", 2)
    rest = json.loads(run("log", "--memory", "chile-1973", "--cursor", page["next"], "--json").stdout)
    assert [each["action"] for each in rest["items"]] == ["create"]
    assert run("log", "--by", "nobody").returncode == 1
    assert run("log", "--cursor", "x").returncode == 2
