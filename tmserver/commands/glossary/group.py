"""``tmserver glossary``: the group of its commands."""

from __future__ import annotations

import click

from tmserver.commands.glossary.browse import list_, show
from tmserver.commands.glossary.check import check
from tmserver.commands.glossary.edit import add, edit
from tmserver.commands.glossary.files import export, import_
from tmserver.commands.glossary.find import find
from tmserver.commands.glossary.history import history, remove, restore
from tmserver.commands.glossary.whole import create, delete


@click.group(epilog="\b\nExample:\n  tmserver glossary list")
def glossary() -> None:
    """Keep glossaries: concepts with terms in any languages."""


for command in (
    add,
    check,
    create,
    delete,
    edit,
    export,
    find,
    history,
    import_,
    list_,
    remove,
    restore,
    show,
):
    glossary.add_command(command)
