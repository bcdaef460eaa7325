"""``tmserver export``: a memory as a file."""

from __future__ import annotations

from pathlib import Path

import click

from tmserver.commands.files import write_atomically
from tmserver.services.database import open_database
from tmserver.services.export import FORMATS, export_memory
from tmserver.settings import Settings


@click.command(
    epilog="""\b
Examples:
  tmserver export chile-1973 --format tmx -o chile.tmx
  tmserver export chile-1973 | head -40"""
)
@click.argument("name")
@click.option("--format", "format_", type=click.Choice(FORMATS), default="tmx", show_default=True)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="File to write; standard output if not given."
)
@click.pass_obj
def export(settings: Settings, name: str, format_: str, output: Path | None) -> None:
    """Write all units of the memory NAME, all languages, to a file.

    A file that exists is replaced only when the new one is whole.
    """
    download = export_memory(open_database(settings), name, format_)
    if output is None:
        out = click.get_binary_stream("stdout")
        for chunk in download.chunks:
            out.write(chunk)
        out.flush()
    else:
        write_atomically(output, download.chunks)
        click.echo(f"Written: {output}", err=True)
