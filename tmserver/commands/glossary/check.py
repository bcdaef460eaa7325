"""``tmserver glossary check``: what is wrong with a glossary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

import click

from glossary.check import FaultKind
from tmserver.commands.glossary.words import counted
from tmserver.commands.output import json_option, print_json
from tmserver.services.audits.terms import concepts_of
from tmserver.services.database import open_database
from tmserver.services.glossaries.faults import check_concepts
from tmserver.services.glossaries.shapes import fault_shape
from tmserver.settings import Settings

kinds = click.Choice([kind.value for kind in FaultKind])


@click.command(
    short_help="Report faults of a glossary.",
    epilog="""\b
Examples:
  tmserver glossary check chile-1973
  tmserver glossary check terms.tbx
  tmserver glossary check work --language ru --language es --skip no-definition""",
)
@click.argument("name", metavar="NAME|FILE")
@click.option(
    "--language", "languages", multiple=True, metavar="LANGUAGE", help="Check this one only; may repeat."
)
@click.option("--only", multiple=True, type=kinds, help="Look for this only; may repeat.")
@click.option("--skip", multiple=True, type=kinds, help="Do not look for this; may repeat.")
@json_option
@click.pass_obj
def check(
    settings: Settings,
    name: str,
    languages: Sequence[str],
    only: Sequence[str],
    skip: Sequence[str],
    as_json: bool,
) -> int:
    """Report the faults of a stored glossary or a glossary FILE, worst first; exit code 1 if it has any.

    Two preferred terms, one string in two concepts, preferred here and forbidden there, names that are common
    words, references to concepts that there are not, concepts without definition or without a term in one of
    the glossary's languages.
    """
    concepts = concepts_of((name,), lambda: open_database(settings))
    found = [
        fault
        for fault in check_concepts(concepts, name, languages)
        if (not only or fault.kind in only) and fault.kind not in skip
    ]
    if as_json:
        counts = Counter(fault.kind.value for fault in found)
        print_json({"glossary": name, "faults": [fault_shape(each) for each in found], "summary": counts})
        return 1 if found else 0
    for kind, group in groupby(found, key=lambda fault: fault.kind):
        faults = list(group)
        click.echo(f"{kind.value} ({len(faults):,})")
        for fault in faults:
            click.echo(f"  {fault.message}")
    click.echo(f"{name}: {counted(len(found), 'fault')}", err=True)
    return 1 if found else 0
