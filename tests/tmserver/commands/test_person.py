"""tmserver person, as processes."""

from __future__ import annotations

import json

from tests.tmserver.commands.conftest import Run

PASSWORD = "correct horse\n"


def test_a_person_from_first_to_last(run: Run) -> None:
    """Added with a password from standard input, shown, changed, disabled, removed."""
    added = run("person", "add", "Анна", "--role", "translator", "--memory", "chile-1973", lines=PASSWORD)
    assert (added.returncode, added.stdout) == (0, "Added: Анна\n")
    assert run("person", "role", "Анна", "reviewer").stdout == "Changed: Анна\n"
    granted = json.loads(run("person", "grant", "Анна", "--json").stdout)
    assert (granted["role"], granted["memories"], granted["glossaries"]) == ("reviewer", None, None)
    assert run("person", "password", "Анна", lines="another password\n").returncode == 0
    assert run("person", "disable", "Анна").stdout == "Disabled: Анна\n"
    assert "ended" in run("person", "list").stdout
    assert run("person", "enable", "Анна").stdout == "Enabled: Анна\n"
    (listed,) = json.loads(run("person", "list", "--json").stdout)["people"]
    assert (listed["name"], listed["ended_at"]) == ("Анна", None)
    assert "password" not in listed
    removed = run("person", "remove", "Анна")
    assert "No key and no person is left" in removed.stderr
    assert run("person", "list").returncode == 1


def test_what_cannot_be(run: Run) -> None:
    """A short password, an unknown role or person are exit code 2 with the reason."""
    short = run("person", "add", "anna", "--role", "reader", lines="short\n")
    assert short.returncode == 2
    assert "10 to 1,000 characters" in short.stderr
    assert run("person", "add", "anna", "--role", "king", lines=PASSWORD).returncode == 2
    assert run("person", "password", "anna", lines=PASSWORD).returncode == 2
