"""``tmserver glossary import`` and ``export``: glossaries from and to files."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import click

from glossary.differences import differences
from glossary.formats.remarks import Remark
from tmserver.commands.author import by_option, why_option
from tmserver.commands.files import replacing
from tmserver.commands.glossary.words import counted
from tmserver.commands.output import json_option, print_json
from tmserver.services.database import open_database
from tmserver.services.glossaries.importing import ImportReport, ImportRequest, import_glossary
from tmserver.services.glossaries.merge import Change
from tmserver.services.glossaries.shapes import import_shape
from tmserver.services.glossaries.whole import FORMATS, export_glossary
from tmserver.settings import Settings

SHOWN = 20


@click.command(
    "import",
    short_help="Read a file into a glossary.",
    epilog="""\b
Examples:
  tmserver glossary import terms.tbx --glossary work --create
  tmserver glossary import glossary.txt --glossary work --from en --to es --dry-run""",
)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True))
@click.option("--glossary", "name", required=True, metavar="NAME", help="Glossary to put it in.")
@click.option("--create", is_flag=True, help="Make the glossary if there is none of this name.")
@click.option("--replace", is_flag=True, help="Concepts that FILE does not have are removed.")
@click.option("--new-ids", is_flag=True, help="FILE's ids mean nothing here: give its concepts free ones.")
@click.option("--from", "source", metavar="LANGUAGE", help="Language of the first column of an OmegaT file.")
@click.option("--to", "target", metavar="LANGUAGE", help="Language of its second column.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@by_option
@why_option
@json_option
@click.pass_obj
def import_(
    settings: Settings,
    file: Path,
    name: str,
    create: bool,
    replace: bool,
    new_ids: bool,
    source: str | None,
    target: str | None,
    dry_run: bool,
    by: str,
    why: str,
    as_json: bool,
) -> None:
    """Put the concepts of FILE (TBX, CSV, TSV or OmegaT; "-" standard input) into a glossary.

    A concept takes the place of the one with its id; one that the file gives no id is joined with the one
    that has the same terms. The others stay. All of the file is stored or, on any error, nothing.
    """
    if bool(source) != bool(target):
        raise click.UsageError("Give both --from and --to, or neither.")
    languages = (source, target) if source and target else None
    request = ImportRequest(name, create, replace, new_ids, languages, dry_run)
    content = BytesIO(sys.stdin.buffer.read()) if str(file) == "-" else file
    called = "(standard input)" if str(file) == "-" else str(file)
    report = import_glossary(open_database(settings), content, request, file_name=called, by=by, why=why)
    if as_json:
        print_json(import_shape(report, dry_run=dry_run))
        return
    _print_report(report, dry_run=dry_run)


def _print_report(report: ImportReport, *, dry_run: bool) -> None:
    if dry_run:
        for change in report.changes[:SHOWN]:
            _print_change(change)
        if len(report.changes) > SHOWN:
            click.echo(f"… and {len(report.changes) - SHOWN:,} more concepts (--json shows all)")
    counts = {
        "added": report.added,
        "updated": report.updated,
        "removed": report.removed,
        "unchanged": report.unchanged,
    }
    told = ", ".join(f"{number:,} {what}" for what, number in counts.items() if number)
    made = " (new)" if report.created else ""
    click.echo(f"{'Would be: ' if dry_run else ''}{report.glossary}{made}: {told}")
    if report.terms_gone:
        gone = counted(report.terms_gone, "term")
        click.echo(
            f"Of the updated concepts {gone} went that the file does not have; the history keeps them."
        )
    print_remarks(report.remarks, "Note")


def _print_change(change: Change) -> None:
    concept = change.after or change.before
    if concept is None:
        return
    if change.before is None:
        terms = "; ".join(f"{term.language} {term.text}" for term in concept.terms)
        click.echo(f"+ {concept.id}: {terms}")
    elif change.after is None:
        click.echo(f"- {concept.id}")
    else:
        click.echo(f"~ {concept.id}")
        for line in differences(change.before, change.after):
            click.echo(f"    {line}")


@click.command(
    short_help="Write a glossary to a file.",
    epilog="""\b
Examples:
  tmserver glossary export chile-1973 -o chile.tbx
  tmserver glossary export chile-1973 --format omegat --from ru --to es -o glossary.txt""",
)
@click.argument("name")
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(FORMATS)),
    help="tbx is version 3, tbx2 version 2; if not given, by the suffix of the file to write, else tbx.",
)
@click.option("--from", "source", default="", metavar="LANGUAGE", help="First column of an OmegaT file.")
@click.option("--to", "target", default="", metavar="LANGUAGE", help="Its second column.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write; standard output if not given.",
)
@click.pass_obj
def export(
    settings: Settings, name: str, format_: str | None, source: str, target: str, output: Path | None
) -> None:
    """Write the glossary NAME, or of two languages its pairs of terms, to a file.

    A file that exists is replaced only when the new one is whole. What the format cannot keep is said.
    """
    database = open_database(settings)
    wanted = format_ or _by_suffix(output)
    if output is None:
        remarks = export_glossary(database, name, wanted, sys.stdout.buffer, source=source, target=target)
    else:
        with replacing(output) as file:
            remarks = export_glossary(database, name, wanted, file, source=source, target=target)
        click.echo(f"Written: {output}", err=True)
    print_remarks(remarks, "Not kept")


def _by_suffix(output: Path | None) -> str:
    suffix = output.suffix.lower().lstrip(".") if output else ""
    return suffix if suffix in ("csv", "tsv") else "tbx"


def print_remarks(remarks: Iterable[Remark], kind: str) -> None:
    """Each remark on a line of standard error, with its first line of the file and how often."""
    for remark in remarks:
        where = f"line {remark.line}: " if remark.line else ""
        times = f" ({remark.count:,} times)" if remark.count > 1 else ""
        click.echo(f"{kind}: {where}{remark.text}{times}", err=True)
