"""``tmserver audit``: the findings of files or of a memory, for people, programs and CI."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from tmserver.audit.baseline import write_baseline
from tmserver.audit.options import AuditOptions
from tmserver.audit.reports.formats import FORMATS
from tmserver.audit.reports.result import Result
from tmserver.audit.reports.text_report import write_text
from tmserver.commands.auditing import (
    audit_options,
    check_options,
    configured,
    input_told,
    report_language,
    threshold,
)
from tmserver.commands.files import replacing
from tmserver.commands.output import counted, tell
from tmserver.errors import InvalidInput
from tmserver.meaning.encoder import find_encoder, get_encoder
from tmserver.services.audits.run import AuditRequest, accepting, audited, check_names, why_nothing
from tmserver.services.audits.sources import expand
from tmserver.services.database import open_database
from tmserver.settings import Settings

_NOTHING = _NOT_WHOLE = 3


@click.command(
    epilog="""\b
Examples:
  tmserver audit job.tmx --from ru --to es --glossary terms.tbx
  tmserver audit --memory chile-1973 --glossary chile-1973 --all-pairs
  tmserver audit translations/ --format sarif --output audit.sarif --baseline audit-baseline.json"""
)
@click.argument("files", nargs=-1, metavar="[FILE]...")
@click.option("--memory", metavar="NAME", help="Audit this stored memory instead of files.")
@click.option(
    "--from", "source", default="", metavar="LANGUAGE", help="Source language; es-* for any region."
)
@click.option("--to", "target", default="", metavar="LANGUAGE", help="Target language.")
@click.option("--all-pairs", is_flag=True, help="Compare each two languages of a unit, in both directions.")
@click.option(
    "--format", "format_", type=click.Choice(list(FORMATS)), default="text", show_default=True, help="Report."
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File of the report; standard output if not given.",
)
@click.option(
    "--baseline",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File of accepted findings: only others count.",
)
@click.option("--update-baseline", is_flag=True, help="Accept all findings: write them to the baseline.")
@click.option("--reason", default="", metavar="TEXT", help="Why, for entries new in the baseline.")
@click.option("--expires", type=click.DateTime(["%Y-%m-%d"]), help="Last day of entries new in the baseline.")
@check_options
@click.option("--drafts", is_flag=True, help="Audit drafts too.")
@click.option("--processes", type=click.IntRange(1, 256), help="Processes; one a core if not given.")
@click.pass_obj
def audit(
    settings: Settings,
    /,
    files: Sequence[str],
    memory: str | None,
    source: str,
    target: str,
    all_pairs: bool,
    format_: str,
    output: Path | None,
    update_baseline: bool,
    reason: str,
    **given: Any,
) -> int:
    """Check translations in FILEs or in a memory for consistency.

    FILE is TMX, XLIFF, PO, CSV or another table, a folder of such, or a quoted pattern. No database is needed
    for them. Without --from and --to, and without --all-pairs, each unit is compared from its source language
    to its others.

    The exit code is 1 if there is a finding at or above --fail-on that the baseline does not accept, 3 if
    nothing was audited or a file, memory or glossary is missing or cannot be read, 2 for wrong usage.
    """
    configuration = configured(given["configuration"])
    pairs = _pairs(
        source or configuration.source, target or configuration.target, all_pairs, bool(source or target)
    )
    baseline = given["baseline"] or _beside(configuration.path, configuration.baseline)
    if update_baseline and baseline is None:
        raise InvalidInput("--update-baseline needs --baseline FILE.", field="baseline")
    if files and memory:
        raise InvalidInput("Give FILEs or --memory, not both.", field="memory")
    options = audit_options(
        settings,
        configuration,
        pairs,
        glossaries=given["glossaries"],
        only=given["only"],
        skip=given["skip"],
        drafts=given["drafts"],
        all_pairs=all_pairs,
    )
    _check_encoder(options)
    check_names(options)
    request = AuditRequest(
        options,
        tuple(expand(files)),
        memory or "",
        baseline,
        threshold(given["fail_on"], configuration),
        report_language(given["language"], configuration),
        processes=given["processes"] or 0,
    )
    database = open_database(settings) if memory else None
    with ExitStack() as kept:
        # The bar is gone before the report comes: on a terminal both would write to one screen.
        with input_told(), _progress() as progress:
            result = kept.enter_context(audited(request, database, progress))
        for mistake in result.unreadable:
            tell(f"Error: {mistake}")
        if not result.summary.pairs:
            return _nothing(result, request)
        if update_baseline and baseline is not None and not result.unreadable:
            return _update(result, request, baseline, reason, given["expires"])
        _write(result, format_, output)
        return 1 if result.failing else _NOT_WHOLE if result.unreadable else 0


def _check_encoder(options: AuditOptions) -> None:
    """Say that meanings are not compared for want of the encoder; MissingExtra if nothing else was asked."""
    if options.runs("meaning") and find_encoder() is None:
        if options.only == {"meaning"}:
            get_encoder()
        click.echo("The check meaning is off: it needs pip install 'tmserver[meaning]'.", err=True)


def _pairs(source: str, target: str, all_pairs: bool, asked: bool) -> tuple[tuple[str, str], ...]:
    if all_pairs and asked:
        raise InvalidInput("Give --from and --to, or --all-pairs, not both.", field="all-pairs")
    return ((source, target),) if (source or target) and not all_pairs else ()


def _beside(path: Path | None, name: str) -> Path | None:
    return path.parent / name if path and name else None


def _write(result: Result, format_: str, output: Path | None) -> None:
    if output is None:
        if format_ == "text":
            colour = sys.stdout.isatty()
            width = shutil.get_terminal_size().columns if colour else 80
            write_text(result, sys.stdout.buffer, width=width, colour=colour)
        else:
            FORMATS[format_].write(result, sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return
    with replacing(output) as file:
        FORMATS[format_].write(result, file)
    click.echo(
        f"Written: {output} ({counted(result.total, 'finding')}, {result.failing:,} that count)", err=True
    )


def _update(result: Result, request: AuditRequest, path: Path, reason: str, expires: datetime | None) -> int:
    last_day = expires.date().isoformat() if expires else ""
    entries = list(accepting(result, request, reason=reason, expires=last_day))
    with replacing(path) as file:
        write_baseline(entries, file)
    click.echo(
        f"Written: {path} ({counted(len(entries), 'finding')} accepted: {result.total:,} new; "
        f"{len(result.stale):,} stale ones gone)",
        err=True,
    )
    return 0


def _nothing(result: Result, request: AuditRequest) -> int:
    """Say why nothing was audited, with the languages found."""
    summary = result.summary
    tell(f"Nothing was audited: {why_nothing(result, request)}")
    if summary.languages:
        found = ", ".join(f"{tag} ({count:,})" for tag, count in summary.languages.most_common())
        tell(f"Languages found: {found}.")
    for reason, count in result.skipped.most_common():
        tell(f"Left out: {reason}: {count:,}")
    return _NOTHING


@contextmanager
def _progress() -> Iterator[Callable[[float], None]]:
    """A bar on standard error, if that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda _share: None
        return
    from rich.console import Console  # noqa: PLC0415 (a terminal only)

    columns = (
        TextColumn("Auditing"),
        BarColumn(),
        TextColumn("{task.percentage:3.0f} %"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("audit", total=1.0)
        yield lambda share: bar.update(task, completed=share)
