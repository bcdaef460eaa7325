"""Targets out of proportion to their sources, judged when the lengths of all pairs are known."""

from __future__ import annotations

from collections.abc import Iterator

from tmserver.audit.finding import Finding, Location, Message, Severity, Side
from tmserver.audit.length import NOTICEABLE, Lengths, is_suspect, log_ratio
from tmserver.audit.options import AuditOptions
from tmserver.audit.pair import Pair

Trace = tuple[float, tuple[str, str], tuple[Side, Side] | None]
"""The log ratio, the primary languages, and the texts if they may turn out to be out of proportion."""


class LengthRatio:
    """The check ``length``: the ratios of all pairs by languages, and the pairs that may be outliers."""

    def __init__(self, _options: AuditOptions) -> None:
        self._by_languages: dict[tuple[str, str], Lengths] = {}
        self._suspects: list[tuple[Location, Trace]] = []

    def trace(self, pair: Pair) -> Trace | None:
        """What counts of a pair; None if it is too short."""
        ratio = log_ratio(pair.source.text, pair.target.text)
        if ratio is None or pair.is_untranslated:
            return None
        languages = pair.source.language, pair.target.language
        sides = Side(pair.source.tag, pair.source.text), Side(pair.target.tag, pair.target.text)
        # Two translations of one text differ in length when one of them does from the source.
        is_candidate = pair.is_translation and is_suspect(ratio, *languages)
        return ratio, languages, sides if is_candidate else None

    def add(self, location: Location, trace: Trace) -> None:
        """Count one pair, and keep it if it may be an outlier."""
        ratio, languages, sides = trace
        if languages not in self._by_languages:
            self._by_languages[languages] = Lengths(*languages)
        self._by_languages[languages].add(ratio)
        if sides:
            self._suspects.append((location, trace))

    def findings(self) -> Iterator[Finding]:
        """A finding for each pair that is much shorter or longer than the others of its languages."""
        for location, (ratio, languages, sides) in self._suspects:
            lengths = self._by_languages[languages]
            if sides is None:
                continue
            ours, theirs = (len(side.text.strip()) for side in sides)
            usual = round(ours * lengths.usual)
            if abs(theirs - usual) >= NOTICEABLE and lengths.is_outlier(ratio, max(ours, theirs)):
                yield Finding(
                    "length",
                    Severity.ERROR,
                    Message(
                        "length-short" if theirs < usual else "length-long",
                        (("count", theirs), ("usual", usual)),
                    ),
                    *sides,
                    location=location,
                )
