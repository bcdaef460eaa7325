"""``tmserver memory create``, ``rename``, ``delete`` and ``restore``: memories as wholes."""

from __future__ import annotations

import click

from tmserver.commands.author import by_option, login_name
from tmserver.commands.output import counted, json_option, print_json
from tmserver.services.database import open_database
from tmserver.services.memories import (
    create_memory,
    delete_memory,
    edit_memory,
    restore_memory,
    show_memory,
)
from tmserver.services.shapes import memory_shape
from tmserver.settings import Settings


@click.command(epilog='\b\nExample:\n  tmserver memory create work --title "Work since 2020"')
@click.argument("name")
@click.option("--title", default="", help="A line for people.")
@click.option("--description", default="", help="What belongs in it.")
@json_option
@click.pass_obj
def create(settings: Settings, name: str, title: str, description: str, as_json: bool) -> None:
    """Make an empty memory NAME.

    A name has up to 100 letters, digits, _ . - and begins with a letter, a digit or _.
    """
    made = create_memory(open_database(settings), name, title=title, description=description, by=login_name())
    if as_json:
        print_json(memory_shape(made))
    else:
        click.echo(f"Created: {made.memory.name}")


@click.command(epilog="\b\nExample:\n  tmserver memory rename work work-2020")
@click.argument("name")
@click.argument("new_name")
@by_option
@json_option
@click.pass_obj
def rename(settings: Settings, name: str, new_name: str, by: str, as_json: bool) -> None:
    """Give the memory NAME the name NEW_NAME."""
    renamed = edit_memory(open_database(settings), name, new_name=new_name, by=by)
    if as_json:
        print_json(memory_shape(renamed))
    else:
        click.echo(f"Renamed: {name} is {renamed.memory.name} now")


@click.command(epilog="\b\nExample:\n  tmserver memory delete old-work --yes")
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def delete(settings: Settings, name: str, yes: bool) -> int:
    """Delete the memory NAME with all its units.

    The exit code is 1 if you decide against it.
    """
    database = open_database(settings)
    found = show_memory(database, name)
    if not yes and not click.confirm(f"Delete {found.memory.name} with its {counted(found.units, 'unit')}?"):
        click.echo("Nothing was deleted.")
        return 1
    delete_memory(database, name, by=login_name())
    click.echo(f"Deleted: {name} ({counted(found.units, 'unit')})")
    click.echo(f"To bring it back: tmserver memory restore {name}", err=True)
    return 0


@click.command(epilog="\b\nExample:\n  tmserver memory restore old-work")
@click.argument("name")
@by_option
@json_option
@click.pass_obj
def restore(settings: Settings, name: str, by: str, as_json: bool) -> None:
    """Bring back the deleted memory NAME with all its units.

    Of several of that name it is the one that was made last.
    """
    restored = restore_memory(open_database(settings), name, by=by)
    if as_json:
        print_json(memory_shape(restored))
    else:
        click.echo(f"Restored: {name} ({counted(restored.units, 'unit')})")
