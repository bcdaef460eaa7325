"""``tmserver memory list``, ``show`` and ``history``: what there is, and what was done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

import click
from rich.table import Table

from tmserver.commands.output import json_option, print_json, print_table
from tmserver.services.database import open_database
from tmserver.services.memories import list_deleted, list_memories, memory_history, show_memory
from tmserver.services.shapes import memory_shape, time_shape
from tmserver.settings import Settings


@click.command("list", epilog="\b\nExample:\n  tmserver memory list --json")
@click.option("--deleted", is_flag=True, help="Only those that can be restored or purged.")
@json_option
@click.pass_obj
def list_(settings: Settings, deleted: bool, as_json: bool) -> int:
    """All memories with their languages and numbers of units.

    The exit code is 1 if there are none.
    """
    if deleted:
        return _list_deleted(settings, as_json=as_json)
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


def _list_deleted(settings: Settings, *, as_json: bool) -> int:
    found = list_deleted(open_database(settings))
    if as_json:
        print_json({"memories": [{"name": each.name, "title": each.title} for each in found]})
    elif found:
        table = Table("Memory", "Title", box=None, pad_edge=False)
        for each in found:
            table.add_row(each.name, each.title)
        print_table(table)
    else:
        click.echo("No memory is deleted.", err=True)
    return 0 if found else 1


@click.command(epilog="\b\nExample:\n  tmserver memory show chile-1973")
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


@click.command(
    short_help="What was done to a memory as a whole.",
    epilog="\b\nExample:\n  tmserver memory history old-work",
)
@click.argument("name")
@json_option
@click.pass_obj
def history(settings: Settings, name: str, as_json: bool) -> int:
    """When NAME was made, added to, renamed, deleted, restored or purged, and by whom.

    Also under its earlier names, and after it is gone; the latest first. The exit code is 1 if nothing of
    that was done.
    """
    found = memory_history(open_database(settings), name)
    if as_json:
        print_json({"history": [asdict(each) | {"at": time_shape(each.at)} for each in found]})
    elif found:
        table = Table("When", "What", "Memory", "Detail", "By", "Why", box=None, pad_edge=False)
        for each in found:
            detail = f"now {each.detail}" if each.action == "rename" else each.detail
            table.add_row(f"{each.at:%Y-%m-%d %H:%M}", each.action, each.name, detail, each.by, each.why)
        print_table(table)
    else:
        click.echo(f"Nothing was done to a memory {name} as a whole.", err=True)
    return 0 if found else 1
