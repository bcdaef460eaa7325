"""What commands ask of tables."""

from __future__ import annotations

import click

_WORDS = {"tab": "\t", "\\t": "\t"}


def _delimiter_of(_context: click.Context, _parameter: click.Parameter, given: str) -> str:
    found = _WORDS.get(given.lower(), given)
    if len(found) > 1 or found in {'"', "\n", "\r"}:
        raise click.BadParameter(f"{given!r} is not one character, such as ; nor the word tab.")
    return found


delimiter_option = click.option(
    "--delimiter",
    default="",
    metavar="CHARACTER",
    callback=_delimiter_of,
    help="Between the columns of a table: a character or the word tab.",
)
