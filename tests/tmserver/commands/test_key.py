"""tmserver key, as processes."""

from __future__ import annotations

import json
import re

from tests.tmserver.commands.conftest import Run


def test_a_key_from_first_to_last(run: Run) -> None:
    """Printed alone on standard output, listed without itself, revoked; --json is JSON each time."""
    made = run(
        "key", "create", "weblate", "--memory", "chile-1973", "--expires", "2099-12-31", "--by", "root"
    )
    assert re.fullmatch(r"tms_[\w-]{43}\n", made.stdout)
    assert "not shown again" in made.stderr
    (listed,) = json.loads(run("key", "list", "--json").stdout)["keys"]
    assert (listed["name"], listed["scope"], listed["memories"], listed["glossaries"]) == (
        "weblate",
        "read",
        ["chile-1973"],
        [],
    )
    assert (listed["expires_at"], listed["created_by"]) == ("2100-01-01T00:00:00Z", "root")
    assert made.stdout.strip() not in json.dumps(listed)
    assert run("key", "list").stdout.splitlines()[1].split() == [
        "weblate",
        "read",
        "chile-1973",
        "2099-12-31",
        "never",
    ]
    revoked = run("key", "revoke", "weblate")
    assert revoked.stdout == "Revoked: weblate\n"
    assert "No key and no person is left" in revoked.stderr
    assert run("key", "list").returncode == 1
    (kept,) = json.loads(run("key", "list", "--all", "--json").stdout)["keys"]
    assert kept["ended_at"] is not None


def test_json_has_the_key_once(run: Run) -> None:
    """``create --json`` has the key itself; a taken name is exit code 3, an unknown memory 2."""
    made = json.loads(run("key", "create", "all", "--scope", "admin", "--json").stdout)
    assert made["key"].startswith("tms_")
    assert (made["memories"], made["glossaries"]) == (None, None)
    assert run("key", "create", "all").returncode == 3
    assert run("key", "create", "other", "--memory", "nowhere").returncode == 2
    assert run("key", "revoke", "nobody").returncode == 2
