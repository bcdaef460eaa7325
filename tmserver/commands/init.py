"""``tmserver init``: make the database, or bring it up to date."""

from __future__ import annotations

import click

from tmserver.services.database import create_database
from tmserver.settings import Settings


@click.command(
    epilog="""\b
Examples:
  tmserver init
  tmserver --database sqlite:///work.db init
  tmserver --database postgresql://me@localhost/tm init"""
)
@click.pass_obj
def init(settings: Settings) -> None:
    """Make the database, or bring an older one up to date.

    A database that is up to date stays as it is.
    """
    made = create_database(settings)
    click.echo(f"{made.action.capitalize()}: {made.place}")
