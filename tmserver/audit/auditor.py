"""One audit from its first unit to its last: the findings of each unit, then those of groups of units."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from glossary.index import TermIndex
from tmserver.audit.examiner import Examined, Examiner, groupings, settled
from tmserver.audit.finding import Finding, Location
from tmserver.audit.options import AuditOptions
from tmserver.segment import Unit


@dataclass(slots=True)
class Summary:
    """What was audited, filled in while it is; units that were not compared are counted by the reason.

    ``pairs`` counts audited pairs by (source tag, target tag) as they stand in the units, ``languages`` the
    variants by tag, ``by_check`` findings by check. ``pairs`` empty: nothing was audited.
    """

    units: int = 0
    unpaired: int = 0
    drafts: int = 0
    rejected: int = 0
    empty: int = 0
    ignored: int = 0
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    by_check: Counter[str] = field(default_factory=Counter)

    def add(self, examined: Examined) -> None:
        """Count one more unit, but not yet its findings."""
        self.units += 1
        self.unpaired += examined.left_out == "unpaired"
        self.drafts += examined.left_out == "draft"
        self.rejected += examined.left_out == "rejected"
        self.empty += examined.empty
        self.ignored += examined.ignored
        self.pairs.update(examined.pairs)
        self.languages.update(examined.languages)


class Collection:
    """Takes in examined units in their order, from wherever they were examined; ``summary`` grows with it."""

    def __init__(self, options: AuditOptions) -> None:
        self.options = options
        self.summary = Summary()
        self._groupings = groupings(options)

    def add(self, examined: Examined) -> tuple[Finding, ...]:
        """The unit's own findings, counted."""
        self.summary.add(examined)
        for name, trace in examined.traces:
            self._groupings[name].add(examined.location, trace)
        self.summary.by_check.update(finding.check for finding in examined.findings)
        return examined.findings

    def finish(self) -> Iterator[Finding]:
        """The findings of groups of units, after the last unit."""
        for grouping in self._groupings.values():
            for finding in grouping.findings():
                self.summary.by_check[finding.check] += 1
                yield settled(finding, self.options)


class Audit:
    """An audit in this process; ``summary`` grows with it. ``indexes`` as ``Examiner`` has them."""

    def __init__(self, options: AuditOptions, indexes: dict[str, TermIndex] | None = None) -> None:
        self._examiner = Examiner(options, indexes)
        self._collection = Collection(options)
        self.summary = self._collection.summary

    def run(self, units: Iterable[tuple[Location, Unit]]) -> Iterator[Finding]:
        """The findings, in the order of the units; those of groups of units come last.

        A streaming pass. Ordinals are set; ids are unique in the run.
        """
        seen: Counter[str] = Counter()
        for finding in self._found(units):
            seen[finding.content] += 1
            ordinal = seen[finding.content]
            yield finding if ordinal == 1 else replace(finding, ordinal=ordinal)

    def _found(self, units: Iterable[tuple[Location, Unit]]) -> Iterator[Finding]:
        for location, unit in units:
            yield from self._collection.add(self._examiner.examine(location, unit))
        yield from self._collection.finish()
