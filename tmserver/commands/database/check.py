"""``tmserver database check``: what is wrong, and how to mend it."""

from __future__ import annotations

from dataclasses import asdict

import click

from tmserver.commands.output import json_option, print_json
from tmserver.commands.progress import progress_bar
from tmserver.services.database import open_database
from tmserver.services.upkeep.check import CHECKS
from tmserver.services.upkeep.check import check as checked
from tmserver.settings import Settings


@click.command(epilog="\b\nExample:\n  tmserver database check --repair")
@click.option("--repair", is_flag=True, help="Mend what can be mended without losing anything.")
@json_option
@click.pass_obj
def check(settings: Settings, repair: bool, as_json: bool) -> int:
    """Find what is wrong, and say how to mend it.

    Damage, orphaned rows, wrong counts, analyses that are not those of their texts, indexes of no use.
    The exit code is 1 if something is wrong and was not mended.
    """
    with progress_bar() as watch:
        found = checked(open_database(settings), settings, repair=repair, watch=watch)
    wrong = [fault for fault in found if not (fault.mended or fault.harmless)]
    if as_json:
        print_json({"checks": list(CHECKS), "faults": [asdict(fault) for fault in found]})
        return 1 if wrong else 0
    for fault in found:
        label = "Mended" if fault.mended else "Note" if fault.harmless else "Fault"
        click.echo(f"{label} ({fault.check}): {fault.what}")
        if not fault.mended:
            click.echo(f"  {fault.remedy}")
    if not wrong:
        click.echo(f"Nothing is wrong: {', '.join(CHECKS)}.")
    return 1 if wrong else 0
