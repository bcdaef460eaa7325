"""Matches among the segments of the documents themselves: what is translated first helps with the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tmserver.exchange.filling import Place
from tmserver.language.analysis import blob_of
from tmserver.match.index import Index
from tmserver.match.lookup import best_matches
from tmserver.match.pairs import Candidate, Query
from tmserver.segment import Match, Unit, Variant

TARGET = "zxx"
"""BCP 47 for "no linguistic content": the translation that will stand there."""


class Earlier:
    """The distinct segments of documents in one source language, each to be compared with those before it."""

    def __init__(self, places: Sequence[Place]) -> None:
        self._variants = [Variant(place.source, place.text, place.codes) for place in places]
        self._blobs = [blob_of(v.text, v.language, v.codes) for v in self._variants]
        self._index = Index.of(enumerate(self._blobs))

    def matches(self, number: int, min_score: int, limit: int) -> list[Match]:
        """The best matches of the segment with this number among those with lower numbers."""
        query = Query.of(self._variants[number], TARGET)
        hits = self._index.search(query.analysis, min(min_score, 100))
        before = (hit for hit in hits if hit.variant < number)
        return best_matches(query, before, self._candidates, limit=limit, min_score=min_score)

    def _candidates(self, numbers: Sequence[int]) -> Iterator[Candidate]:
        for number in numbers:
            source = self._variants[number]
            unit = Unit((source, Variant(TARGET, source.text)), id=number)
            yield Candidate(number, unit, 0, "", self._blobs[number])
