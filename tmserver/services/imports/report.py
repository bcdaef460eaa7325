"""What an import tells: counts for each file, the first examples, and every case to who listens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from tmserver.exchange.report import ReadReport
from tmserver.segment import Unit
from tmserver.services.imports.decide import Action, Decision
from tmserver.services.imports.siblings import Siblings
from tmserver.services.imports.units import Arrival
from tmserver.store.digests import source_of

EXAMPLES = 5
"""Cases of a kind that are kept to be shown; all of them go to the listener."""


@dataclass(frozen=True, slots=True)
class Case:
    """A unit that was not simply added: where it stands, what became of it and why.

    ``kept`` is the stored text that stays or is replaced, ``read`` that of the file.
    """

    file: str
    line: int
    external_id: str
    action: Action
    why: str
    unit: int = 0
    source: str = ""
    read: str = ""
    kept: str = ""


Listener = Callable[[Case], None]


@dataclass(slots=True)
class FileResult:
    """One file: ``read`` = added + updated + unchanged + skipped. ``error`` None: it was read to its end."""

    file: str
    format: str = ""
    read: int = 0
    actions: Counter[Action] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    conflicts: Counter[str] = field(default_factory=Counter)
    warnings: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[Case]] = field(default_factory=dict)
    error: str | None = None

    def note(self, case: Case) -> None:
        """Keep the case if it is one of the first of its kind."""
        kept = self.examples.setdefault(case.why, [])
        if len(kept) < EXAMPLES:
            kept.append(case)


class Recorder(ReadReport):
    """What a reader reports of a file and what became of its units, gathered in one result."""

    def __init__(self, result: FileResult, listener: Listener | None) -> None:
        super().__init__()
        self.result = result
        self._listener = listener

    @cached_property
    def siblings(self) -> Siblings:
        """The stored units that stand for those of the file; asked for once the file's head is read."""
        return Siblings(as_stored=self.as_stored)

    def skip(self, reason: str, line: int, external_id: str = "") -> None:
        """Note that a unit is not taken."""
        self.read += 1
        self._count(Case(self.result.file, line, external_id, Action.SKIPPED, reason))
        self.result.reasons[reason] += 1

    def decided(self, arrivals: Iterable[Arrival], decisions: Iterable[Decision]) -> None:
        """Note what became of units that were read."""
        for arrival, decision in zip(arrivals, decisions, strict=True):
            if decision.conflict:
                self.result.conflicts[decision.conflict] += 1
            if decision.reason:
                self.result.reasons[decision.reason] += 1
            if decision.conflict or decision.reason or decision.action is Action.UPDATED:
                self._count(_case(self.result.file, arrival, decision))
            else:
                self.result.actions[decision.action] += 1

    def published(self, units: int) -> None:
        """Note that so many units were added without further question."""
        self.result.actions[Action.ADDED] += units

    def close(self, error: str | None = None) -> None:
        """Take over what the reader counted; ``error`` says why it did not reach the end."""
        self.result.read = self.read
        self.result.warnings.update(self.warnings)
        self.result.error = error

    def _count(self, case: Case) -> None:
        self.result.actions[case.action] += 1
        self.result.note(case)
        if self._listener:
            self._listener(case)


def _case(file: str, arrival: Arrival, decision: Decision) -> Case:
    unit, stored = arrival.unit, decision.stored
    return Case(
        file,
        arrival.line,
        unit.external_id,
        decision.action,
        decision.reason or decision.conflict or "details changed",
        stored.id if stored else 0,
        source_of(unit).text,
        _translations(unit),
        _translations(stored) if stored else "",
    )


def _translations(unit: Unit) -> str:
    source = source_of(unit)
    return " | ".join(v.text for v in unit.variants if v is not source)


def total(results: Iterable[FileResult]) -> FileResult:
    """The sums over all files; ``error`` is None."""
    whole = FileResult("")
    for result in results:
        whole.read += result.read
        whole.actions.update(result.actions)
        whole.reasons.update(result.reasons)
        whole.conflicts.update(result.conflicts)
        whole.warnings.update(result.warnings)
    return whole


def result_shape(result: FileResult) -> dict[str, object]:
    """The counts of a file as ``--json`` and the API give them."""
    return {
        "file": result.file,
        "format": result.format,
        "read": result.read,
        **{action.value: result.actions[action] for action in Action},
        "reasons": dict(result.reasons),
        "error": result.error,
    }


def report_shape(results: Iterable[FileResult]) -> dict[str, object]:
    """All files and their sums."""
    results = list(results)
    sums = result_shape(total(results))
    return {
        "files": [result_shape(result) for result in results],
        "total": {name: sums[name] for name in sums if name not in {"file", "format", "error"}},
    }
