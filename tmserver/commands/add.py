"""``tmserver add``: store one translation."""

from __future__ import annotations

import click

from tmserver.commands.author import by_option
from tmserver.commands.output import json_option, print_json
from tmserver.segment import Status
from tmserver.services.database import open_database
from tmserver.services.units.add import NewUnit, add_unit
from tmserver.settings import Settings


@click.command(
    epilog="""\b
Example:
  tmserver add --memory work --create --from ru --to es "Доброе утро!" "¡Buenos días!" """
)
@click.option("--memory", required=True, metavar="NAME", help="Memory to store it in.")
@click.option("--create", is_flag=True, help="Make the memory if there is none of this name.")
@click.option("--from", "source", required=True, metavar="LANGUAGE", help="Language of SOURCE.")
@click.option("--to", "target", required=True, metavar="LANGUAGE", help="Language of TARGET.")
@click.option("--previous", metavar="TEXT", help='Segment before SOURCE; "" at the start of a document.')
@click.option("--next", "next_", metavar="TEXT", help='Segment after SOURCE; "" at the end of a document.')
@click.option("--document", default="", metavar="NAME", help="Document that the segment belongs to.")
@click.option(
    "--status",
    type=click.Choice([status.value for status in Status]),
    default=Status.TRANSLATED.value,
    show_default=True,
    help="How far the translation has come.",
)
@by_option
@json_option
@click.argument("source_text", metavar="SOURCE")
@click.argument("target_text", metavar="TARGET")
@click.pass_obj
def add(
    settings: Settings,
    memory: str,
    create: bool,
    source: str,
    target: str,
    previous: str | None,
    next_: str | None,
    document: str,
    status: str,
    by: str,
    as_json: bool,
    source_text: str,
    target_text: str,
) -> None:
    """Store TARGET as the translation of SOURCE.

    The same pair in the same context is stored once: adding it again changes nothing.
    """
    new = NewUnit(
        source=source,
        target=target,
        source_text=source_text,
        target_text=target_text,
        previous=previous,
        next=next_,
        document=document,
        status=Status(status),
    )
    added = add_unit(open_database(settings), settings, memory, new, by=by, create=create)
    if as_json:
        print_json({"memory": memory, "unit": added.unit, "action": added.action})
    else:
        click.echo(f"{added.action.capitalize()}: unit {added.unit} of {memory}")
