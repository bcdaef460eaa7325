"""``tmserver pretranslate``: a document filled from memories."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from tmserver.commands.files import replacing
from tmserver.commands.output import counted, json_option, print_json
from tmserver.services.database import open_database
from tmserver.services.languages import tag_of
from tmserver.services.limits import MIN_SCORE
from tmserver.services.lookup import LookupService
from tmserver.services.pretranslate import pretranslate, pretranslated_shape
from tmserver.settings import Settings


@click.command(
    "pretranslate",
    epilog="""\b
Examples:
  tmserver pretranslate manual.xlf --memory work -o manual.filled.xlf
  tmserver pretranslate es.po --memory work --memory old --min-score 90 -o es.po""",
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--memory", "memories", multiple=True, metavar="NAME", help="Search here; may repeat. All if not given."
)
@click.option(
    "--min-score",
    type=click.IntRange(*MIN_SCORE),
    default=75,
    show_default=True,
    help="Lowest percent that is put in.",
)
@click.option("--from", "source", default="", metavar="LANGUAGE", help="Source, where the file says none.")
@click.option("--to", "target", default="", metavar="LANGUAGE", help="Target, where the file says none.")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write; may be FILE itself.",
)
@json_option
@click.pass_obj
def pretranslate_(
    settings: Settings,
    file: Path,
    memories: Sequence[str],
    min_score: int,
    source: str,
    target: str,
    output: Path,
    as_json: bool,
) -> None:
    """Fill a file's empty segments with their best matches.

    FILE is XLIFF or PO.

    Everything else of the file stays as it is. Each translation says its score and memory the way the format
    does. Only an exact and only match of a translated or reviewed unit counts as translated; all others are
    marked to be looked at (needs-review-translation, initial, fuzzy), and nothing is approved.
    """
    service = LookupService(open_database(settings), settings)
    found = pretranslate(
        service,
        settings,
        file,
        tuple(memories),
        min_score=min_score,
        source=tag_of(source, "--from"),
        target=tag_of(target, "--to"),
    )
    with replacing(output) as out:
        out.write(found.content)
    if as_json:
        print_json({"file": str(output), **pretranslated_shape(found)})
        return
    filled = found.scores.total()
    click.echo(
        f"Written: {output}: {counted(found.segments, 'segment')}, {found.before:,} translated before, "
        f"{filled:,} filled ({filled - found.unsure:,} translated, {found.unsure:,} to be looked at), "
        f"{found.empty:,} left empty"
    )
