"""Who changes something and why, for the history: options that several commands have."""

from __future__ import annotations

import getpass

import click


def login_name() -> str:
    """The name of the user's account, "" where it has none (a container with a user id of its own)."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


by_option = click.option(
    "--by", default=login_name, metavar="NAME", help="Author; your login name if not given."
)
why_option = click.option("--why", default="", metavar="TEXT", help="Reason, for the history.")
