"""``tmserver export``: a memory as a file."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from tmserver.commands.files import replacing
from tmserver.services.database import open_database
from tmserver.services.export import MEDIA_TYPES, export_memory
from tmserver.settings import Settings


@click.command(
    epilog="""\b
Examples:
  tmserver export chile-1973 --format tmx -o chile.tmx
  tmserver export chile-1973 | head -40"""
)
@click.argument("name")
@click.option("--format", "format_", type=click.Choice(list(MEDIA_TYPES)), default="tmx", show_default=True)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write; standard output if not given.",
)
@click.pass_obj
def export(settings: Settings, name: str, format_: str, output: Path | None) -> None:
    """Write all units of the memory NAME, all languages, to a file.

    A file that exists is replaced only when the new one is whole.
    """
    database = open_database(settings)
    if output is None:
        report = export_memory(database, name, format_, sys.stdout.buffer)
    else:
        with replacing(output) as file:
            report = export_memory(database, name, format_, file)
        click.echo(f"Written: {output} ({report.written:,} units)", err=True)
    for what, times in report.lost.items():
        click.echo(f"Not kept: {what}: {times:,}", err=True)
