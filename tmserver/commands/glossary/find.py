"""``tmserver glossary find``: the terms that stand in a text, or in one a line of standard input."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial

import click
from rich.table import Table
from rich.text import Text

from tmserver.commands.glossary.words import STATUS_STYLES
from tmserver.commands.output import console, json_option, print_json, print_table
from tmserver.errors import InvalidInput
from tmserver.services.database import open_database
from tmserver.services.glossaries.recognition import FindRequest, FoundTerm, RecognitionService, suggested
from tmserver.services.glossaries.shapes import found_shape
from tmserver.settings import Settings

Ask = Callable[[str], Sequence[FoundTerm]]


@click.command(
    short_help="Find terms in a text.",
    epilog="""\b
Examples:
  tmserver glossary find --glossary chile-1973 --language ru "На промышленных кордонах"
  tmserver glossary find --language en --json - < sentences.txt""",
)
@click.option(
    "--glossary",
    "names",
    multiple=True,
    metavar="NAME",
    help="Search this one only; may repeat. All if none.",
)
@click.option("--language", required=True, metavar="LANGUAGE", help="Language of TEXT, as ru or es-CL.")
@click.option("--to", "target", metavar="LANGUAGE", help="Also show the terms to use in this language.")
@json_option
@click.argument("text")
@click.pass_obj
def find(
    settings: Settings, names: Sequence[str], language: str, target: str | None, as_json: bool, text: str
) -> int:
    """Find the glossary's terms in TEXT, in whatever form they stand there.

    The longest term wins. TEXT "-" reads one segment a line from standard input and answers each line with
    one line of JSON. The exit code is 1 if nothing was found.
    """
    service = RecognitionService(open_database(settings), settings)
    named = len(set(names)) != 1

    def ask(segment: str) -> Sequence[FoundTerm]:
        return service.find(FindRequest(language, (segment,), tuple(names)))[0]

    if text == "-":
        return _answer_lines(ask, partial(found_shape, named=named, target=target))
    found = ask(text)
    if as_json:
        print_json(found_shape(text, found, named=named, target=target))
    elif found:
        _print_found(text, found, named=named, target=target)
    else:
        click.echo(_nothing(service, names, language), err=True)
    return 0 if found else 1


def _answer_lines(ask: Ask, shape: Callable[[str, Sequence[FoundTerm]], object]) -> int:
    code = 1
    for line in iter(sys.stdin.readline, ""):
        text = line.rstrip("\r\n")
        try:
            found = ask(text)
        except InvalidInput as error:
            # One bad line must not lose the answers of those after it, nor shift them.
            print_json({"text": text, "occurrences": [], "error": str(error)}, compact=True)
            continue
        code = 0 if found else code
        print_json(shape(text, found), compact=True)
    return code


def _print_found(text: str, found: Sequence[FoundTerm], *, named: bool, target: str | None) -> None:
    """The text with its terms underlined, then each of them with its concept."""
    marked = Text(text)
    for each in found:
        occurrence = each.occurrence
        marked.stylize(f"underline {STATUS_STYLES[occurrence.term.status]}", occurrence.start, occurrence.end)
    console().print(marked, end="\n\n")
    table = Table("At", "In the text", "Term", "Status", box=None, pad_edge=False)
    if target:
        table.add_column(target)
    table.add_column("Concept", no_wrap=True)  # ids are copied into other commands
    for each in found:
        table.add_row(*_row(each, named=named, target=target))
    print_table(table)
    if not all(each.occurrence.sure for each in found):
        click.echo("\n? may be something else: a common word that begins a sentence, or an adjective")


def _row(each: FoundTerm, *, named: bool, target: str | None) -> Iterator[str | Text]:
    occurrence = each.occurrence
    yield f"{occurrence.start}–{occurrence.end}"
    yield occurrence.form + ("" if occurrence.sure else " ?")
    yield occurrence.term.text
    yield Text(occurrence.term.status.value, style=STATUS_STYLES[occurrence.term.status])
    if target:
        yield ", ".join(term.text for term in suggested(occurrence.concept, target)) or "—"
    yield f"{each.glossary}: {occurrence.concept.id}" if named else occurrence.concept.id


def _nothing(service: RecognitionService, names: Sequence[str], language: str) -> str:
    known = service.languages(names)
    if not known:
        return "There are no terms yet: tmserver glossary import FILE --glossary NAME --create"
    return f"No term of the glossary is in the text. It has terms in: {', '.join(known)} (asked: {language})."
