"""How commands show things: tables on a terminal, JSON for programs."""

from __future__ import annotations

import json
import shutil
import sys
import textwrap

import click
from rich.console import Console, RenderableType

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")


def counted(number: int, noun: str) -> str:
    """The number with its noun: "1 unit", "25,000 units"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def tell(message: str) -> None:
    """A message on standard error: on a terminal broken between words, elsewhere one line that grep finds."""
    click.echo(broken(message, shutil.get_terminal_size().columns if sys.stderr.isatty() else 0), err=True)


def broken(message: str, width: int) -> str:
    """The message in lines of that width, as far as its words and paths allow; 0 leaves it as it is."""
    if not width:
        return message
    lines = (
        textwrap.wrap(line, max(width, 20), break_long_words=False, break_on_hyphens=False) or [""]
        for line in message.split("\n")
    )
    return "\n".join(each for found in lines for each in found)


def console() -> Console:
    """The terminal; 80 columns where there is none, so that piped output does not depend on a window."""
    terminal = Console(highlight=False, soft_wrap=False)
    return terminal if terminal.is_terminal else Console(highlight=False, width=80)


def print_table(content: RenderableType) -> None:
    """Print a table or text; without the blanks that fill a table's lines up where no terminal needs them."""
    out = console()
    if out.is_terminal:
        out.print(content)
        return
    with out.capture() as capture:
        out.print(content)
    for line in capture.get().splitlines():
        click.echo(line.rstrip())


def print_json(value: object, *, compact: bool = False) -> None:
    """One JSON value; compact: on one line, and flushed at once."""
    text = json.dumps(value, ensure_ascii=False, indent=None if compact else 2)
    click.echo(text.encode("utf-8", "backslashreplace"))
