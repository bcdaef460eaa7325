"""What commands do when nobody reads what they print, or it cannot be written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tmserver.commands.conftest import ROOT, Run
from tmserver.commands.output import broken
from tmserver.settings import Settings

PANGUIPULLI = "En Valdivia, los obreros tomaron el Complejo Maderero Panguipulli y la leña."


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Only Linux has a device that is always full.")
@pytest.mark.parametrize("command", ["memory list", "memory list --json", "export chile-1973"])
def test_full_disk(settings: Settings, command: str) -> None:
    """Output that cannot be written is one sentence and exit code 3."""
    with Path("/dev/full").open("wb") as full:
        done = _run(settings, command, full.fileno())
    assert done.returncode == 3
    assert done.stderr == "Error: The output cannot be used: No space left on device.\n"


@pytest.mark.parametrize("command", ["memory list", "memory list --json", "export chile-1973"])
def test_reader_that_has_gone(settings: Settings, command: str) -> None:
    """A closed pipe (| head) ends the command without a word, with the shell's code for it."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = _run(settings, command, writing)
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (141, "")


def test_encoding_without_cyrillic(process: Run) -> None:
    """Where the terminal's encoding lacks a letter, its number is shown; all else as usual."""
    done = process(
        "lookup", "--from", "es", "--to", "ru", "--min-score", "50", PANGUIPULLI, encoding="cp1252"
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "\\u0412" in done.stdout
    assert "leña" in done.stdout


def test_line_of_another_encoding(process: Run) -> None:
    """A line that is not UTF-8 is answered with its error, and those after it as usual."""
    lines = "año\n".encode("cp1252").decode(errors="surrogateescape") + "Да\n"
    answers = process("lookup", "--from", "ru", "--to", "es", "-", lines=lines).stdout.splitlines()
    assert ["error" in json.loads(answer) for answer in answers] == [True, False]


def _run(settings: Settings, command: str, output: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), *command.split()],
        stdout=output,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=os.environ | settings.as_environment() | {"PYTHONPATH": str(ROOT)},
        timeout=60,
        check=False,
    )


def test_long_messages_on_a_terminal() -> None:
    """They are broken between words, never inside one, line by line; elsewhere they stay as they are."""
    message = "Usage: tmserver audit\n\nError: there is no check. There are: term-missing, term-forbidden."
    lines = broken(message, 30).split("\n")
    assert (max(map(len, lines)) <= 30, lines[:3]) == (True, ["Usage: tmserver audit", "", lines[2]])
    assert " ".join(lines[2:]) == message.split("\n")[2]
    assert broken("/a/path/that/is/longer/than/the/terminal/is: no", 20).split("\n")[1] == "no"
    assert broken(message, 0) == message
