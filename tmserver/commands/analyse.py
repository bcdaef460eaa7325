"""``tmserver analyse``: the table of match bands for documents."""

from __future__ import annotations

import csv
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from rich.table import Table

from tmserver.commands.output import json_option, print_json, print_table
from tmserver.errors import InvalidInput, UnreadableFile
from tmserver.services.analyse import (
    FORMULAS,
    AnalysisRequest,
    MatchAnalysis,
    Scale,
    analyse_files,
    analysis_shape,
)
from tmserver.services.analyse_profile import split_list, split_weights, with_profile
from tmserver.services.database import open_database
from tmserver.services.languages import tag_of
from tmserver.services.lookup import LookupService
from tmserver.services.paths import files_of
from tmserver.settings import Settings

SUFFIXES = (".xlf", ".xliff", ".sdlxliff", ".mxliff", ".mqxliff", ".txlf", ".po")
COLUMNS = ("segments", "words", "characters", "internal")


@click.command(
    epilog="""\b
Examples:
  tmserver analyse --memory work manual.xlf ui/es.po
  tmserver analyse --memory work --scale words --bands 100,95,85,75 --weights 101=0,100=0.1 job/
  tmserver analyse --memory work --profile acme.toml --csv job/ > acme.csv"""
)
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@click.option(
    "--memory", "memories", multiple=True, metavar="NAME", help="Search here; may repeat. All if not given."
)
@click.option(
    "--scale",
    type=click.Choice([scale.value for scale in Scale]),
    help="What a percent is: the score of lookups (the default), or token edits as most tools count.",
)
@click.option("--bands", metavar="LIST", help="Lower ends of the rows; 100,95,85,75,50 if not given.")
@click.option("--weights", metavar="LIST", help="Factors for words by row, as in 101=0,repetitions=0.1.")
@click.option(
    "--profile",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="TOML file of a client with scale, bands and weights.",
)
@click.option("--no-internal", is_flag=True, help="Leave out matches within the files themselves.")
@click.option("--from", "source", default="", metavar="LANGUAGE", help="Source, where a file says none.")
@click.option("--to", "target", default="", metavar="LANGUAGE", help="Target, where a file says none.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV for spreadsheets.")
@json_option
@click.pass_obj
def analyse(
    settings: Settings,
    files: Sequence[Path],
    memories: Sequence[str],
    scale: str | None,
    bands: str | None,
    weights: str | None,
    profile: Path | None,
    no_internal: bool,
    source: str,
    target: str,
    as_csv: bool,
    as_json: bool,
) -> None:
    """Count how much of files the memories cover, by match bands.

    Each segment counts once: as equal text in equal context (101), as a repetition within the files, or by
    its best match. Percents of different tools do not compare: the table names its formula.
    """
    request = AnalysisRequest(
        memories=tuple(memories),
        internal=not no_internal,
        source=tag_of(source, "--from"),
        target=tag_of(target, "--to"),
    )
    if profile:
        request = with_profile(request, _profile(profile))
    given: dict[str, Any] = {"scale": scale, "bands": bands and split_list(bands)}
    given["weights"] = split_weights(weights) if weights else None
    request = with_profile(request, {name: value for name, value in given.items() if value is not None})
    service = LookupService(open_database(settings), settings)
    found = analyse_files(service, settings, files_of(files, SUFFIXES), request)
    if as_json:
        print_json(analysis_shape(found))
    elif as_csv:
        _print_csv(found)
    else:
        _print_table(found)


def _profile(path: Path) -> dict[str, Any]:
    """What a client's file says; UnreadableFile if it cannot be read, InvalidInput for an unknown name."""
    try:
        said = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise UnreadableFile(f"cannot be read: {error.strerror or error}.", file=str(path)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnreadableFile(f"This is no TOML: {error}.", file=str(path)) from error
    for name in said.keys() - {"scale", "bands", "weights"}:
        reason = f"{path}: {name!r} is none of scale, bands and weights."
        raise InvalidInput(reason, field=name)
    return said


def _print_table(found: MatchAnalysis) -> None:
    table = Table("Match", box=None, pad_edge=False)
    for column in COLUMNS:
        table.add_column(column.capitalize(), justify="right")
    if found.weights:
        table.add_column("Weight", justify="right")
        table.add_column("Weighted words", justify="right")
    for name, row in found.rows.items():
        cells = [f"{getattr(row, column):,}" for column in COLUMNS]
        if found.weights:
            weight = found.weights.get(name, 1.0)
            cells += [f"{weight:g}", f"{row.words * weight:,.1f}"]
        table.add_row(name, *cells)
    total = [f"{getattr(found.total, column):,}" for column in COLUMNS]
    table.add_row("total", *total, *(["", f"{found.weighted_words:,.1f}"] if found.weights else []))
    print_table(table)
    click.echo(f"Percent: {FORMULAS[found.scale]}")


def _print_csv(found: MatchAnalysis) -> None:
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["match", *COLUMNS, "weight", "weighted words", "percent"])
    for name, row in found.rows.items():
        weight = found.weights.get(name, 1.0)
        cells = [getattr(row, column) for column in COLUMNS]
        out.writerow([name, *cells, f"{weight:g}", round(row.words * weight, 2), FORMULAS[found.scale]])
    cells = [getattr(found.total, column) for column in COLUMNS]
    out.writerow(["total", *cells, "", round(found.weighted_words, 2), FORMULAS[found.scale]])
