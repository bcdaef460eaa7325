"""``tmserver vectors``: what matches by meaning are found by, made of all texts of memories."""

from __future__ import annotations

from collections.abc import Sequence

import click

from tmserver.commands.output import json_option, print_json
from tmserver.commands.progress import progress_bar
from tmserver.meaning.encoder import get_encoder
from tmserver.meaning.together import Together
from tmserver.services.database import open_database
from tmserver.services.meaning.making import Summary, keep_graphs, make_all
from tmserver.services.processes import available_cores
from tmserver.settings import Settings


@click.command(
    epilog="""\b
Examples:
  tmserver vectors
  tmserver vectors help-2025 --json"""
)
@json_option
@click.argument("names", metavar="[MEMORY]…", nargs=-1)
@click.pass_obj
def vectors(settings: Settings, as_json: bool, names: Sequence[str]) -> None:
    """Make the vectors of MEMORY, or of all, for lookups by meaning.

    A server makes them in the background; this makes them now. What is made stays when this is interrupted,
    and the next run goes on from there. Needs pip install 'tmserver[meaning]'.
    """
    encoder = Together(get_encoder(), available_cores())
    database = open_database(settings)
    with progress_bar() as watch:
        found = list(make_all(database, encoder, names, watch))
    for each in found:
        keep_graphs(database, settings, encoder, each.memory)
    if as_json:
        print_json({"memories": [_shape(each) for each in found]})
        return
    for each in found:
        click.echo(
            f"{each.memory.name}: {each.vectors:,} vectors made, of {each.units:,} units new or changed."
        )


def _shape(summary: Summary) -> dict[str, object]:
    return {"name": summary.memory.name, "units": summary.units, "vectors": summary.vectors}
