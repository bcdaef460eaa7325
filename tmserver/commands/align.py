"""``tmserver align``: documents that say the same, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from tmserver.alignment.encoding import Watch
from tmserver.commands.author import login_name
from tmserver.commands.files import replacing
from tmserver.commands.output import json_option, print_json
from tmserver.exchange.tmx.writer import write_tmx
from tmserver.meaning.encoder import Encoder, find_encoder
from tmserver.meaning.together import Together
from tmserver.segment import Status, Unit
from tmserver.services.alignment.review import read_review, write_review
from tmserver.services.alignment.rows import Row, units_of
from tmserver.services.alignment.run import DOUBTFUL, Aligned, align_files
from tmserver.services.alignment.store import Stored, check_home, store_alignment
from tmserver.services.database import open_database
from tmserver.services.languages import tag_of
from tmserver.services.limits import PENALTY
from tmserver.services.processes import available_cores
from tmserver.settings import Settings

BY_LOOKS = "length, numbers, marks and cognates"


@click.command(
    epilog="""\b
Examples:
  tmserver align ru.txt es.txt en.txt --languages ru,es,en --memory work --document chile
  tmserver align report.docx informe.odt --languages en,es --review pairs.tsv
  tmserver align --from-review pairs.tsv --memory work --create --document report
  tmserver align ru.html es.html --languages ru,es -o pages.tmx"""
)
@click.argument("files", nargs=-1, metavar="[FILE…]", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--languages", default="", metavar="LIST", help="Language of each file, as in ru,es,en.")
@click.option("--memory", metavar="NAME", help="Memory to store the units in.")
@click.option("--document", default="", metavar="NAME", help="Name of the document in the memory or TMX.")
@click.option("--create", is_flag=True, help="Make the memory if there is none of this name.")
@click.option("--dry-run", is_flag=True, help="Store and write nothing; say what would be.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="TMX file to write.",
)
@click.option(
    "--review",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Table to write, with tabs, for correction in a spreadsheet.",
)
@click.option(
    "--from-review",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Take the rows of a corrected table instead of aligning files.",
)
@click.option(
    "--status",
    type=click.Choice([Status.DRAFT.value, Status.TRANSLATED.value, Status.REVIEWED.value]),
    default=Status.DRAFT.value,
    show_default=True,
    help="Status of the units.",
)
@click.option(
    "--penalty",
    type=click.IntRange(*PENALTY),
    default=0,
    metavar="POINTS",
    help="Points that matches of the units lose until somebody accepts them.",
)
@click.option("--without-meaning", is_flag=True, help=f"Compare by {BY_LOOKS} alone.")
@click.option("--by", default=login_name, metavar="NAME", help="Author; your login name if not given.")
@json_option
@click.pass_obj
def align(
    settings: Settings,
    files: Sequence[Path],
    languages: str,
    memory: str | None,
    document: str,
    create: bool,
    dry_run: bool,
    output: Path | None,
    review: Path | None,
    from_review: Path | None,
    status: str,
    penalty: int,
    without_meaning: bool,
    by: str,
    as_json: bool,
) -> None:
    """Align documents that say the same in several languages.

    Plain text, Markdown, HTML, DOCX and ODT are read and split into sentences. Sentences that say the same
    become a unit: one and one, or two and one where a translator joined them, in all languages at once.
    They are compared by meaning if tmserver[meaning] is installed and knows the languages. Units are drafts
    with their confidence; aligning a document again replaces the drafts of the time before.
    """
    if not (memory or output or review or dry_run):
        raise click.UsageError("Say where to: --memory, --output or --review; or --dry-run.")
    if bool(files) == bool(from_review):
        raise click.UsageError("Give either files with --languages, or --from-review.")
    database = open_database(settings) if memory else None
    if database and memory:
        check_home(database, memory, create=create)
    aligned = None
    tags = [tag_of(each.strip(), "--languages") for each in languages.split(",") if each.strip()]
    if from_review:
        rows, tags = read_review(from_review, tags)
    else:
        with progress_bar() as watch:
            aligned = align_files(files, tags, None if without_meaning else _encoder(), watch=watch)
        rows = list(aligned.rows())
    units = units_of(rows, tags, document=document, status=Status(status), penalty=penalty)
    stored = None
    if database and memory:
        stored = store_alignment(database, settings, memory, units, by=by, create=create, dry_run=dry_run)
    written = [] if dry_run else _write(output, review, units, rows, tags)
    if as_json:
        print_json(_shape(aligned, rows, tags, units, stored))
        return
    _print(aligned, rows, units, encoder_wanted=not without_meaning)
    if stored:
        would = "would be " if dry_run else ""
        click.echo(
            f"{memory}: {would}{stored.added:,} added, {stored.unchanged:,} unchanged, "
            f"{stored.replaced:,} earlier drafts deleted"
        )
    for path in written:
        click.echo(f"Written: {path}")


def _encoder() -> Encoder | None:
    """That of the extra on all processors, None where it is not installed."""
    encoder = find_encoder()
    return Together(encoder, available_cores()) if encoder else None


def _write(
    output: Path | None, review: Path | None, units: Sequence[Unit], rows: Sequence[Row], tags: Sequence[str]
) -> list[Path]:
    """Write the files asked for; which they are."""
    if output:
        with replacing(output) as file:
            write_tmx(units, file, source=tags[0])
    if review:
        with replacing(review) as file:
            file.write(write_review(rows, tags))
    return [path for path in (output, review) if path]


def _print(
    aligned: Aligned | None,
    rows: Sequence[Row],
    units: Sequence[Unit],
    *,
    encoder_wanted: bool,
) -> None:
    if aligned:
        for warning in aligned.warnings:
            click.echo(f"Note: {warning}", err=True)
        counts = ", ".join(
            f"{document.language} {len(document.segments):,}" for document in aligned.documents
        )
        click.echo(f"Sentences: {counts}")
        shapes = ", ".join(f"{count:,} of {shape}" for shape, count in aligned.shapes().items())
        click.echo(f"Aligned by {_way(aligned)}: {shapes}")
        if encoder_wanted and find_encoder() is None:
            click.echo("Comparing meanings too needs: pip install 'tmserver[meaning]'", err=True)
    doubtful = sum(
        1 for row in rows if row.is_pair and row.confidence is not None and row.confidence < DOUBTFUL
    )
    alone = len(rows) - len(units)
    click.echo(f"Units: {len(units):,}, {doubtful:,} of them doubtful; of one language only: {alone:,}")


def _way(aligned: Aligned) -> str:
    return f"meaning, {BY_LOOKS}" if aligned.by_meaning else BY_LOOKS


def _shape(
    aligned: Aligned | None,
    rows: Sequence[Row],
    tags: Sequence[str],
    units: Sequence[Unit],
    stored: Stored | None,
) -> dict[str, object]:
    return {
        "languages": list(tags),
        "by_meaning": aligned.by_meaning if aligned else None,
        "sentences": [len(document.segments) for document in aligned.documents] if aligned else None,
        "shapes": aligned.shapes() if aligned else None,
        "units": len(units),
        "rows": [{"texts": list(row.texts), "confidence": row.confidence} for row in rows],
        "stored": stored
        and {"added": stored.added, "unchanged": stored.unchanged, "replaced": stored.replaced},
    }


@contextmanager
def progress_bar() -> Iterator[Watch | None]:
    """Shows on standard error how many texts are encoded; None if that is no terminal."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    columns = (TextColumn("Comparing meanings"), BarColumn(), TextColumn("{task.percentage:.0f} %"))
    with Progress(*columns, TimeRemainingColumn(), console=console, transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, wanted: bar.update(task, completed=done, total=wanted)
