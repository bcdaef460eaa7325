"""``tmserver database``: the group of its commands."""

from __future__ import annotations

import click

from tmserver.commands.database.backup import backup, restore
from tmserver.commands.database.check import check
from tmserver.commands.database.move import move
from tmserver.commands.database.schema import downgrade, upgrade, vacuum


@click.group(epilog="\b\nExample:\n  tmserver database backup /srv/backups/")
def database() -> None:
    """Back up, restore, move, check and upgrade the database."""


for command in (backup, check, downgrade, move, restore, upgrade, vacuum):
    database.add_command(command)
