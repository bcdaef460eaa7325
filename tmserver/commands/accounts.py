"""What the commands of keys and of people have in common: grants, and how accounts are shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

import click
from rich.table import Table

from tmserver.commands.output import print_table
from tmserver.store.accounts import Account

Command = TypeVar("Command", bound=Callable[..., Any])

NOBODY_LEFT = (
    "No key and no person is left: programs of this machine need none from now on, and no others are served."
)


def grant_options(command: Command) -> Command:
    """``--memory`` and ``--glossary``, each any number of times."""
    for name in ("glossary", "memory"):
        command = click.option(
            f"--{name}",
            {"glossary": "glossaries", "memory": "memories"}[name],
            multiple=True,
            metavar="NAME",
            help=f"See this {name} and nothing unnamed; may repeat. Everything if nothing is named.",
        )(command)
    return command


def print_accounts(heading: str, role: str, found: Sequence[Account]) -> None:
    """A table of accounts: what each may do and see, its end and its last use."""
    table = Table(heading, role, "Sees", "Last day", "Last use", box=None, pad_edge=False)
    for each in found:
        table.add_row(each.name, each.role, _seen(each), _end(each), _day(each.used_at) or "never")
    print_table(table)


def _seen(account: Account) -> str:
    if not account.limited:
        return "everything"
    return ", ".join(sorted(account.memories | account.glossaries)) or "nothing"


def _end(account: Account) -> str:
    if account.ended_at is not None:
        return f"ended {_day(account.ended_at)}"
    # The first moment after its end: of a key that is good for the whole day, that of the next one.
    return _day(account.expires_at and account.expires_at - timedelta(seconds=1)) or "never"


def _day(moment: datetime | None) -> str:
    return moment.strftime("%Y-%m-%d") if moment else ""
