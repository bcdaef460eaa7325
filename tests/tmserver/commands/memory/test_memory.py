"""tmserver memory and add, as processes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.tmserver.commands.conftest import Run

PAIR = ("--from", "ru", "--to", "es")


def test_a_memory_from_first_to_last(run: Run) -> None:
    """A memory is made, filled, shown, listed and deleted; --json is JSON each time."""
    made = json.loads(run("memory", "create", "work", "--title", "Работа", "--json").stdout)
    assert (made["name"], made["title"], made["units"]) == ("work", "Работа", 0)
    added = json.loads(
        run("add", "--memory", "work", *PAIR, "--json", "Доброе утро!", "¡Buenos días!").stdout
    )
    assert (added["memory"], added["action"]) == ("work", "added")
    shown = json.loads(run("memory", "show", "work", "--json").stdout)
    assert (shown["units"], shown["languages"], shown["statuses"]) == (
        1,
        {"es": 1, "ru": 1},
        {"translated": 1},
    )
    listed = json.loads(run("memory", "list", "--json").stdout)["memories"]
    assert [each["name"] for each in listed] == ["chile-1973", "work"]
    assert run("memory", "delete", "work", "--yes").stdout == "Deleted: work (1 unit)\n"
    assert run("memory", "show", "work").returncode == 2


def test_adding_again(run: Run) -> None:
    """The same pair is stored once, and --create takes a memory that is there."""
    add = ("add", "--memory", "work", "--create", *PAIR, "Доброе утро!", "¡Buenos días!")
    assert [run(*add).stdout.split(":")[0] for _ in range(2)] == ["Added", "Unchanged"]


@pytest.mark.parametrize(("answer", "units"), [("n\n", 20), ("y\n", None)])
def test_delete_asks(run: Run, answer: str, units: int | None) -> None:
    """Without --yes the answer decides; against it nothing is deleted and the exit code is 1."""
    done = run("memory", "delete", "chile-1973", lines=answer)
    assert "with its 20 units?" in done.stdout
    assert done.returncode == (1 if units else 0)
    shown = run("memory", "show", "chile-1973", "--json").stdout
    assert (json.loads(shown)["units"] if shown else None) == units


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--from", "xx", "--to", "es", "a", "b"), ["'xx' is unknown", "en, es, ru"]),
        (("--from", "ru", "--to", " ", "a", "b"), ["target is empty"]),
        ((*PAIR, " ", "b"), ["source_text is empty"]),
        ((*PAIR, "a", "b\udcff"), ["target_text contains half a character"]),
        ((*PAIR, "--document", "\udcff", "a", "b"), ["document has half of a surrogate pair"]),
    ],
)
def test_adding_what_cannot_be(run: Run, arguments: tuple[str, ...], words: list[str]) -> None:
    """Unknown languages, empty and broken texts are exit code 2; nothing is stored, no memory made."""
    done = run("add", "--memory", "new", "--create", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert all(word in done.stderr for word in words)
    assert "new" not in run("memory", "list").stdout


@pytest.mark.parametrize("name", ["a/b", "", ".hidden", "a b", "x" * 101])
def test_names_that_cannot_be(run: Run, name: str) -> None:
    """A name that cannot be used is exit code 2 with the rule; one that is taken is 3."""
    done = run("memory", "create", name)
    assert (done.returncode, done.stdout) == (2, "")
    assert "A name has 1 to 100 letters" in done.stderr
    assert run("memory", "create", "chile-1973").returncode == 3


def test_deleted_restored_and_renamed(run: Run) -> None:
    """Nothing is lost, and the history tells it all, under the names of the time."""
    assert run("memory", "history", "none").returncode == 1
    assert run("memory", "list", "--deleted").returncode == 1
    deleted = run("memory", "delete", "chile-1973", "--yes")
    assert "tmserver memory restore chile-1973" in deleted.stderr
    assert "chile-1973" in run("memory", "list", "--deleted").stdout
    assert (
        json.loads(run("memory", "list", "--deleted", "--json").stdout)["memories"][0]["name"] == "chile-1973"
    )
    assert run("memory", "restore", "chile-1973").stdout == "Restored: chile-1973 (20 units)\n"
    assert json.loads(run("memory", "rename", "chile-1973", "chile", "--json").stdout)["name"] == "chile"
    assert run("memory", "rename", "none", "x").returncode == 2
    told = json.loads(run("memory", "history", "chile", "--json").stdout)["history"]
    assert [(each["action"], each["name"]) for each in told] == [
        ("rename", "chile-1973"),
        ("restore", "chile-1973"),
        ("delete", "chile-1973"),
        ("add", "chile-1973"),
        ("create", "chile-1973"),
    ]
    assert "now chile" in run("memory", "history", "chile").stdout


def test_purge_asks_for_the_name(run: Run) -> None:
    """The name typed decides; a memory in use is refused; a record is printed."""
    assert run("memory", "purge", "chile-1973").returncode == 3
    run("memory", "delete", "chile-1973", "--yes")
    refused = run("memory", "purge", "chile-1973", lines="yes\n")
    assert (refused.returncode, refused.stdout) == (1, "Nothing was purged.\n")
    done = run("memory", "purge", "chile-1973", "--why", "contract ended", lines="chile-1973\n")
    assert done.returncode == 0
    assert "Gone: 20 units, 0 earlier states, 0 jobs with files, 0 index snapshots" in done.stdout
    assert run("memory", "restore", "chile-1973").returncode == 2
    assert "contract ended" in run("memory", "history", "chile-1973").stdout


def test_the_record_of_a_purge(run: Run, tmp_path: Path) -> None:
    """As JSON, with the backups that have the memory still."""
    run("database", "backup", str(tmp_path / "one.backup"))
    run("memory", "delete", "chile-1973", "--yes")
    record = json.loads(run("memory", "purge", "chile-1973", "--yes", "--by", "ana", "--json").stdout)
    assert (record["memory"], record["units"], record["by"]) == ("chile-1973", 20, "ana")
    assert [(each["file"], each["there"]) for each in record["backups"]] == [
        (str(tmp_path / "one.backup"), True)
    ]
