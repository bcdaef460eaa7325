"""``tmserver glossary list`` and ``show``: what there is, down to a page for one concept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import click
from rich.table import Table

from glossary.concept import Concept, TermStatus
from tmserver.commands.glossary.page import print_concept
from tmserver.commands.output import console, json_option, print_json, print_table
from tmserver.language.tags import index_key
from tmserver.services.database import open_database
from tmserver.services.glossaries.concepts import concept_history
from tmserver.services.glossaries.shapes import concept_shape, glossary_shape, step_shape
from tmserver.services.glossaries.whole import (
    GlossarySummary,
    find_concepts,
    languages_of,
    list_glossaries,
    show_glossary,
    whole_glossary,
)
from tmserver.settings import Settings

SHOWN = 25
COLUMNS = 3


@click.command(
    "list", short_help="List all glossaries.", epilog="\b\nExample:\n  tmserver glossary list --json"
)
@json_option
@click.pass_obj
def list_(settings: Settings, as_json: bool) -> int:
    """All glossaries with their languages and numbers of concepts; exit code 1 if there are none."""
    found = list_glossaries(open_database(settings))
    if as_json:
        print_json({"glossaries": [glossary_shape(each) for each in found]})
    elif found:
        table = Table("Glossary", "Title", "Languages", box=None, pad_edge=False)
        table.add_column("Concepts", justify="right")
        for each in found:
            table.add_row(
                each.glossary.name, each.glossary.title, " ".join(each.languages), f"{each.concepts:,}"
            )
        print_table(table)
    else:
        click.echo("No glossaries yet: tmserver glossary import FILE --glossary NAME --create", err=True)
    return 0 if found else 1


@click.command(
    short_help="Show a glossary, or one of its concepts.",
    epilog="""\b
Examples:
  tmserver glossary show chile-1973 --all
  tmserver glossary show chile-1973 "кордон" """,
)
@click.argument("name")
@click.argument("concept", required=False)
@click.option("--all", "everything", is_flag=True, help=f"All concepts, not the first {SHOWN} only.")
@json_option
@click.pass_obj
def show(settings: Settings, name: str, concept: str | None, everything: bool, as_json: bool) -> None:
    """What the glossary NAME holds, or all that it says of one CONCEPT: an id, or a term of any language."""
    database = open_database(settings)
    if concept is None:
        summary = show_glossary(database, name)
        held = whole_glossary(database, name).concepts
        if as_json:
            concepts = {"concepts": [concept_shape(each) for each in held]} if everything else {}
            print_json(glossary_shape(summary) | concepts)
        else:
            _print_summary(summary)
            _print_concepts(held, len(held) if everything else SHOWN)
        return
    pages = [
        (each, concept_history(database, name, each.id)) for each in find_concepts(database, name, concept)
    ]
    if as_json:
        print_json(
            {
                "concepts": [
                    concept_shape(each) | {"history": [step_shape(change) for change in changes]}
                    for each, changes in pages
                ]
            }
        )
        return
    for number, (each, changes) in enumerate(pages):
        if number:
            console().rule()
        print_concept(each, changes)


def _print_summary(found: GlossarySummary) -> None:
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_row("Glossary", found.glossary.name)
    if found.glossary.title:
        table.add_row("Title", found.glossary.title)
    if found.glossary.description:
        table.add_row("About", found.glossary.description)
    table.add_row("Concepts", f"{found.concepts:,}")
    table.add_row("Terms", _counts(found.languages))
    table.add_row("Status", _counts(found.statuses))
    table.add_row("Revision", str(found.glossary.revision))
    print_table(table)


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in counts.items()) or "none"


def _print_concepts(held: Sequence[Concept], shown: int) -> None:
    """A line a concept: its id and what it is called in the languages that most terms are in."""
    if not held:
        return
    languages = languages_of(held)[:COLUMNS]
    table = Table(box=None, pad_edge=False)
    table.add_column("Concept", overflow="fold")
    for language in languages:
        table.add_column(language)
    for concept in held[:shown]:
        table.add_row(concept.id, *(_first(concept, language) for language in languages))
    click.echo()
    print_table(table)
    if shown < len(held):
        click.echo(f"… and {len(held) - shown:,} more: --all")


def _first(concept: Concept, language: str) -> str:
    """The preferred term of the language, else the first that may be used."""
    terms = [term for term in concept.terms if index_key(term.language) == language]
    good = [term for term in terms if term.status not in (TermStatus.FORBIDDEN, TermStatus.DEPRECATED)]
    best = [term for term in good if term.status is TermStatus.PREFERRED] or good or terms
    return best[0].text if best else "—"
