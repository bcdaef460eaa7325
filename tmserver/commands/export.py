"""``tmserver export``: a memory as a file."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from tmserver.commands.files import replacing
from tmserver.commands.languages import map_option, pair_of
from tmserver.commands.output import counted
from tmserver.commands.tables import delimiter_option
from tmserver.exchange.formats import Format
from tmserver.segment import Status
from tmserver.services.database import open_database
from tmserver.services.export import FORMATS, USABLE, ExportRequest, export_memory
from tmserver.services.languages import mapping_of, tag_of
from tmserver.settings import Settings

SUFFIXES = {".xlf": "xliff", ".xliff": "xliff", ".po": "po", ".csv": "csv", ".tsv": "tsv", ".tab": "tsv"}
DAY = click.DateTime(["%Y-%m-%d"])


@click.command(
    epilog="""\b
Examples:
  tmserver export chile-1973 -o chile.tmx
  tmserver export chile-1973 --pair ru-es --map es=es-CL --status reviewed -o reviewed.tmx
  tmserver export chile-1973 --delimiter ";" -o chile.csv
  tmserver export chile-1973 --format po --pair en-es | less"""
)
@click.argument("name")
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(FORMATS)),
    help="If not given, by the suffix of the file to write, else tmx.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write; standard output if not given.",
)
@click.option("--pair", metavar="FROM-TO", help="Only this pair of languages, as in ru-es or en:es-CL.")
@click.option(
    "--language", "languages", multiple=True, metavar="LANGUAGE", help="Only this language; may repeat."
)
@click.option("--document", "documents", multiple=True, metavar="NAME", help="Only this one; may repeat.")
@click.option(
    "--status",
    "statuses",
    multiple=True,
    type=click.Choice([status.value for status in Status]),
    help="Only units of this status; may repeat. All but rejected if not given.",
)
@click.option(
    "--author", "authors", multiple=True, metavar="NAME", help="Made or last changed by; may repeat."
)
@click.option("--since", type=DAY, metavar="DATE", help="Changed on this day (2026-03-31, UTC) or later.")
@click.option("--until", type=DAY, metavar="DATE", help="Changed on this day (UTC) or before.")
@map_option
@click.option(
    "--level",
    type=click.IntRange(1, 2),
    default=2,
    show_default=True,
    help="TMX level: 2 with inline codes, 1 plain text.",
)
@delimiter_option
@click.option("--anonymise", is_flag=True, help="Without people, paths, notes and properties.")
@click.pass_obj
def export(
    settings: Settings,
    name: str,
    format_: str | None,
    output: Path | None,
    pair: str | None,
    languages: Sequence[str],
    documents: Sequence[str],
    statuses: Sequence[str],
    authors: Sequence[str],
    since: datetime | None,
    until: datetime | None,
    mapping: Sequence[str],
    level: int,
    delimiter: str,
    anonymise: bool,
) -> None:
    """Write the memory NAME to a file, whole or in part.

    What the format cannot keep is told on standard error. A file that exists is replaced only when the new
    one is whole.
    """
    wanted = format_ or _by_suffix(output)
    if delimiter and FORMATS[wanted] is not Format.TABLE:
        raise click.UsageError(f"--delimiter is for csv and tsv, and this is {wanted}.")
    request = ExportRequest(
        pair=pair_of(pair) if pair else None,
        languages=tuple(tag_of(language, "--language") for language in languages),
        documents=tuple(documents),
        statuses=tuple(map(Status, statuses)) or USABLE,
        authors=tuple(authors),
        since=since and since.replace(tzinfo=UTC),
        before=until and until.replace(tzinfo=UTC) + timedelta(days=1),
        mapping=mapping_of(mapping, "--map"),
        level=level,
        delimiter=delimiter,
        anonymise=anonymise,
    )
    database = open_database(settings)
    if output is None:
        report = export_memory(database, name, wanted, sys.stdout.buffer, request)
    else:
        with replacing(output) as file:
            report = export_memory(database, name, wanted, file, request)
        click.echo(f"Written: {output} ({counted(report.written, 'unit')})", err=True)
    for what, times in report.lost.items():
        click.echo(f"Not kept: {what}: {times:,}", err=True)


def _by_suffix(output: Path | None) -> str:
    return SUFFIXES.get(output.suffix.lower(), "tmx") if output else "tmx"
