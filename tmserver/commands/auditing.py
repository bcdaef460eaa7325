"""What ``tmserver audit`` and ``tmserver check`` share: their options, and what a configuration adds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from tmserver.audit.checks import CHECKS
from tmserver.audit.configuration import (
    NEVER,
    Configuration,
    find_configuration,
    read_configuration,
)
from tmserver.audit.finding import Severity
from tmserver.audit.options import AuditOptions
from tmserver.audit.wording import LANGUAGES
from tmserver.errors import InvalidInput, NotFound, TmserverError
from tmserver.services.audits.terms import concepts_of
from tmserver.services.database import open_database
from tmserver.settings import Settings

FAIL_ON = ("error", "warning", NEVER)
_Command = Callable[..., Any]


def _known_checks(_context: click.Context, _option: click.Parameter, names: Sequence[str]) -> Sequence[str]:
    for name in names:
        if name not in CHECKS:
            raise click.BadParameter(f"there is no check {name!r}. There are: {', '.join(CHECKS)}.")
    return names


def check_options(command: _Command) -> _Command:
    """The options that say what is checked and when it fails."""
    for option in reversed(
        (
            click.option(
                "--glossary",
                "glossaries",
                multiple=True,
                metavar="NAME|FILE",
                help="Check the terms of a stored glossary or a glossary file; may repeat.",
            ),
            click.option(
                "--only",
                multiple=True,
                callback=_known_checks,
                metavar="CHECK",
                help="Run this check only; may repeat.",
            ),
            click.option(
                "--skip",
                multiple=True,
                callback=_known_checks,
                metavar="CHECK",
                help="Leave this check out; may repeat.",
            ),
            click.option(
                "--fail-on",
                type=click.Choice(FAIL_ON),
                help="Lowest severity that makes the exit code 1; warning if not given.",
            ),
            click.option(
                "--report-language",
                "language",
                type=click.Choice(LANGUAGES),
                help="Language of messages; en if not given.",
            ),
            click.option(
                "--config",
                "configuration",
                type=click.Path(path_type=Path, dir_okay=False, exists=True),
                help="TOML file with [tool.tmserver.audit]; else the nearest tmserver.toml, pyproject.toml.",
            ),
        )
    ):
        command = option(command)
    return command


def configured(path: Path | None) -> Configuration:
    """The configuration of the file given, else of the nearest one that has any."""
    return read_configuration(path) if path else find_configuration(Path.cwd())


def audit_options(
    settings: Settings,
    configuration: Configuration,
    pairs: tuple[tuple[str, str], ...],
    *,
    glossaries: Sequence[str],
    only: Sequence[str],
    skip: Sequence[str],
    **more: bool,
) -> AuditOptions:
    """The options of a run: those of the command line, and what the configuration says besides."""
    named = tuple(glossaries) or _within(configuration, configuration.glossaries)
    languages = pairs[0] if len(pairs) == 1 and all(pairs[0]) else None
    with input_told():
        concepts = concepts_of(named, lambda: open_database(settings), languages)
    return AuditOptions(
        pairs=pairs,
        concepts=concepts,
        only=frozenset(only),
        skip=(configuration.skip - frozenset(only)) | frozenset(skip),
        severities=configuration.severities,
        rules=configuration.rules,
        counts=configuration.counts,
        drafts=more.get("drafts", False) or configuration.drafts,
        all_pairs=more.get("all_pairs", False),
    )


@contextmanager
def input_told() -> Iterator[None]:
    """Tell a glossary, memory or file that is missing or not usable as a failure (3), not as wrong usage (2).

    The command may be right: in CI what it needs is missing, and nothing was audited.
    """
    try:
        yield
    except (InvalidInput, NotFound) as error:
        raise TmserverError(str(error)) from error


def threshold(given: str | None, configuration: Configuration) -> Severity | None:
    """The severity from which on the exit code is 1; None never."""
    asked = given or configuration.fail_on or Severity.WARNING.value
    return None if asked == NEVER else Severity(asked)


def report_language(given: str | None, configuration: Configuration) -> str:
    """The language of messages."""
    return given or configuration.language or "en"


def _within(configuration: Configuration, names: Sequence[str]) -> tuple[str, ...]:
    """Names of a configuration: a file beside it, if there is one of that name."""
    folder = configuration.path.parent if configuration.path else Path()
    return tuple(str(folder / name) if (folder / name).is_file() else name for name in names)
