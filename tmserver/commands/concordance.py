"""``tmserver concordance``: where words stand in the memories."""

from __future__ import annotations

from collections.abc import Sequence

import click
from rich.table import Table
from rich.text import Text

from tmserver.commands.output import json_option, print_json, print_table
from tmserver.services.concordance.find import (
    DEFAULT_LIMIT,
    ConcordanceRequest,
    ConcordanceService,
    Line,
    Page,
)
from tmserver.services.concordance.marks import Span
from tmserver.services.database import open_database
from tmserver.services.limits import LIMIT
from tmserver.services.shapes import concordance_shape
from tmserver.settings import Settings


@click.command(
    epilog="""\b
Examples:
  tmserver concordance --language ru завод
  tmserver concordance '"народная власть" предприят*'
  tmserver concordance --memory chile-1973 --json Allende
  tmserver concordance --meaning --language es "soldiers searched the factories\""""
)
@click.option(
    "--language", default="", metavar="LANGUAGE", help="Where to look, as ru or es; any if not given."
)
@click.option("--memory", "memories", multiple=True, metavar="NAME", help="Search here only; may repeat.")
@click.option(
    "--limit", type=click.IntRange(*LIMIT), default=DEFAULT_LIMIT, show_default=True, help="Most units."
)
@click.option("--cursor", default="", metavar="CURSOR", help="Go on after the page that ended with this.")
@click.option("--meaning", is_flag=True, help="Units that mean about what WORDS say, in any words.")
@json_option
@click.argument("words", nargs=-1, required=True, metavar="WORDS…")
@click.pass_obj
def concordance(
    settings: Settings,
    language: str,
    memories: Sequence[str],
    limit: int,
    cursor: str,
    meaning: bool,
    as_json: bool,
    words: Sequence[str],
) -> int:
    """Show the units in which all WORDS stand.

    The unit stored last comes first, with its translations. A word is found in all its forms (завод finds
    заводов), "words in quotes" side by side and as they are written, word* by its beginning; case, ё and
    accents do not matter. The exit code is 1 if nothing was found.
    """
    request = ConcordanceRequest(" ".join(words), language, tuple(memories), limit, cursor)
    page = _by_meaning(settings, request) if meaning else _by_words(settings, request)
    if as_json:
        print_json(concordance_shape(page))
    else:
        _print(page)
    return 0 if page.lines else 1


def _by_words(settings: Settings, request: ConcordanceRequest) -> Page:
    return ConcordanceService(open_database(settings)).find(request)


def _by_meaning(settings: Settings, request: ConcordanceRequest) -> Page:
    from tmserver.services.lookup import LookupService  # noqa: PLC0415 (only where it is wanted)
    from tmserver.services.meaning.service import MeaningService  # noqa: PLC0415 (as above)

    database = open_database(settings)
    return MeaningService(database, settings, LookupService(database, settings)).concordance(request)


def _print(page: Page) -> None:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column()
    for line in page.lines:
        _add(table, line)
    if page.lines:
        print_table(table)
    number = f"more than {page.total:,}" if page.more else f"{page.total:,}"
    rest = f"; go on with --cursor {page.next}" if page.next else ""
    click.echo(f"Units found: {number}{rest}", err=True)


def _add(table: Table, line: Line) -> None:
    for variant, spans in zip(line.unit.variants, line.spans, strict=True):
        table.add_row(variant.language, _marked(variant.text, spans))
    near = "" if line.meaning is None else f", ≈ {line.meaning:.2f}"
    table.add_row("", Text(f"{line.memory} #{line.unit.id}{near}", style="dim"))
    table.add_row("", "")


def _marked(text: str, spans: Sequence[Span]) -> Text:
    """The text with [what was found] in brackets, which survive without colours."""
    shown = Text()
    at = 0
    for start, end in spans:
        shown.append(text[at:start])
        shown.append(f"[{text[start:end]}]", style="bold")
        at = end
    return shown.append(text[at:])
