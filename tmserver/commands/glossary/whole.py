"""``tmserver glossary create`` and ``delete``: glossaries as wholes."""

from __future__ import annotations

import click

from tmserver.commands.author import by_option
from tmserver.commands.glossary.words import counted
from tmserver.commands.output import json_option, print_json
from tmserver.services.database import open_database
from tmserver.services.glossaries.shapes import glossary_shape
from tmserver.services.glossaries.whole import create_glossary, delete_glossary, show_glossary
from tmserver.settings import Settings


@click.command(
    short_help="Make an empty glossary.",
    epilog='\b\nExample:\n  tmserver glossary create work --title "Terms of the house"',
)
@click.argument("name")
@click.option("--title", default="", help="A line for people.")
@click.option("--description", default="", help="What belongs in it.")
@by_option
@json_option
@click.pass_obj
def create(settings: Settings, name: str, title: str, description: str, by: str, as_json: bool) -> None:
    """Make an empty glossary NAME (letters, digits, _ . - ; up to 100)."""
    made = create_glossary(open_database(settings), name, title=title, description=description, by=by)
    if as_json:
        print_json(glossary_shape(made))
    else:
        click.echo(f"Created: {made.glossary.name}")


@click.command(
    short_help="Delete a glossary.", epilog="\b\nExample:\n  tmserver glossary delete old-terms --yes"
)
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask.")
@by_option
@click.pass_obj
def delete(settings: Settings, name: str, yes: bool, by: str) -> None:
    """Delete the glossary NAME with all its concepts."""
    database = open_database(settings)
    found = show_glossary(database, name)
    if not yes:
        click.confirm(
            f"Delete {found.glossary.name} with its {counted(found.concepts, 'concept')}?", abort=True
        )
    delete_glossary(database, name, by=by)
    click.echo(f"Deleted: {name} ({counted(found.concepts, 'concept')})")
    click.echo(f"To bring it back: tmserver glossary restore {name}", err=True)
