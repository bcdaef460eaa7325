"""The command line: Click commands that parse, call a service and render its answer.

Exit codes: 0 done, 1 nothing found (or findings), 2 wrong usage, 3 failed, 130 interrupted, 141 nobody reads
what is printed.
"""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from io import StringIO, TextIOWrapper
from typing import NoReturn

import click

from tmserver import __version__
from tmserver.errors import InvalidInput, NotFound, TmserverError
from tmserver.settings import Settings

# Modules are named, not imported, and commands described here: `tmserver lookup` must not pay for Flask, nor
# `tmserver --help` for everything.
COMMANDS = {
    "add": ("add:add", "Store one translation."),
    "align": ("align:align", "Align documents that say the same in several languages."),
    "analyse": ("analyse:analyse", "Count what a memory knows of files, in match bands."),
    "audit": ("audit:audit", "Audit files or a memory: numbers, terms, punctuation and more."),
    "check": ("check:check", "Check one translation."),
    "concordance": ("concordance:concordance", "Find words in the memories, in every form."),
    "database": ("database.group:database", "Back up, restore, move, check and upgrade the database."),
    "export": ("export:export", "Write a memory to a file."),
    "glossary": ("glossary.group:glossary", "Keep glossaries: concepts and their terms."),
    "import": ("import_:import_", "Store the units of TMX, XLIFF, PO and tables."),
    "init": ("init:init", "Make the database, or bring it up to date."),
    "key": ("key:key", "Create, list and revoke the keys that programs send."),
    "log": ("log:log", "Show who changed what."),
    "lookup": ("lookup:lookup", "Look up stored translations of a segment."),
    "memory": ("memory.group:memory", "List, make, rename, delete, restore and purge memories."),
    "person": ("person:person", "Keep the people who sign in to the pages."),
    "pretranslate": ("pretranslate:pretranslate_", "Fill the empty segments of a file from memories."),
    "seed": ("seed:seed", "Load the example memory and glossary."),
    "serve": ("serve:serve", "Serve the HTTP API on this machine."),
    "vectors": ("vectors:vectors", "Make what lookups by meaning need."),
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called, not when they are listed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (Click's signature)
        """Names of all commands, in alphabetical order."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of this name, or None."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(f"tmserver.commands.{module}"), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands, each with its line."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in sorted(COMMANDS)])


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Start with: tmserver init, tmserver seed, tmserver lookup --help",
)
@click.version_option(__version__, prog_name="tmserver")
@click.option(
    "--database",
    metavar="URL",
    envvar="TMSERVER_DATABASE_URL",
    show_envvar=True,
    help="SQLite file or PostgreSQL URL; a file in your data folder if not given.",
)
@click.pass_context
def cli(context: click.Context, database: str | None) -> None:
    """Translation memories and glossaries: look up, check, exchange."""
    gc.freeze()  # the command's own modules are loaded by now
    gc.enable()
    environment = dict(os.environ)
    if database:
        environment["TMSERVER_DATABASE_URL"] = database
    context.obj = Settings.from_environment(environment)


def main() -> NoReturn:
    """Run the command line and end the process with its exit code."""
    # Modules all stay: looking through them for garbage while they load is a third of a short command's time.
    gc.disable()
    _tolerate_encodings()
    try:
        code = cli.main(standalone_mode=False)
    except click.ClickException as error:
        _show(error)
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        code = _fail("Interrupted.", 130)
    except (InvalidInput, NotFound) as error:
        code = _fail(str(error), 2)
    except TmserverError as error:
        code = _fail(str(error), 3)
    except SystemExit:
        # Click's answer to a reader that has gone (`tmserver export … | head`) is 1: here, nothing found.
        code = 141
    except OSError as error:
        # A full disk behind `tmserver export … > file`, a terminal that has gone.
        code = _fail(f"{error.filename or 'The output'} cannot be used: {error.strerror or error}.", 3)
        _drop_output()
    sys.exit(code if isinstance(code, int) else 0)


def _show(error: click.ClickException) -> None:
    """What Click says of wrong usage; its long lines (the names of all checks) broken on a terminal."""
    from tmserver.commands.output import tell  # noqa: PLC0415 (as in _fail)

    said = StringIO()
    error.show(said)
    tell(said.getvalue().rstrip("\n"))


def _tolerate_encodings() -> None:
    """Let characters and bytes that do not fit the terminal's encoding pass, where Python would fail.

    Of a letter that cp1252 lacks its number is printed; of a line that is not UTF-8 the lookup says so.
    """
    for stream, errors in (
        (sys.stdin, "surrogateescape"),
        (sys.stdout, "backslashreplace"),
        (sys.stderr, "backslashreplace"),
    ):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors=errors)


def _drop_output() -> None:
    """What could not be written is not tried once more at shutdown, where Python would complain of it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _fail(message: str, code: int) -> int:
    from tmserver.commands.output import tell  # noqa: PLC0415 (rich, which a quick command may not need)

    tell(f"Error: {message}")
    return code
