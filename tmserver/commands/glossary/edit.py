"""``tmserver glossary add`` and ``edit``: concepts and terms by hand."""

from __future__ import annotations

from collections.abc import Sequence

import click

from glossary.concept import Concept, ConceptKind, Definition, Term, TermStatus
from glossary.formats.table_columns import OF_CONCEPT
from tmserver.commands.author import by_option, why_option
from tmserver.commands.glossary.pairs import definition_option, pairs, set_option, term_name
from tmserver.commands.output import json_option, print_json
from tmserver.language.tags import normalise
from tmserver.services.database import open_database
from tmserver.services.glossaries.concepts import Changed, add_terms, edit_concept
from tmserver.services.glossaries.edit import Edit, with_concept_fields, with_term_fields
from tmserver.services.glossaries.shapes import concept_shape
from tmserver.settings import Settings

status_option = click.option(
    "--status", type=click.Choice([each.value for each in TermStatus]), help="What the term's use is worth."
)
kind_option = click.option(
    "--kind", type=click.Choice([each.value for each in ConceptKind]), help="What sort of thing it is."
)
domain_option = click.option("--domain", metavar="TEXT", help="Subject field of the concept.")


@click.command(
    short_help="Add a concept, or terms to one.",
    epilog="""\b
Examples:
  tmserver glossary add work ru="народная власть" es="poder popular" --create
  tmserver glossary add work --concept poder-popular en="people's power" --status deprecated
  tmserver glossary add work ru=Лота --kind place --set "forms=Лоты | Лоте | Лоту | Лотой" """,
)
@click.argument("name")
@click.argument("terms", metavar="LANGUAGE=TERM...", nargs=-1, required=True, callback=pairs)
@click.option(
    "--concept", "concept_id", default="", metavar="ID", help="Concept to add to; a new one if not given."
)
@click.option("--create", is_flag=True, help="Make the glossary if there is none of this name.")
@status_option
@kind_option
@domain_option
@definition_option
@set_option
@by_option
@why_option
@json_option
@click.pass_obj
def add(
    settings: Settings,
    name: str,
    terms: Sequence[tuple[str, str]],
    concept_id: str,
    create: bool,
    status: str | None,
    kind: str | None,
    domain: str | None,
    definitions: Sequence[tuple[str, str]],
    values: Sequence[tuple[str, str]],
    by: str,
    why: str,
    as_json: bool,
) -> None:
    """Add a concept with its terms to the glossary NAME, or terms to one of its concepts.

    Status and fields of terms are those of all terms given.
    """
    given = _given(values, status=status, kind=kind, domain=domain)
    of_concept = {column: text for column, text in given.items() if column in OF_CONCEPT}
    of_terms = {column: text for column, text in given.items() if column not in OF_CONCEPT}
    addition = Concept(
        concept_id,
        tuple(with_term_fields(Term(text, normalise(language)), of_terms) for language, text in terms),
        definitions=tuple(Definition(normalise(language), text) for language, text in definitions),
    )
    addition = with_concept_fields(addition, of_concept)
    changed = add_terms(open_database(settings), name, addition, by=by, why=why, create=create)
    _print_changed(name, changed, as_json=as_json)


@click.command(
    short_help="Change a concept, or a term of it.",
    epilog="""\b
Examples:
  tmserver glossary edit work poder-popular --domain politics --definition "es=poder desde abajo"
  tmserver glossary edit work poder-popular --term "en=people's power" --status forbidden
  tmserver glossary edit work poder-popular --term ru=власть --set text="народная власть" """,
)
@click.argument("name")
@click.argument("concept")
@click.option(
    "--term", metavar="LANGUAGE=TERM", help="Change this term, not the concept; its text alone may do."
)
@status_option
@kind_option
@domain_option
@definition_option
@set_option
@by_option
@why_option
@json_option
@click.pass_obj
def edit(
    settings: Settings,
    name: str,
    concept: str,
    term: str | None,
    status: str | None,
    kind: str | None,
    domain: str | None,
    definitions: Sequence[tuple[str, str]],
    values: Sequence[tuple[str, str]],
    by: str,
    why: str,
    as_json: bool,
) -> None:
    """Change fields of CONCEPT (an id), its definitions, or with --term a term of it.

    An empty value brings back the default, and takes a definition away. The earlier state is kept: glossary
    history shows it, glossary restore brings it back.
    """
    if status and term is None:
        raise click.UsageError("A status is a term's: say which with --term.")
    given = _given(values, status=status, kind=kind, domain=domain)
    if not (given or definitions):
        raise click.UsageError("Nothing to change: give --status, --kind, --domain, --definition or --set.")
    change = Edit(given, dict(definitions), None if term is None else term_name(term))
    changed = edit_concept(open_database(settings), name, concept, change, by=by, why=why)
    _print_changed(name, changed, as_json=as_json)


def _given(values: Sequence[tuple[str, str]], **named: str | None) -> dict[str, str]:
    return {column: text for column, text in named.items() if text is not None} | dict(values)


def _print_changed(name: str, changed: Changed, *, as_json: bool) -> None:
    concept = changed.concept
    if as_json:
        what = "added" if changed.new else "changed" if changed.differences else "unchanged"
        shape: dict[str, object] = {
            "glossary": name,
            "action": what,
            "differences": list(changed.differences),
        }
        print_json(shape | {"concept": concept_shape(concept)})
    elif changed.new:
        click.echo(f"Added: concept {concept.id} of {name}")
    elif not changed.differences:
        click.echo(f"Unchanged: concept {concept.id} of {name}")
    else:
        click.echo(f"Changed: concept {concept.id} of {name}")
        for line in changed.differences:
            click.echo(f"  {line}")
