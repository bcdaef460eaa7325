"""``tmserver database backup`` and ``restore``."""

from __future__ import annotations

import os
from pathlib import Path

import click

from tmserver.commands.author import by_option
from tmserver.commands.output import counted, json_option, print_json
from tmserver.commands.progress import progress_bar
from tmserver.errors import InvalidInput
from tmserver.services.concordance.follow import follow_all
from tmserver.services.database import open_database
from tmserver.services.shapes import time_shape
from tmserver.services.upkeep.backup import back_up
from tmserver.services.upkeep.restore import Restored
from tmserver.services.upkeep.restore import restore as restored
from tmserver.settings import Settings


@click.command(
    short_help="Write everything to one file, while the service runs.",
    epilog="""\b
Examples:
  tmserver database backup /srv/backups/
  tmserver --database postgresql://tm@localhost/tm database backup tm.backup""",
)
@click.argument("place", metavar="FILE", type=click.Path())
@by_option
@json_option
@click.pass_obj
def backup(settings: Settings, place: str, by: str, as_json: bool) -> None:
    """Write all memories and glossaries to one FILE, while the service runs.

    FILE is a new file, or a folder, in which it is named by the time. What ends in a slash must be a folder
    that exists. It has everything as it was at one
    moment, is verified, and can be restored into SQLite and into PostgreSQL. Nobody but you can read it.
    """
    if place.endswith(("/", os.sep)) and not Path(place).is_dir():
        # Else the first backup would become a file in the folder's stead: its disk may not be mounted.
        raise InvalidInput(f"There is no folder {place}. Make it, or name a file.", field="FILE")
    with progress_bar() as watch:
        made = back_up(open_database(settings), Path(place), by=by, watch=watch)
    if as_json:
        print_json({"file": str(made.file), "bytes": made.size, "at": time_shape(made.at), "rows": made.rows})
    else:
        click.echo(f"Written: {made.file} ({counted(made.rows['unit'], 'unit')}, {made.size / 1e6:,.1f} MB)")


@click.command(
    short_help="Put a backup in the place of everything.",
    epilog="\b\nExample:\n  tmserver database restore /srv/backups/tmserver-20261122-030000.backup",
)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--yes", is_flag=True, help="Do not ask.")
@by_option
@json_option
@click.pass_obj
def restore(settings: Settings, file: Path, yes: bool, by: str, as_json: bool) -> int:
    """Put the backup FILE in the place of all that is in the database.

    The backup is verified first, and what the database has now is kept in a file. Restart the service
    afterwards. The exit code is 1 if you decide against it.
    """
    if not yes and not click.confirm("Replace all memories and glossaries by those of the backup?", err=True):
        click.echo("Nothing was restored.")
        return 1
    with progress_bar() as watch:
        done = restored(settings, file, by=by, watch=watch)
        follow_all(open_database(settings), watch)
    if as_json:
        kept = str(done.kept) if done.kept else None
        print_json({"place": done.place, "rows": done.rows, "kept": kept, "back": list(done.back)})
    else:
        _print(done)
    return 0


def _print(done: Restored) -> None:
    click.echo(f"Restored: {done.place} ({counted(done.rows['unit'], 'unit')})")
    if done.kept:
        click.echo(f"What was there before is in {done.kept}")
    if done.back:
        click.echo(
            f"Purged since that backup was made, and there again: {', '.join(done.back)}. "
            "Purge again what must go: tmserver memory purge NAME",
            err=True,
        )
