"""The audit: units of files or a memory in, a result to write reports of out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from pathlib import Path

from tmserver.audit.auditor import Collection
from tmserver.audit.baseline import Baseline, Entry, read_baseline, updated
from tmserver.audit.checks import CHECKS
from tmserver.audit.finding import Finding, Severity
from tmserver.audit.languages import is_asked
from tmserver.audit.options import AuditOptions
from tmserver.audit.reports.result import Result
from tmserver.audit.spool import Spool
from tmserver.errors import InvalidInput
from tmserver.exchange.formats import Options
from tmserver.services.audits.baselines import baseline_of
from tmserver.services.audits.examining import Item, examined
from tmserver.services.audits.sources import FileUnits, Progress, memory_units
from tmserver.store.database import Database


@dataclass(frozen=True)
class AuditRequest:
    """What to audit and how.

    ``files``, the name of a ``memory``, or both. ``baseline`` may be a file that is not there yet; what is
    accepted in the memory is so in any case. ``threshold`` is the severity from which on the audit fails,
    None never. ``today`` decides which entries have expired. ``processes`` 0: one a core. ``names`` are what
    reports call files, if not by their paths.
    """

    options: AuditOptions
    files: tuple[Path, ...] = ()
    memory: str = ""
    baseline: Path | None = None
    threshold: Severity | None = Severity.WARNING
    language: str = "en"
    today: date = field(default_factory=date.today)
    processes: int = 0
    names: Mapping[Path, str] = field(default_factory=dict)


@contextmanager
def audited(
    request: AuditRequest, database: Database | None = None, progress: Progress = lambda _share: None
) -> Iterator[Result]:
    """The finished audit, for as long as the context lasts; ``database`` is needed for a memory only.

    Memory grows with different findings at most, not with units. InvalidInput names unknown checks.
    """
    check_names(request.options)
    baseline = read_baseline(request.baseline) if request.baseline else Baseline({})
    if database and request.memory:
        baseline = Baseline({**baseline.entries, **baseline_of(database, request.memory).entries})
    with Spool() as spool:
        yield _Run(request, baseline, spool).result(database, progress)


def check_names(options: AuditOptions) -> None:
    """InvalidInput unless all checks that the options name exist."""
    unknown = sorted({*options.only, *options.skip, *options.severities} - set(CHECKS))
    if unknown:
        known = ", ".join(CHECKS)
        raise InvalidInput(f"There is no check {', '.join(unknown)}. There are: {known}.", field="check")


def accepting(
    result: Result, request: AuditRequest, *, reason: str = "", expires: str = ""
) -> Iterator[Entry]:
    """The entries of a baseline that accepts all findings of the result; old reasons stay, stale ones go."""
    baseline = read_baseline(request.baseline) if request.baseline else Baseline({})
    stale = {entry.id for entry in result.stale}
    met = {finding.id for finding, _ in result.spool.accepted()} | {entry.id for entry in result.expired}
    kept = (entry for entry in baseline.entries.values() if entry.id not in stale | met)

    def found() -> Iterator[Finding]:
        yield from (finding for finding, _ in result.spool.accepted())
        yield from result.findings()

    return updated(baseline, found(), kept, reason=reason, expires=expires, today=request.today)


def why_nothing(result: Result, request: AuditRequest) -> str:
    """What to tell if no pair of texts was compared: the rest of a sentence."""
    summary = result.summary
    if result.unreadable and not summary.units:
        return "no file could be read."
    if not request.files and not request.memory:
        return "no file was given or fits the pattern, and no memory."
    if not summary.units and summary.empty:
        return f"no unit is translated yet ({summary.empty:,} without translation)."
    if not summary.units:
        return "there is no unit in two languages."
    if summary.drafts:
        return f"all are drafts ({summary.drafts:,}); the option drafts (--drafts) audits them too."
    if summary.unpaired:
        asked = ", ".join(f"{a or 'any'} to {b or 'any'}" for a, b in request.options.pairs)
        return (
            f"no unit has the languages asked for ({asked}). A region counts: es is not es-CL, es-* is both."
        )
    return f"all units are rejected ({summary.rejected:,})."


class _Run:
    """One audit while it runs."""

    def __init__(self, request: AuditRequest, baseline: Baseline, spool: Spool) -> None:
        self._request, self._baseline, self._spool = request, baseline, spool
        self._collection = Collection(request.options)
        self._by_check: Counter[tuple[str, Severity]] = Counter()
        self._met: set[str] = set()
        self._expired: list[Entry] = []
        self._accepted = 0

    def result(self, database: Database | None, progress: Progress) -> Result:
        request, summary = self._request, self._collection.summary
        stored = database is not None and bool(request.memory)
        part = 0.5 if stored and request.files else 1
        files = FileUnits(
            request.files, _reading(request.options), lambda share: progress(part * share), request.names
        )
        units: Iterable[Item] = files if request.files else ()
        if database and stored:
            told = lambda share: progress(1 - part * (1 - share))  # noqa: E731 (a name for an argument)
            units = chain(units, memory_units(database, request.memory, told))
        for unit in examined(units, request.options, processes=request.processes):
            for finding in self._collection.add(unit):
                self._take(finding)
        for finding in self._collection.finish():
            self._take(finding)
        summary.empty += files.empty
        return Result(
            summary,
            self._spool,
            request.language,
            request.threshold,
            self._by_check,
            self._accepted,
            tuple(self._stale()),
            tuple(self._expired),
            files.skipped,
            tuple(request.names.get(file, str(file)) for file in request.files) or (request.memory,),
            tuple(files.unreadable),
        )

    def _take(self, finding: Finding) -> None:
        finding = self._spool.numbered(finding)
        entry = self._baseline.accepted(finding.id, self._request.today)
        if finding.id in self._baseline.entries:
            self._met.add(finding.id)
        if entry is not None:
            self._accepted += 1
            self._spool.add(finding, accepted=entry.reason)
            return
        if finding.id in self._met:
            self._expired.append(self._baseline.entries[finding.id])
        self._by_check[finding.check, finding.severity] += 1
        self._spool.add(finding)

    def _stale(self) -> Iterator[Entry]:
        """Entries of checks and languages that were audited, whose finding was not met."""
        for entry in self._baseline.entries.values():
            if entry.id not in self._met and self._was_looked_for(entry):
                yield entry

    def _was_looked_for(self, entry: Entry) -> bool:
        options = self._request.options
        if entry.check and (entry.check not in CHECKS or not options.runs(entry.check)):
            return entry.check not in CHECKS
        if entry.check and CHECKS[entry.check].terms and not options.concepts:
            return False
        source, _, target = entry.languages.partition(" ")
        return not options.pairs or any(is_asked(source, a) and is_asked(target, b) for a, b in options.pairs)


def _reading(options: AuditOptions) -> Options:
    """What files do not say of themselves: their languages, as far as one pair is asked that has them."""
    asked = set(options.pairs)
    pair = asked.pop() if len(asked) == 1 else ("", "")
    source, target = ("" if tag == "*" or tag.endswith("-*") else tag for tag in pair)
    return Options(source=source, target=target, as_is=True)
