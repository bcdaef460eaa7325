"""``tmserver memory``: the group of its commands."""

from __future__ import annotations

import click

from tmserver.commands.memory.browse import history, list_, show
from tmserver.commands.memory.purge import purge
from tmserver.commands.memory.whole import create, delete, rename, restore


@click.group(epilog="\b\nExample:\n  tmserver memory list")
def memory() -> None:
    """List, make, rename, delete, restore and purge memories."""


for command in (create, delete, history, list_, purge, rename, restore, show):
    memory.add_command(command)
