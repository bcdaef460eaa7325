"""``tmserver person``: the people who sign in to the pages."""

from __future__ import annotations

import sys

import click

from tmserver.commands.accounts import NOBODY_LEFT, grant_options, print_accounts
from tmserver.commands.author import by_option
from tmserver.commands.output import json_option, print_json
from tmserver.services.access import people
from tmserver.services.access.roles import ROLES
from tmserver.services.access.shapes import account_shape
from tmserver.services.database import open_database
from tmserver.settings import Settings
from tmserver.store.accounts import Account

role_type = click.Choice(list(ROLES))


@click.group(epilog="\b\nExample:\n  tmserver person add anna --role translator --memory work")
def person() -> None:
    """Keep the people who sign in to the pages."""


@person.command(
    epilog="""\b
Examples:
  tmserver person add anna --role translator
  tmserver person add boris --role reviewer --memory work --glossary terms < password.txt"""
)
@click.argument("name")
@click.option("--role", type=role_type, required=True, help="What the person may do.")
@grant_options
@by_option
@json_option
@click.pass_obj
def add(
    settings: Settings,
    name: str,
    role: str,
    memories: tuple[str, ...],
    glossaries: tuple[str, ...],
    by: str,
    as_json: bool,
) -> None:
    """Let a person sign in as NAME.

    The password is asked for, or read from the first line of standard input.
    """
    new = people.NewPerson(name, role, _password(), memories, glossaries)
    _print(people.add_person(open_database(settings), new, by=by), "Added", as_json=as_json)


@person.command("list", epilog="\b\nExample:\n  tmserver person list --json")
@json_option
@click.pass_obj
def list_(settings: Settings, as_json: bool) -> int:
    """All people: what each may do and see, and their last use.

    The exit code is 1 if there are none.
    """
    found = people.list_people(open_database(settings))
    if as_json:
        print_json({"people": [account_shape(each) for each in found]})
    elif found:
        print_accounts("Person", "Role", found)
    else:
        click.echo("Nobody yet: tmserver person add NAME --role ROLE.", err=True)
    return 0 if found else 1


@person.command(epilog="\b\nExample:\n  tmserver person password anna")
@click.argument("name")
@by_option
@click.pass_obj
def password(settings: Settings, name: str, by: str) -> None:
    """Give the person NAME another password.

    It is asked for, or read from the first line of standard input. The person is signed out everywhere.
    """
    people.set_password(open_database(settings), name, _password(), by=by)
    click.echo(f"Changed: {name}")


@person.command(epilog="\b\nExample:\n  tmserver person role anna reviewer")
@click.argument("name")
@click.argument("role", type=role_type)
@by_option
@json_option
@click.pass_obj
def role(settings: Settings, name: str, role: str, by: str, as_json: bool) -> None:
    """Give the person NAME another ROLE, from the next request on."""
    _print(people.set_role(open_database(settings), name, role, by=by), "Changed", as_json=as_json)


@person.command(epilog="\b\nExample:\n  tmserver person grant anna --memory work --glossary terms")
@click.argument("name")
@grant_options
@by_option
@json_option
@click.pass_obj
def grant(
    settings: Settings,
    name: str,
    memories: tuple[str, ...],
    glossaries: tuple[str, ...],
    by: str,
    as_json: bool,
) -> None:
    """Let the person NAME see what is named, and nothing else.

    It replaces what was granted before; if nothing is named, NAME sees everything.
    """
    granted = people.set_grants(open_database(settings), name, memories, glossaries, by=by)
    _print(granted, "Changed", as_json=as_json)


@person.command(epilog="\b\nExample:\n  tmserver person disable anna")
@click.argument("name")
@by_option
@click.pass_obj
def disable(settings: Settings, name: str, by: str) -> None:
    """Sign the person NAME out everywhere, and not in again."""
    people.disable_person(open_database(settings), name, by=by)
    click.echo(f"Disabled: {name}")


@person.command(epilog="\b\nExample:\n  tmserver person enable anna")
@click.argument("name")
@by_option
@click.pass_obj
def enable(settings: Settings, name: str, by: str) -> None:
    """Let the disabled person NAME sign in again."""
    people.enable_person(open_database(settings), name, by=by)
    click.echo(f"Enabled: {name}")


@person.command(epilog="\b\nExample:\n  tmserver person remove anna")
@click.argument("name")
@by_option
@click.pass_obj
def remove(settings: Settings, name: str, by: str) -> None:
    """Take the person NAME away.

    Histories keep the name, which another person may then have: to keep it theirs, disable them.
    """
    left = people.remove_person(open_database(settings), name, by=by)
    click.echo(f"Removed: {name}")
    if not left:
        click.echo(NOBODY_LEFT, err=True)


def _password() -> str:
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
    return sys.stdin.readline().rstrip("\r\n")


def _print(account: Account, done: str, *, as_json: bool) -> None:
    if as_json:
        print_json(account_shape(account))
    else:
        click.echo(f"{done}: {account.name}")
