"""Arguments of the form NAME=VALUE: terms and definitions by language, fields by column."""

from __future__ import annotations

from collections.abc import Sequence

import click

from tmserver.language.tags import normalise
from tmserver.services.glossaries.edit import TermName


def pairs(
    context: click.Context, option: click.Parameter, given: Sequence[str]
) -> tuple[tuple[str, str], ...]:
    """Name and value of each; a usage error where there is no equals sign. Values may have more of them."""
    found = []
    for each in given:
        name, equals, value = each.partition("=")
        if not (equals and name.strip()):
            metavar = option.make_metavar(context).removesuffix("...")
            raise click.BadParameter(f"{each!r} is not {metavar}.", context, option)
        found.append((name.strip(), value.strip()))
    return tuple(found)


def term_name(text: str) -> TermName:
    """LANGUAGE=TERM, or the term alone."""
    language, equals, term = text.partition("=")
    if equals:
        return TermName(normalise(language), term.strip())
    return TermName("", text.strip())


definition_option = click.option(
    "--definition",
    "definitions",
    multiple=True,
    callback=pairs,
    metavar="LANGUAGE=TEXT",
    help="Definition in a language; may repeat.",
)
set_option = click.option(
    "--set",
    "values",
    multiple=True,
    callback=pairs,
    metavar="FIELD=VALUE",
    help="Any other field, named as a column of a glossary table; may repeat.",
)
