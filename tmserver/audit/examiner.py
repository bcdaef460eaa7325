"""What one unit gives: its findings, and traces of it for the checks that compare units with each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sized
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from glossary.index import TermIndex
from tmserver import deadline
from tmserver.audit.checks import CHECKS, Check, PairCheck
from tmserver.audit.duplicates import is_of_end_marks, once
from tmserver.audit.finding import Finding, Location
from tmserver.audit.grouping import Grouping
from tmserver.audit.languages import pairs
from tmserver.audit.options import AuditOptions
from tmserver.audit.pair import Pair, Reading
from tmserver.audit.suppressions import EVERYTHING, ignored_checks
from tmserver.audit.three_way import COMPARED, with_deviations
from tmserver.language.lexicon import Lexicon
from tmserver.segment import Status, Unit, pickled_by_values

_LONG = 10_000
"""Characters of a pair from which on the time is looked at between its checks, too."""
_CONTEXT = frozenset({"x-context", "po:plural"})


@pickled_by_values
@dataclass(frozen=True, slots=True)
class Examined:
    """A unit after the examination; picklable.

    ``pairs`` are the (source tag, target tag) that were compared, ``traces`` (check, trace) for its
    ``Grouping``. ``left_out`` is why nothing was compared: "draft", "rejected", "unpaired", else "".
    """

    location: Location
    languages: tuple[str, ...]
    findings: tuple[Finding, ...] = ()
    traces: tuple[tuple[str, Any], ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    empty: int = 0
    ignored: int = 0
    left_out: str = ""


class Examiner:
    """Examines units one by one; holds the compiled glossary, so make one a process and keep it.

    ``indexes``, by language tag, are of the options' concepts: given, they are used and added to.
    """

    def __init__(self, options: AuditOptions, indexes: dict[str, TermIndex] | None = None) -> None:
        self.options = options
        checks = running(options)
        self._all = _by_function(checks)
        self._compared = _by_function(check for check in checks if check.name in COMPARED)
        self._empty = _by_function(check for check in checks if check.name == "empty")
        self._groupings = groupings(options)
        self._indexes = {} if indexes is None else indexes

    def examine(self, location: Location, unit: Unit) -> Examined:
        """The unit's findings with the location, silenced ones left out, severities as the options say."""
        languages = tuple(variant.language for variant in unit.variants)
        asked = pairs(unit, self.options)
        left_out = self._left_out(unit, asked)
        if left_out:
            return Examined(location, languages, left_out=left_out)
        readings = {id(variant): Reading(variant) for variant in unit.variants}
        made = [self._pair(readings[id(a)], readings[id(b)], unit) for a, b in asked]
        full = [pair for pair in made if pair.source.text.strip() and pair.target.text.strip()]
        found = self._found(made, full)
        silenced = ignored_checks(unit)
        kept = [replace(each, location=location) for each in found if not is_silenced(each, silenced)]
        return Examined(
            location,
            languages,
            tuple(kept),
            tuple(self._traces(full, silenced)),
            tuple((a.language, b.language) for a, b in asked),
            len(made) - len(full),
            len(found) - len(kept),
        )

    def _found(self, made: list[Pair], full: list[Pair]) -> list[Finding]:
        """The findings of the pairs; with three languages or more, those that show which one deviates."""
        found = [each for pair in made for each in self._findings(pair, self._all)]
        languages = list(dict.fromkeys(side.tag for pair in full for side in (pair.source, pair.target)))
        asked = {(pair.source.tag, pair.target.tag): pair.is_translation for pair in made}
        each_two = len(languages) > 2 and all(
            (a, b) in asked or (b, a) in asked for a, b in combinations(languages, 2)
        )
        if each_two and self.options.runs("three-way"):
            others = [pair.reversed() for pair in full if (pair.target.tag, pair.source.tag) not in asked]
            found += [each for pair in others for each in self._findings(pair, self._compared)]
            found = list(with_deviations(found, languages))
        due = (each for each in found if self._is_due(each, asked))
        return [settled(each, self.options) for each in once(due)]

    def _is_due(self, finding: Finding, asked: Mapping[tuple[str, str], bool]) -> bool:
        """Whether a finding was asked for; ``asked`` pairs are true if they are translations.

        Two translations of one text may end in different marks: each is compared with the source.
        """
        if not self.options.runs(finding.check):
            return False
        is_translation = asked.get((finding.source.language, finding.target.language))
        if finding.deviates or is_translation is None:
            return bool(finding.deviates)
        return is_translation or not is_of_end_marks(finding)

    def _left_out(self, unit: Unit, compared: Sized) -> str:
        if unit.status is Status.REJECTED:
            return "rejected"
        if not len(compared):
            return "unpaired"
        return "draft" if unit.status is Status.DRAFT and not self.options.drafts else ""

    def _pair(self, source: Reading, target: Reading, unit: Unit) -> Pair:
        options = self.options
        has_terms = bool(options.concepts)
        return Pair(
            source,
            target,
            self._index(source.language) if has_terms else None,
            self._index(target.language) if has_terms else None,
            counts=options.counts,
            rules=options.rules,
            context=context_of(unit) if unit.props else "",
            is_translation=bool(options.pairs) or source.tag == origin_of(unit),
        )

    def _index(self, language: str) -> TermIndex:
        if language not in self._indexes:
            self._indexes[language] = TermIndex(self.options.concepts, Lexicon(language))
        return self._indexes[language]

    def _findings(self, pair: Pair, functions: Mapping[PairCheck, frozenset[str]]) -> Iterator[Finding]:
        """What the functions find; of an empty text all others would say again what is missing."""
        if not pair.target.text.strip() or not pair.source.text.strip():
            functions = {find: names for find, names in functions.items() if find in self._empty}
        deadline.check()
        is_long = len(pair.source.text) + len(pair.target.text) > _LONG
        for find, names in functions.items():
            if is_long:
                deadline.check()
            for each in find(pair):
                if each.check in names:
                    yield settled(each, self.options)

    def _traces(self, made: list[Pair], silenced: frozenset[str]) -> Iterator[tuple[str, Any]]:
        for name, grouping in self._groupings.items():
            if not silenced & {name, EVERYTHING}:
                for pair in made:
                    trace = grouping.trace(pair)
                    if trace is not None:
                        yield name, trace


def _by_function(checks: Iterable[Check]) -> dict[PairCheck, frozenset[str]]:
    """The functions to run, and for which checks: terms missing, forbidden and deprecated have one."""
    names: dict[PairCheck, set[str]] = {}
    for check in checks:
        if check.find is not None:
            names.setdefault(check.find, set()).add(check.name)
    return {find: frozenset(each) for find, each in names.items()}


def context_of(unit: Unit) -> str:
    """What tells a unit from others with its texts: msgctxt and plural form, as the readers give them."""
    return "\0".join(f"{prop.type}\0{prop.value}" for prop in unit.props if prop.type in _CONTEXT)


def origin_of(unit: Unit) -> str:
    """The language that the others were translated from: the source language, else that of the first."""
    known = [variant.language for variant in unit.variants]
    return unit.source_language if unit.source_language in known else known[0]


def settled(finding: Finding, options: AuditOptions) -> Finding:
    """The finding with the severity of its check, as the options say or usual; its own if that is lower."""
    most = options.severities.get(finding.check) or CHECKS[finding.check].severity
    return replace(finding, severity=most) if finding.severity.rank > most.rank else finding


def running(options: AuditOptions) -> list[Check]:
    """The checks that are on: those of terms only with concepts."""
    return [
        check
        for check in CHECKS.values()
        if (options.runs(check.name) or _is_wanted_of_three(check.name, options))
        and (options.concepts or not check.terms)
    ]


def _is_wanted_of_three(check: str, options: AuditOptions) -> bool:
    """Whether a check must run though it was not asked for: ``--only three-way`` is made of its findings."""
    return "three-way" in options.only and check in COMPARED and check not in options.skip


def groupings(options: AuditOptions) -> dict[str, Grouping]:
    """An empty grouping for each check that compares units."""
    return {check.name: check.grouping(options) for check in running(options) if check.grouping is not None}


def is_silenced(finding: Finding, silenced: frozenset[str]) -> bool:
    """Whether a mark names the finding's check, what a three-way finding is about, or nothing (all)."""
    return bool(silenced & {EVERYTHING, finding.check, dict(finding.message.arguments).get("check", "")})
