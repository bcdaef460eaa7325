"""``tmserver seed``: the small example memory and glossary."""

from __future__ import annotations

import click

from tmserver.commands.output import counted, json_option, print_json
from tmserver.services.database import open_database
from tmserver.services.seed import load_seed
from tmserver.settings import Settings


@click.command(epilog="\b\nExample:\n  tmserver init && tmserver seed")
@json_option
@click.pass_obj
def seed(settings: Settings, as_json: bool) -> None:
    """Load the example memory and glossary, chile-1973.

    They are in Russian, Spanish and English. What is there already is left as it is: a second run changes
    nothing.
    """
    report = load_seed(open_database(settings))
    if as_json:
        print_json(
            {
                "memory": report.memory,
                "units_added": report.units_added,
                "glossary": report.glossary,
                "concepts_added": report.concepts_added,
            }
        )
    elif report.units_added or report.concepts_added:
        click.echo(
            f"Memory {report.memory}: {counted(report.units_added, 'unit')}. "
            f"Glossary {report.glossary}: {counted(report.concepts_added, 'concept')}."
        )
    else:
        click.echo(f"Memory and glossary {report.memory} are there already; nothing was changed.")
