"""``tmserver glossary``: the group of its commands."""

from __future__ import annotations

import click

from tmserver.commands.glossary.browse import list_, show
from tmserver.commands.glossary.files import export, import_
from tmserver.commands.glossary.find import find


@click.group()
def glossary() -> None:
    """Keep glossaries: concepts with their terms in any number of languages."""


for command in (export, find, import_, list_, show):
    glossary.add_command(command)
