"""``tmserver import``: exchange files into a memory."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import click

from tmserver.commands.author import login_name
from tmserver.commands.files import replacing
from tmserver.commands.imports_shown import print_results, progress_bar
from tmserver.commands.languages import map_option
from tmserver.commands.output import json_option, print_json
from tmserver.commands.tables import delimiter_option
from tmserver.exchange.formats import SUFFIXES
from tmserver.segment import Status
from tmserver.services.database import open_database
from tmserver.services.imports.decide import OnConflict
from tmserver.services.imports.report import report_shape
from tmserver.services.imports.run import ImportRequest, import_files
from tmserver.services.imports.table import CaseTable
from tmserver.services.imports.units import Wishes
from tmserver.services.languages import mapping_of, tag_of
from tmserver.services.paths import files_of
from tmserver.settings import Settings

PACKED = (".tmx.gz", ".tmx.zip", ".xlf.gz", ".xliff.gz", ".po.gz", ".csv.gz")


@click.command(
    "import",
    epilog="""\b
Examples:
  tmserver import old.tmx --memory work --create
  tmserver import --memory work --map es=es-CL --on-conflict keep-both *.tmx jobs/
  tmserver import terms.csv --memory work --from ru --to es --document interview
  tmserver import client.tmx --memory work --dry-run --report what-would-happen.csv""",
)
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@click.option("--memory", required=True, metavar="NAME", help="Memory to store the units in.")
@click.option("--create", is_flag=True, help="Make the memory if there is none of this name.")
@click.option(
    "--from",
    "source",
    default="",
    metavar="LANGUAGE",
    help="Language that was translated from, where the file does not say it.",
)
@click.option(
    "--to",
    "target",
    default="",
    metavar="LANGUAGE",
    help="Language of the translation, where the file does not say it. With --from: take only this pair.",
)
@map_option
@click.option(
    "--on-conflict",
    type=click.Choice([policy.value for policy in OnConflict]),
    default=OnConflict.NEWER.value,
    show_default=True,
    help="Which of two translations of the same source in the same context is served from now on.",
)
@click.option("--all-or-nothing", is_flag=True, help="Nothing is seen of any file before all are stored.")
@click.option("--dry-run", is_flag=True, help="Store nothing; say what would be stored.")
@click.option("--document", default="", metavar="NAME", help="Document of units that name none.")
@click.option(
    "--status",
    type=click.Choice([status.value for status in Status]),
    help="Status of all units, whatever the file says.",
)
@click.option(
    "--columns", default="", metavar="LIST", help="Columns of a table without header: ru,es,note,-."
)
@delimiter_option
@click.option("--encoding", default="", metavar="NAME", help="Encoding of a table, such as cp1251.")
@click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write every unit skipped, changed or in conflict to this CSV file.",
)
@click.option("--by", default=login_name, metavar="NAME", help="Importer; your login name if not given.")
@json_option
@click.pass_obj
def import_(
    settings: Settings,
    files: Sequence[Path],
    memory: str,
    create: bool,
    source: str,
    target: str,
    mapping: Sequence[str],
    on_conflict: str,
    all_or_nothing: bool,
    dry_run: bool,
    document: str,
    status: str | None,
    columns: str,
    delimiter: str,
    encoding: str,
    report: Path | None,
    by: str,
    as_json: bool,
) -> int:
    """Store the units of exchange files in a memory.

    TMX, XLIFF, PO, CSV, TSV and XLSX are read, told by their content. A FILE may be a folder: then all
    such files within. What a unit says of its author and dates stays; who imported it and when is stored
    beside. Units that are there already are not stored twice, so an import that was interrupted is
    finished by the same command. A file that cannot be read is told with its line and reason, and the
    others go on; the exit code is 3 then.
    """
    wishes = Wishes(
        source=tag_of(source, "--from"),
        target=tag_of(target, "--to"),
        mapping=mapping_of(mapping, "--map"),
        document=document,
        status=Status(status) if status else None,
    )
    request = ImportRequest(
        memory=memory,
        by=by,
        create=create,
        wishes=wishes,
        on_conflict=OnConflict(on_conflict),
        all_or_nothing=all_or_nothing,
        dry_run=dry_run,
        columns=tuple(name.strip() for name in columns.split(",")) if columns else (),
        delimiter=delimiter,
        encoding=encoding,
    )
    with ExitStack() as stack:
        table = CaseTable(stack.enter_context(replacing(report))) if report else None
        watch = stack.enter_context(progress_bar())
        results = import_files(
            open_database(settings),
            settings,
            request,
            files_of(files, (*SUFFIXES, *PACKED)),
            listener=table.add if table else None,
            watch=watch,
        )
    if as_json:
        print_json(report_shape(results))
    else:
        print_results(results, dry_run=dry_run)
    return 3 if any(result.error for result in results) else 0
