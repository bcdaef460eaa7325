"""Targets that mean something else than their sources, judged when the cosines of all pairs are known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from tmserver.audit.finding import Finding, Location, Message, Severity, Share, Side
from tmserver.audit.meaning import FEWEST_WORDS, REACH, Fit, Usual, fit
from tmserver.audit.options import AuditOptions
from tmserver.audit.pair import Pair
from tmserver.meaning.encoder import find_encoder, get_encoder, understands

TOGETHER = 250
"""Pairs encoded together; so many wait in memory for each two languages."""


@dataclass(frozen=True, slots=True)
class Trace:
    """A pair as it is to be compared; ``judged``: long enough to be reported."""

    languages: tuple[str, str]
    source: Side
    target: Side
    judged: bool


@dataclass(frozen=True, slots=True)
class _Suspect:
    location: Location
    trace: Trace
    fit: Fit
    neighbour: tuple[Location, str] | None


class Meanings:
    """The check ``meaning``: the cosines of all pairs by languages, and the pairs that may be wrong."""

    def __init__(self, _options: AuditOptions) -> None:
        self._waiting: defaultdict[tuple[str, str], list[tuple[Location, Trace]]] = defaultdict(list)
        self._passed: dict[tuple[str, str], int] = {}
        self._usual: defaultdict[tuple[str, str], Usual] = defaultdict(Usual)
        self._suspects: list[_Suspect] = []

    def trace(self, pair: Pair) -> Trace | None:
        """What counts of a pair; None of languages that the encoder does not know, and of copies."""
        languages = pair.source.language, pair.target.language
        if not pair.is_translation or pair.is_untranslated or not understands(find_encoder(), *languages):
            return None
        judged = min(len(pair.source.words), len(pair.target.words)) >= FEWEST_WORDS
        sides = Side(pair.source.tag, pair.source.text), Side(pair.target.tag, pair.target.text)
        return Trace(languages, *sides, judged)

    def add(self, location: Location, trace: Trace) -> None:
        """Take in a pair; it is judged when those after it are known."""
        waiting = self._waiting[trace.languages]
        waiting.append((location, trace))
        if len(waiting) >= TOGETHER + 2 * REACH:
            self._judge(trace.languages, len(waiting) - REACH)
            del waiting[: len(waiting) - 2 * REACH]
            self._passed[trace.languages] = REACH

    def findings(self) -> Iterator[Finding]:
        """A finding for each pair whose target is too far from its source, or fits another unit better."""
        for languages, waiting in self._waiting.items():
            self._judge(languages, len(waiting))
        self._waiting.clear()
        for suspect in self._suspects:
            finding = _finding(suspect, self._usual[suspect.trace.languages])
            if finding is not None:
                yield finding

    def _judge(self, languages: tuple[str, str], until: int) -> None:
        """Judge the pairs that wait up to a place; the first ones may have been judged before."""
        waiting = self._waiting[languages]
        texts = [(trace.source.text, trace.target.text) for _, trace in waiting]
        rows = get_encoder().encode([text for pair in texts for text in pair])
        sources, targets = rows[::2], rows[1::2]
        for at in range(self._passed.get(languages, 0), until):
            location, trace = waiting[at]
            if trace.judged:
                found = fit(sources, targets, texts, at)
                self._usual[languages].add(found.own)
                self._keep(location, trace, found, waiting, at)

    def _keep(
        self, location: Location, trace: Trace, found: Fit, waiting: list[tuple[Location, Trace]], at: int
    ) -> None:
        other = found.misplaced() or found.better()
        if other is None and found.own > _HOPELESS:
            return
        place, neighbour = waiting[at + other.at] if other else (None, None)
        named = (place, neighbour.source.text) if place and neighbour else None
        self._suspects.append(_Suspect(location, trace, found, named))


_HOPELESS = 0.6
"""Cosines above it are far from their source in no memory."""


def _finding(suspect: _Suspect, usual: Usual) -> Finding | None:
    own, other = suspect.fit.own, suspect.fit.misplaced()
    if other is None and usual.is_low(own):
        other = suspect.fit.better()
    if other is None and not usual.is_far(own):
        return None
    arguments = {"likeness": round(100 * own), "usual": round(100 * usual.middle()[0])}
    shares: tuple[Share, ...] = ()
    if other is not None and suspect.neighbour is not None:
        place, text = suspect.neighbour
        shares = (Share(text, 1, (place,)),)
        arguments |= {"other": round(100 * other.source), "number": place.number}
    return Finding(
        "meaning",
        Severity.ERROR,
        Message("meaning-shifted" if shares else "meaning-far", tuple(sorted(arguments.items()))),
        suspect.trace.source,
        suspect.trace.target,
        distribution=shares,
        location=suspect.location,
    )
