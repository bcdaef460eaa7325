"""What a check that compares units with each other has to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

from tmserver.audit.finding import Finding, Location
from tmserver.audit.pair import Pair


class Grouping(Protocol):
    """A check that compares units with each other.

    ``trace`` runs in any process, on a ``Grouping`` of its own; ``add`` and ``findings`` in one process, the
    traces in the order of the units.
    """

    def trace(self, pair: Pair) -> Any:
        """What ``add`` needs of a pair: small and picklable; None if the pair does not matter."""

    def add(self, location: Location, trace: Any) -> None:
        """Take in the trace of a pair."""

    def findings(self) -> Iterator[Finding]:
        """What was found in all traces; severity, ordinals and locations of their own set or not."""
