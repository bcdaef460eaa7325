"""Language tags as options of commands."""

from __future__ import annotations

from collections.abc import Sequence

import click

from tmserver.errors import InvalidInput
from tmserver.language.tags import normalise

map_option = click.option(
    "--map",
    "mapping",
    multiple=True,
    metavar="OLD=NEW,…",
    help="Replace language codes: es=es-CL,en=en-GB; may repeat.",
)


def tag_of(given: str, option: str) -> str:
    """The normalised tag of an option's value, "" if it is not given; InvalidInput if it is none."""
    tag = normalise(given)
    if given and not tag:
        raise InvalidInput(
            f"{option}: {given!r} is no language tag; use one such as ru or es-CL.", field=option
        )
    return tag


def mapping_of(given: Sequence[str]) -> dict[str, str]:
    """The pairs of ``--map``; InvalidInput if one is none."""
    mapping = {}
    for pair in (pair for each in given for pair in each.split(",") if pair.strip()):
        old, equals, new = (part.strip() for part in pair.partition("="))
        if not (equals and old and normalise(new)):
            raise InvalidInput(f"--map: {pair!r} is no pair of codes such as es=es-CL.", field="--map")
        mapping[old] = new
    return mapping
