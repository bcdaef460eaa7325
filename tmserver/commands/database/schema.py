"""``tmserver database upgrade``, ``downgrade`` and ``vacuum``."""

from __future__ import annotations

from dataclasses import asdict

import click

from tmserver.commands.output import json_option, print_json
from tmserver.services.database import open_database
from tmserver.services.upkeep import schema
from tmserver.services.upkeep.schema import Change
from tmserver.settings import Settings
from tmserver.store.database import Database


@click.command(epilog="\b\nExample:\n  tmserver database upgrade")
@json_option
@click.pass_obj
def upgrade(settings: Settings, as_json: bool) -> None:
    """Bring the database up to this version of the program.

    Make a backup before. One that is up to date stays as it is.
    """
    _print_versions(schema.upgrade(Database(settings.database_url)), as_json=as_json)


@click.command(epilog="\b\nExample:\n  tmserver database downgrade 0001")
@click.argument("revision", metavar="VERSION")
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
@click.pass_obj
def downgrade(settings: Settings, revision: str, yes: bool, as_json: bool) -> int:
    """Bring the database back to VERSION, for an older program.

    What that version has no place for is lost: make a backup before. The exit code is 1 if you decide against
    it.
    """
    database = Database(settings.database_url)
    question = f"Bring {database.place} back to {revision}, and lose what it has no place for?"
    if not yes and not click.confirm(question, err=True):
        click.echo("Nothing was changed.")
        return 1
    _print_versions(schema.downgrade(database, revision), as_json=as_json)
    return 0


@click.command(epilog="\b\nExample:\n  tmserver database vacuum")
@json_option
@click.pass_obj
def vacuum(settings: Settings, as_json: bool) -> None:
    """Give the room of deleted rows back to the disk.

    SQLite writes its file anew: this needs as much free room, and others wait with their writes meanwhile.
    """
    done = schema.vacuum(open_database(settings))
    if as_json:
        print_json(asdict(done))
    else:
        click.echo(f"{done.place}: {int(done.before) / 1e6:,.1f} MB, now {int(done.after) / 1e6:,.1f} MB")


def _print_versions(done: Change, *, as_json: bool) -> None:
    if as_json:
        print_json(asdict(done))
    elif done.before == done.after:
        click.echo(f"Up to date: {done.place} (version {done.after})")
    else:
        click.echo(f"{done.place}: version {done.before}, now {done.after}")
