"""``tmserver memory purge``: a deleted memory is gone for good."""

from __future__ import annotations

from pathlib import Path

import click

from tmserver.commands.author import by_option, why_option
from tmserver.commands.output import counted, json_option, print_json
from tmserver.services.database import open_database
from tmserver.services.purge import Purge, purge_memory, purge_shape, purgeable
from tmserver.settings import Settings


@click.command(
    short_help="Delete a deleted memory for good.",
    epilog="""\b
Examples:
  tmserver memory purge old-work --why "contract ended"
  tmserver memory purge old-work --yes --json > record.json""",
)
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask for the name to be typed.")
@by_option
@why_option
@json_option
@click.pass_obj
def purge(settings: Settings, name: str, yes: bool, by: str, why: str, as_json: bool) -> int:
    """Delete the deleted memory NAME for good: units, history, jobs with their files, indexes.

    A record is printed: what is gone, and which backups have it still. Where a service runs, restart it. The
    exit code is 1 if another name is typed.
    """
    database = open_database(settings)
    with database.read() as session:
        purgeable(session, name)
    if not yes and click.prompt(f"This cannot be undone. Type {name} to purge it", err=True) != name:
        click.echo("Nothing was purged.")
        return 1
    done = purge_memory(database, settings, name, by=by, why=why)
    if as_json:
        print_json(purge_shape(done))
    else:
        _print(done)
    return 0


def _print(done: Purge) -> None:
    click.echo(f"Purged: {done.memory}, {done.at:%Y-%m-%d %H:%M} UTC, by {done.by or 'nobody named'}")
    click.echo(
        f"Gone: {counted(done.units, 'unit')}, {counted(done.history, 'earlier state')}, "
        f"{counted(done.jobs, 'job')} with files, {counted(done.snapshots, 'index snapshot')}"
    )
    for each in done.backups:
        gone = "" if Path(each.name).exists() else " (no longer at that place)"
        click.echo(f"Still in the backup of {each.at:%Y-%m-%d %H:%M} UTC: {each.name}{gone}")
