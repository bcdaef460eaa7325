"""``tmserver log``: who changed what, and when."""

from __future__ import annotations

from datetime import UTC, datetime

import click
from rich.table import Table

from tmserver.commands.output import json_option, print_json, print_table
from tmserver.services.access.principal import LOCAL
from tmserver.services.database import open_database
from tmserver.services.limits import LIMIT
from tmserver.services.log import DEFAULT_LIMIT, LogQuery, entry_shape, read_log
from tmserver.services.shapes import page_shape
from tmserver.settings import Settings
from tmserver.store.log import Entry


@click.command(
    epilog="""\b
Examples:
  tmserver log
  tmserver log --by anna --memory work --since 2027-01-31"""
)
@click.option("--by", default="", metavar="NAME", help="Changes by this person or key only.")
@click.option("--memory", "memories", multiple=True, metavar="NAME", help="Of this memory; may repeat.")
@click.option("--glossary", "glossaries", multiple=True, metavar="NAME", help="Of this glossary; may repeat.")
@click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="On this day (UTC) or later."
)
@click.option("--limit", type=click.IntRange(*LIMIT), default=DEFAULT_LIMIT, show_default=True)
@click.option("--cursor", default="", metavar="CURSOR", help="The «next» of the page before, in its JSON.")
@json_option
@click.pass_obj
def log(
    settings: Settings,
    by: str,
    memories: tuple[str, ...],
    glossaries: tuple[str, ...],
    since: datetime | None,
    limit: int,
    cursor: str,
    as_json: bool,
) -> int:
    """Show who changed what, the latest first.

    The exit code is 1 if there is nothing.
    """
    query = LogQuery(by, memories, glossaries, since and since.replace(tzinfo=UTC), limit, cursor)
    found = read_log(open_database(settings), query, LOCAL)
    if as_json:
        print_json(page_shape(found, entry_shape))
    elif found.items:
        table = Table("When (UTC)", "Who", "What", "Why", box=None, pad_edge=False)
        for each in found.items:
            table.add_row(each.at.strftime("%Y-%m-%d %H:%M"), each.by, _told(each), each.why)
        print_table(table)
    else:
        click.echo("Nothing was changed.", err=True)
    return 0 if found.items else 1


def _told(entry: Entry) -> str:
    what = f"{entry.subject} {entry.name}" + (f" #{entry.item}" if entry.item else "")
    return f"{what}: {entry.action}" + (f", {entry.detail}" if entry.detail else "")
