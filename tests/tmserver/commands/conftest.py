"""The command line as a user runs it: a process with its output and exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tmserver.commands import main
from tmserver.settings import Settings

Run = Callable[..., "subprocess.CompletedProcess[str]"]
ROOT = Path(__file__).parents[3]


@pytest.fixture
def run(settings: Settings) -> Run:
    """``run("lookup", …, lines=…)``: tmserver on a fresh copy of the seeded database."""
    environment = os.environ | settings.as_environment() | {"PYTHONPATH": str(ROOT), "COLUMNS": "80"}

    def process(
        *arguments: str, lines: str = "", database: str | None = None, encoding: str = "utf-8"
    ) -> subprocess.CompletedProcess[str]:
        given = ["--database", database] if database else []
        return subprocess.run(
            [sys.executable, str(ROOT / "cli.py"), *given, *arguments],
            input=lines,
            capture_output=True,
            encoding=encoding,
            errors="surrogateescape",
            env=environment | {"PYTHONIOENCODING": f"{encoding}:strict"},
            timeout=60,
            check=False,
        )

    return process


@pytest.fixture
def call(settings: Settings, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """As ``run``, but in this process, where dictionaries are read only once."""

    def called(*arguments: str, database: str | None = None) -> subprocess.CompletedProcess[str]:
        given = ["--database", database] if database else []
        for name, value in settings.as_environment().items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", ["tmserver", *given, *arguments])
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capfd.readouterr()
        return subprocess.CompletedProcess(arguments, int(ended.value.code or 0), out, err)

    return called
