"""Language tags as options of commands."""

from __future__ import annotations

import click

from tmserver.errors import InvalidInput
from tmserver.language.tags import is_known, normalise

map_option = click.option(
    "--map",
    "mapping",
    multiple=True,
    metavar="OLD=NEW,…",
    help="Replace language codes: es=es-CL,en=en-GB; may repeat.",
)


def pair_of(given: str) -> tuple[str, str]:
    """The two tags of ``--pair``; InvalidInput if it is none, or could be read in two ways.

    A hyphen or a colon stands between them: en-es, pt-BR:en (which is not pt and br-EN, Breton).
    """
    found = [
        (normalise(source), normalise(target))
        for source, target in ([given.split(":", 1)] if ":" in given else _splits(given))
        if is_known(normalise(source)) and is_known(normalise(target))
    ]
    if len(found) == 1:
        return found[0]
    if found:
        ways = " or ".join(":".join(pair) for pair in found)
        raise InvalidInput(f"--pair: {given!r} can be read in two ways; write {ways}.", field="--pair")
    reason = f"--pair: {given!r} is no pair of languages such as ru-es or en:es-CL."
    raise InvalidInput(reason, field="--pair")


def _splits(given: str) -> list[list[str]]:
    """The two parts at each hyphen."""
    parts = given.split("-")
    return [["-".join(parts[:place]), "-".join(parts[place:])] for place in range(1, len(parts))]
