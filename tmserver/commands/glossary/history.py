"""``tmserver glossary remove``, ``restore`` and ``history``: nothing is lost."""

from __future__ import annotations

from collections.abc import Sequence

import click

from tmserver.commands.author import by_option, why_option
from tmserver.commands.glossary.page import print_history
from tmserver.commands.glossary.pairs import term_name
from tmserver.commands.glossary.words import counted
from tmserver.commands.output import json_option, print_json
from tmserver.errors import InvalidInput
from tmserver.services.database import open_database
from tmserver.services.glossaries.concepts import (
    concept_history,
    remove_concept,
    remove_terms,
    restore_concept,
)
from tmserver.services.glossaries.shapes import step_shape
from tmserver.services.glossaries.whole import restore_glossary
from tmserver.settings import Settings


@click.command(
    short_help="Remove a concept, or terms of it.",
    epilog="""\b
Examples:
  tmserver glossary remove work poder-popular --why "same as c12"
  tmserver glossary remove work poder-popular --term "en=people's power" """,
)
@click.argument("name")
@click.argument("concept")
@click.option(
    "--term", "terms", multiple=True, metavar="LANGUAGE=TERM", help="Remove this term only; may repeat."
)
@by_option
@why_option
@click.pass_obj
def remove(settings: Settings, name: str, concept: str, terms: Sequence[str], by: str, why: str) -> None:
    """Remove CONCEPT (an id) from the glossary NAME, or only terms of it. It can be restored."""
    database = open_database(settings)
    if terms:
        changed = remove_terms(database, name, concept, [term_name(each) for each in terms], by=by, why=why)
        for line in changed.differences:
            click.echo(f"Removed: {line.removeprefix('- ')}")
        return
    gone = remove_concept(database, name, concept, by=by, why=why)
    called = "; ".join(f"{term.language} {term.text}" for term in gone.terms)
    click.echo(f"Removed: concept {gone.id} of {name} ({called})")
    click.echo(f"To bring it back: tmserver glossary restore {name} {gone.id}", err=True)


@click.command(
    short_help="Bring back a glossary, a concept, or an earlier state.",
    epilog="""\b
Examples:
  tmserver glossary restore work
  tmserver glossary restore work poder-popular
  tmserver glossary restore work poder-popular --revision 12""",
)
@click.argument("name")
@click.argument("concept", required=False)
@click.option("--revision", type=int, metavar="N", help="Bring back the state of this revision; see history.")
@by_option
@why_option
@click.pass_obj
def restore(
    settings: Settings, name: str, concept: str | None, revision: int | None, by: str, why: str
) -> None:
    """Bring back the deleted glossary NAME, or of a glossary a removed CONCEPT (an id).

    A concept that is there comes back as it was at an earlier revision. Of several deleted glossaries of that
    name it is the one that was made last.
    """
    database = open_database(settings)
    if concept is None:
        if revision is not None:
            raise InvalidInput("--revision needs a CONCEPT.", field="revision")
        restored = restore_glossary(database, name, by=by)
        click.echo(f"Restored: {name} ({counted(restored.concepts, 'concept')})")
        return
    changed = restore_concept(database, name, concept, revision=revision, by=by, why=why)
    click.echo(f"Restored: concept {changed.concept.id} of {name}")
    for line in changed.differences:
        click.echo(f"  {line}")


@click.command(
    short_help="Show what was changed in a concept.",
    epilog="\b\nExample:\n  tmserver glossary history work poder-popular",
)
@click.argument("name")
@click.argument("concept")
@json_option
@click.pass_obj
def history(settings: Settings, name: str, concept: str, as_json: bool) -> int:
    """What was changed in CONCEPT (an id, removed or not), the latest first; exit code 1 if nothing was."""
    steps = concept_history(open_database(settings), name, concept)
    if as_json:
        print_json({"glossary": name, "concept": concept, "history": [step_shape(step) for step in steps]})
    elif steps:
        print_history(steps)
        click.echo(f"\nTo go back: tmserver glossary restore {name} {concept} --revision N", err=True)
    else:
        click.echo(f"{concept} is as it was added.", err=True)
    return 0 if steps else 1
