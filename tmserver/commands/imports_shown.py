"""How an import is shown: a bar while it runs, and a summary at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import BarColumn, TaskID, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from tmserver.commands.output import counted
from tmserver.services.imports.decide import Action
from tmserver.services.imports.report import Case, FileResult, total
from tmserver.services.imports.run import Progress, Watch

SHOWN = 3
"""Examples of a kind in the summary."""

LONGEST = 70
"""Characters of a text in the summary."""


@contextmanager
def progress_bar() -> Iterator[Watch | None]:
    """What ``import_files`` calls to draw a bar on standard error; None if that is no terminal."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[units]:,} units, {task.fields[rate]:,.0f}/s"),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=console, transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def watch(progress: Progress) -> None:
            if progress.file not in tasks:
                name = progress.file.rpartition("/")[2] or "index of words"
                tasks[progress.file] = bar.add_task(name, total=progress.bytes_all, units=0, rate=0)
            task = tasks[progress.file]
            seconds = bar.tasks[bar.task_ids.index(task)].elapsed or 1
            bar.update(
                task, completed=progress.bytes_read, units=progress.units, rate=progress.units / seconds
            )
            if progress.done:
                bar.remove_task(task)

        yield watch


def print_results(results: Sequence[FileResult], *, dry_run: bool) -> None:
    """Counts of each file and of all, reasons with examples; errors and warnings to standard error."""
    if dry_run:
        click.echo("Nothing was stored (--dry-run). It would be:")
    for result in results:
        if result.error is None:
            click.echo(f"{result.file}: {_counts(result)}")
            _print_cases(result)
    if len(results) > 1:
        click.echo(f"All {counted(len(results), 'file')}: {_counts(total(results))}")
    for result in results:
        for warning, times in result.warnings.items():
            click.echo(
                f"Note: {result.file}: {warning}" + (f" ({times:,} times)" if times > 1 else ""), err=True
            )
        if result.error is not None:
            click.echo(f"Error: {result.error}", err=True)


def _counts(result: FileResult) -> str:
    actions = ", ".join(f"{result.actions[action]:,} {action.value}" for action in Action)
    conflicts = result.conflicts.total()
    told = f"; {counted(conflicts, 'conflict')}" if conflicts else ""
    return f"{counted(result.read, 'unit')} read, {actions}{told}"


def _print_cases(result: FileResult) -> None:
    counts = result.reasons + result.conflicts
    for why, cases in result.examples.items():
        click.echo(f"  {why}: {counts[why] or len(cases):,}")
        for case in cases[:SHOWN]:
            click.echo(f"    {_shown(case)}")


def _shown(case: Case) -> str:
    place = f"line {case.line}" if case.line else "somewhere"
    if case.external_id:
        place += f", id {case.external_id}"
    if not case.source:
        return place
    texts = f"{_cut(case.source)!r}: {_cut(case.read)!r}"
    if case.kept:
        texts += (" in place of " if case.action is Action.UPDATED else " against ") + repr(_cut(case.kept))
    return f"{place}: {texts}"


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
