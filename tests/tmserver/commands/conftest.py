"""The command line as a user runs it: its output and exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from tmserver.commands import main
from tmserver.settings import Settings

Run = Callable[..., "subprocess.CompletedProcess[str]"]
ROOT = Path(__file__).parents[3]


@pytest.fixture
def process(settings: Settings) -> Run:
    """``process("lookup", …, lines=…)``: tmserver as a process, on a copy of the seed."""
    environment = os.environ | settings.as_environment() | {"PYTHONPATH": str(ROOT), "COLUMNS": "80"}

    def ran(
        *arguments: str, lines: str = "", database: str | None = None, encoding: str = "utf-8"
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, str(ROOT / "cli.py"), *_given(arguments, database)],
            input=lines,
            capture_output=True,
            encoding=encoding,
            errors="surrogateescape",
            env=environment | {"PYTHONIOENCODING": f"{encoding}:strict"},
            timeout=60,
            check=False,
        )

    return ran


@pytest.fixture
def run(settings: Settings, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """As ``process``, but in this process, where modules and dictionaries are read only once."""

    def ran(
        *arguments: str, lines: str = "", database: str | None = None
    ) -> subprocess.CompletedProcess[str]:
        for name, value in (settings.as_environment() | {"COLUMNS": "80"}).items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", ["tmserver", *_given(arguments, database)])
        monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(lines.encode()), "utf-8"))
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capfd.readouterr()
        return subprocess.CompletedProcess(arguments, int(ended.value.code or 0), out, err)

    return ran


def _given(arguments: tuple[str, ...], database: str | None) -> list[str]:
    return ["--database", database, *arguments] if database else [*arguments]
