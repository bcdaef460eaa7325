"""The matches that one stored unit gives for a query: which of its variants, with which score, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from tmserver.language.analysis import Analysis, analyse, from_bytes
from tmserver.match.deductions import deductions, penalties
from tmserver.match.score import EQUAL, Shares, shares
from tmserver.match.surface import Surface, surface
from tmserver.match.variants import closest, same_context
from tmserver.segment import Code, Deduction, Match, Unit, Variant


@dataclass(frozen=True)
class Query:
    """What is asked: a translation of ``source`` into ``target``.

    ``source`` is the text with its language, its inline codes and its neighbours (None unknown, "" the edge
    of the document); ``analysis`` is that of ``source``.
    """

    source: Variant
    target: str
    analysis: Analysis

    @classmethod
    def of(cls, source: Variant, target: str) -> Query:
        """The query for a text, analysed."""
        return cls(source, target, analyse(source.text, source.language, source.codes))

    @cached_property
    def surface(self) -> Surface:
        """The pieces of the source text."""
        return surface(self.source)


@dataclass(frozen=True, slots=True)
class Candidate:
    """The stored unit that a hit points into: ``unit.variants[ordinal]`` is the variant that was hit.

    ``memory`` is the name of the unit's memory. ``analysis`` is that of the variant, or its blob as stored:
    read only where the text is not the query's own. None: it is computed.
    """

    variant: int
    unit: Unit
    ordinal: int
    memory: str
    analysis: Analysis | bytes | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a stored text compares with the query, before anything but the two texts counts."""

    shares: Shares
    percent: int
    deductions: tuple[Deduction, ...]

    @property
    def score(self) -> int:
        """The percent less the deductions."""
        return self.percent - sum(deduction.points for deduction in self.deductions)


_SAME = Comparison(EQUAL, 100, ())


class Comparer:
    """Compares stored variants with one query; a text that many units hold is compared once."""

    def __init__(self, query: Query) -> None:
        self._query = query
        self._known: dict[tuple[str, tuple[Code, ...]], Comparison] = {}

    def compare(self, source: Variant, analysis: Analysis | bytes | None, floor: int) -> Comparison | None:
        """The comparison, or None if its raw percent is below ``floor``."""
        asked = self._query.source
        if source.text == asked.text and source.codes == asked.codes:
            return _SAME
        known = self._known.get((source.text, source.codes))
        if known is None:
            found = shares(self._query.analysis, _analysed(source, analysis), asked.language)
            if found.percent < min(floor, 100):
                return None
            taken = deductions(surface(source), self._query.surface, found.percent, asked.language)
            known = self._known[source.text, source.codes] = Comparison(found, found.percent, taken)
        return known


def _analysed(source: Variant, analysis: Analysis | bytes | None) -> Analysis:
    if analysis is None:
        return analyse(source.text, source.language, source.codes)
    return from_bytes(analysis) if isinstance(analysis, bytes) else analysis


def matches(
    query: Query, candidate: Candidate, comparer: Comparer, distrust: Mapping[str, int], floor: int
) -> Iterator[Match]:
    """One match for each target variant of the candidate that serves best, if its score reaches ``floor``.

    Of source and target variants only those of the closest region count: the one asked for, else the one
    without region, else any other; a language that stands in the unit twice gives two matches. A variant
    without text is none. ``distrust`` maps names of memories to points that their matches lose.
    """
    unit, source = candidate.unit, candidate.unit.variants[candidate.ordinal]
    if source not in closest(unit.variants, query.source.language):
        return
    targets = closest((variant for variant in unit.variants if variant is not source), query.target)
    comparison = comparer.compare(source, candidate.analysis, floor) if targets else None
    if comparison is None:
        return
    less = penalties(distrust.get(candidate.memory, 0), candidate.memory, unit, comparison.score)
    taken = (*comparison.deductions, *less)
    score = comparison.percent - sum(deduction.points for deduction in taken)
    context = score == 100 and same_context(query.source, source)
    if score + context < floor:
        return
    for target in targets:
        yield Match(
            score=score + context,
            source=source,
            target=target,
            memory=candidate.memory,
            unit=unit,
            words=comparison.shares.words,
            characters=comparison.shares.characters,
            deductions=taken,
            context=context,
            origins=((candidate.memory, unit.id),),
        )
