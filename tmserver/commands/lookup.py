"""``tmserver lookup``: stored translations of a segment, or of one a line from standard input."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TypeAlias

import click

from tmserver.commands.matches_shown import print_matches
from tmserver.commands.output import json_option, print_json
from tmserver.errors import InvalidInput
from tmserver.segment import Match, MeaningMatch
from tmserver.services.database import open_database
from tmserver.services.limits import DEFAULT_LIMIT, DEFAULT_MIN_SCORE, LIMIT, MIN_SCORE
from tmserver.services.lookup import LookupRequest, LookupService, Segment
from tmserver.services.shapes import match_shape
from tmserver.settings import Settings

Found: TypeAlias = "Sequence[Match | MeaningMatch]"


def _points(_context: click.Context, _parameter: click.Parameter, given: Sequence[str]) -> dict[str, int]:
    points = {}
    for each in given:
        name, _, number = each.rpartition("=")
        if not name or not number.isdecimal():
            raise click.BadParameter(f"{each!r} is not of the form NAME=POINTS, such as old-work=5.")
        points[name] = int(number)
    return points


@click.command(
    epilog="""\b
Examples:
  tmserver lookup --from ru --to es "Тогда вооруженные силы начали прочесывание."
  tmserver lookup --from en --to es --json --limit 1 - < sentences.txt
  tmserver lookup --from es --to ru --meaning --order useful "Los soldados buscaban armas." """
)
@click.option("--from", "source", required=True, metavar="LANGUAGE", help="Language of TEXT, as ru or es-CL.")
@click.option("--to", "target", required=True, metavar="LANGUAGE", help="Language wanted.")
@click.option("--memory", "memories", multiple=True, metavar="NAME", help="Search here only; may repeat.")
@click.option(
    "--penalty",
    "penalties",
    multiple=True,
    metavar="NAME=POINTS",
    callback=_points,
    help="Lower all matches of a memory; may repeat.",
)
@click.option(
    "--min-score",
    type=click.IntRange(*MIN_SCORE),
    default=DEFAULT_MIN_SCORE,
    show_default=True,
    help="Lowest percent shown; 101 shows only equal text in equal context.",
)
@click.option(
    "--limit", type=click.IntRange(*LIMIT), default=DEFAULT_LIMIT, show_default=True, help="Most matches."
)
@click.option("--meaning", is_flag=True, help="Add matches that only mean about the same, in any language.")
@click.option(
    "--order",
    type=click.Choice(["score", "useful"]),
    default="score",
    show_default=True,
    help="useful: by what a match is likely worth; its percent stays.",
)
@click.option("--previous", metavar="TEXT", help='Segment before TEXT; "" at the start of a document.')
@click.option("--next", "next_", metavar="TEXT", help='Segment after TEXT; "" at the end of a document.')
@json_option
@click.argument("text")
@click.pass_obj
def lookup(
    settings: Settings,
    source: str,
    target: str,
    memories: Sequence[str],
    penalties: dict[str, int],
    min_score: int,
    limit: int,
    meaning: bool,
    order: str,
    previous: str | None,
    next_: str | None,
    as_json: bool,
    text: str,
) -> int:
    """Look up stored translations of TEXT.

    Each match shows its score, its target, its source with the differences from TEXT marked ([-only stored-]
    {+only asked+}), and why it scores as it does. TEXT "-" reads one segment a line from standard input and
    answers each line with one line of JSON. The exit code is 1 if nothing was found.
    """
    look_up = _service(settings, meaning=meaning, order=order)

    def ask(segment: Segment) -> Found:
        request = LookupRequest(
            source, target, (segment,), tuple(memories), min_score, limit, penalties, alone=True
        )
        return look_up(request)[0]

    if text == "-":
        if previous is not None or next_ is not None:
            raise click.UsageError("--previous and --next stand beside one TEXT, not beside lines.")
        return _answer_lines(ask)
    found = ask(Segment(text, previous, next_))
    if as_json:
        print_json(_answer(text, found))
    elif found:
        print_matches(text, found)
    else:
        click.echo(f"Nothing at {min_score} % or more; a lower --min-score shows more.", err=True)
    return 0 if found else 1


def _service(settings: Settings, *, meaning: bool, order: str) -> Callable[[LookupRequest], Sequence[Found]]:
    """The lookup, by meaning too if wanted: its modules are imported only then."""
    database = open_database(settings)
    lookup = LookupService(database, settings)
    if not meaning and order == "score":
        return lookup.matches
    from tmserver.services.meaning.service import MeaningService, Order, Wish  # noqa: PLC0415 (see above)

    service = MeaningService(database, settings, lookup)
    return lambda request: service.matches(request, Wish(meaning, Order(order)))


def _answer(text: str, found: Found) -> dict[str, object]:
    return {"text": text, "matches": [match_shape(match) for match in found]}


def _answer_lines(ask: Callable[[Segment], Found]) -> int:
    code = 1
    for line in iter(sys.stdin.readline, ""):
        text = line.rstrip("\r\n")
        try:
            found = ask(Segment(text))
        except InvalidInput as error:
            # One bad line must not lose the answers of those after it, nor shift them.
            print_json({"text": text, "matches": [], "error": str(error)}, compact=True)
            continue
        code = 0 if found else code
        print_json(_answer(text, found), compact=True)
    return code
