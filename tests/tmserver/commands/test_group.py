"""The list of commands."""

from __future__ import annotations

import click
import pytest

from tests.tmserver.commands.conftest import Run
from tmserver.commands import COMMANDS, cli


def test_listed(process: Run) -> None:
    """--help lists every command with its line, whole, at 80 columns."""
    shown = process("--help").stdout
    for name, (_, summary) in COMMANDS.items():
        assert any(line.split(maxsplit=1) == [name, summary] for line in shown.splitlines()), name


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_can_be_had(name: str) -> None:
    """What is listed is there under its name, and unknown names are none."""
    context = click.Context(cli)
    command = cli.get_command(context, name)
    assert command is not None
    assert command.name == name
    assert cli.get_command(context, name + "x") is None
