"""``tmserver key``: create, list and revoke the keys of programs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import click

from tmserver.commands.accounts import NOBODY_LEFT, grant_options, print_accounts
from tmserver.commands.author import by_option
from tmserver.commands.output import json_option, print_json
from tmserver.services.access.keys import NewKey, create_key, list_keys, revoke_key
from tmserver.services.access.roles import SCOPES
from tmserver.services.access.shapes import account_shape
from tmserver.services.database import open_database
from tmserver.settings import Settings


@click.group(epilog="\b\nExample:\n  tmserver key create weblate --memory work")
def key() -> None:
    """Create, list and revoke the keys that programs send."""


@key.command(
    epilog="""\b
Examples:
  tmserver key create weblate
  tmserver key create omegat-anna --scope write --memory work --expires 2027-12-31"""
)
@click.argument("name")
@click.option(
    "--scope", type=click.Choice(list(SCOPES)), default="read", show_default=True, help="What it may do."
)
@grant_options
@click.option("--expires", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Its last day, in UTC.")
@by_option
@json_option
@click.pass_obj
def create(
    settings: Settings,
    name: str,
    scope: str,
    memories: tuple[str, ...],
    glossaries: tuple[str, ...],
    expires: datetime | None,
    by: str,
    as_json: bool,
) -> None:
    """Make a key for a program, NAME telling which, and print it.

    It is printed this once: only what it can be checked by is stored.
    """
    end = expires.replace(tzinfo=UTC) + timedelta(days=1) if expires else None
    made = create_key(open_database(settings), NewKey(name, scope, memories, glossaries, end), by=by)
    if as_json:
        print_json(account_shape(made.account) | {"key": made.secret})
        return
    click.echo(f"Keep the key of {made.account.name} now: it is not shown again.", err=True)
    click.echo(made.secret)


@key.command("list", epilog="\b\nExample:\n  tmserver key list --json")
@click.option("--all", "revoked", is_flag=True, help="Revoked ones too.")
@json_option
@click.pass_obj
def list_(settings: Settings, revoked: bool, as_json: bool) -> int:
    """All keys: what each may do and see, its last day and last use.

    The exit code is 1 if there are none.
    """
    found = list_keys(open_database(settings), revoked=revoked)
    if as_json:
        print_json({"keys": [account_shape(each) for each in found]})
    elif found:
        print_accounts("Key", "Scope", found)
    else:
        click.echo("No keys yet: tmserver key create NAME.", err=True)
    return 0 if found else 1


@key.command(epilog="\b\nExample:\n  tmserver key revoke weblate")
@click.argument("name")
@by_option
@click.pass_obj
def revoke(settings: Settings, name: str, by: str) -> None:
    """End the key NAME at once and for ever.

    Its name may be used for another.
    """
    left = revoke_key(open_database(settings), name, by=by)
    click.echo(f"Revoked: {name}")
    if not left:
        click.echo(NOBODY_LEFT, err=True)
