"""``tmserver database move``: SQLite to PostgreSQL and back."""

from __future__ import annotations

import click

from tmserver.commands.author import by_option
from tmserver.commands.output import json_option, print_json
from tmserver.commands.progress import progress_bar
from tmserver.services.concordance.follow import follow_all
from tmserver.services.database import open_database
from tmserver.services.upkeep.move import Moved
from tmserver.services.upkeep.move import move as moved
from tmserver.settings import Settings
from tmserver.store.database import Database


@click.command(
    epilog="""\b
Examples:
  tmserver database move postgresql://tm@localhost/tm
  tmserver --database postgresql://tm@localhost/tm database move sqlite:////srv/tmserver/tmserver.db"""
)
@click.argument("target_url", metavar="TARGET_URL")
@by_option
@json_option
@click.pass_obj
def move(settings: Settings, target_url: str, by: str, as_json: bool) -> int:
    """Copy the whole installation into the empty database TARGET_URL.

    Everything is copied as it is at one moment, in one transaction, and counted afterwards; the old database
    stays as it is. Stop the service before: the exit code is 1 if somebody wrote to the old database
    meanwhile.
    """
    target = Database(target_url, max_text_length=settings.max_text_length)
    with progress_bar() as watch:
        done = moved(open_database(settings), target, by=by, watch=watch)
        follow_all(target, watch)
    if as_json:
        print_json(
            {
                "from": done.source,
                "to": done.target,
                "rows": done.rows,
                "written_meanwhile": list(done.written_meanwhile),
            }
        )
    else:
        _print(done)
    return 1 if done.written_meanwhile else 0


def _print(done: Moved) -> None:
    click.echo(f"Copied from {done.source} to {done.target}:")
    click.echo("  " + ", ".join(f"{rows:,} {table}" for table, rows in done.rows.items() if rows))
    if done.written_meanwhile:
        names = ", ".join(done.written_meanwhile)
        click.echo(
            f"Changed in the old database meanwhile, and not in the new one: {names}. "
            "Stop the service and move into another empty database.",
            err=True,
        )
    else:
        click.echo("Set TMSERVER_DATABASE_URL to the new one and start the service.")
