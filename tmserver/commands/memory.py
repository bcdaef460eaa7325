"""``tmserver memory``: list, create, show and delete memories."""

from __future__ import annotations

from collections.abc import Mapping

import click
from rich.table import Table

from tmserver.commands.author import login_name
from tmserver.commands.output import counted, json_option, print_json, print_table
from tmserver.services.database import open_database
from tmserver.services.memories import create_memory, delete_memory, list_memories, show_memory
from tmserver.services.shapes import memory_shape
from tmserver.settings import Settings


@click.group(epilog="\b\nExample:\n  tmserver memory list")
def memory() -> None:
    """List, create, show and delete translation memories."""


@memory.command("list", epilog="\b\nExample:\n  tmserver memory list --json")
@json_option
@click.pass_obj
def list_(settings: Settings, as_json: bool) -> int:
    """All memories with their languages and numbers of units.

    The exit code is 1 if there are none.
    """
    found = list_memories(open_database(settings))
    if as_json:
        print_json({"memories": [memory_shape(each) for each in found]})
    elif found:
        table = Table("Memory", "Title", "Languages", box=None, pad_edge=False)
        table.add_column("Units", justify="right")
        for each in found:
            table.add_row(each.memory.name, each.memory.title, " ".join(each.languages), f"{each.units:,}")
        print_table(table)
    else:
        click.echo("No memories yet: tmserver memory create NAME, or tmserver seed.", err=True)
    return 0 if found else 1


@memory.command(epilog='\b\nExample:\n  tmserver memory create work --title "Work since 2020"')
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


@memory.command(epilog="\b\nExample:\n  tmserver memory show chile-1973")
@click.argument("name")
@json_option
@click.pass_obj
def show(settings: Settings, name: str, as_json: bool) -> None:
    """What the memory NAME holds: units, languages, statuses."""
    found = show_memory(open_database(settings), name)
    if as_json:
        print_json(memory_shape(found))
        return
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_row("Memory", found.memory.name)
    if found.memory.title:
        table.add_row("Title", found.memory.title)
    if found.memory.description:
        table.add_row("About", found.memory.description)
    table.add_row("Units", f"{found.units:,}")
    table.add_row("Languages", _counts(found.languages))
    table.add_row("Status", _counts(found.statuses))
    table.add_row("Revision", str(found.memory.revision))
    print_table(table)


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in counts.items()) or "none"


@memory.command(epilog="\b\nExample:\n  tmserver memory delete old-work --yes")
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
    return 0
