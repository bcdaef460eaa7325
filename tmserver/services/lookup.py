"""The lookup: stored translations of segments like the given ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from time import perf_counter

from tmserver import deadline
from tmserver.language.analyser import ANALYSER
from tmserver.language.tags import LONGEST, index_key, normalise
from tmserver.match.hits import Begun, merge
from tmserver.match.index import Index
from tmserver.match.lookup import best_matches, fetched_first
from tmserver.match.pairs import Candidate, Query
from tmserver.segment import Code, Match, Memory, Variant
from tmserver.services.languages import check_language
from tmserver.services.limits import (
    DEFAULT_LIMIT,
    DEFAULT_MIN_SCORE,
    LIMIT,
    MIN_SCORE,
    PENALTY,
    check_count,
    check_range,
    check_text,
)
from tmserver.services.searches import Searches
from tmserver.settings import Settings
from tmserver.store import memories, variants
from tmserver.store.database import Database
from tmserver.store.loading import batches
from tmserver.store.session import Session

TOGETHER = 50
"""Segments of a bulk lookup whose units are fetched together: one fetch each would be half of its cost."""


Heard = Callable[[int, int, float], None]
"""Is told of each lookup: its segments, the matches found, the seconds it took."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A text to look up, its inline codes; neighbours None unknown, "" the edge of the document."""

    text: str
    previous: str | None = None
    next: str | None = None
    codes: tuple[Code, ...] = ()


@dataclass(frozen=True, slots=True)
class LookupRequest:
    """Segments of one language, and what is wanted for each; no memories named: all.

    ``penalties`` are points that all matches of a memory lose, by its name. ``alone``: the caller gave one
    text and not a list, so that errors call it /text, not /segments/0/text.
    """

    source: str
    target: str
    segments: tuple[Segment, ...]
    memories: tuple[str, ...] = ()
    min_score: int = DEFAULT_MIN_SCORE
    limit: int = DEFAULT_LIMIT
    penalties: Mapping[str, int] = field(default_factory=dict)
    alone: bool = False


class LookupService:
    """Answers lookups from the memories of a database; threads may share it."""

    def __init__(self, database: Database, settings: Settings, heard: Heard | None = None) -> None:
        self._database = database
        self._settings = settings
        self._heard = heard
        self._searches = Searches(database, settings)

    def close(self) -> None:
        """Finish what is done in the background."""
        self._searches.close()

    def load(self) -> None:
        """Open the indexes that there are snapshots of, so that the first lookup need not."""
        with self._database.read() as session:
            self._searches.load(session, memories.list_memories(session))

    def matches(self, request: LookupRequest) -> list[list[Match]]:
        """The matches of each segment, best first, in the order of the segments.

        InvalidInput names the wrong field; NotFound an unknown language or memory, with the known ones.
        """
        begun = perf_counter()
        self._check(request)
        found = self._found(request)
        if self._heard:
            self._heard(len(found), sum(map(len, found)), perf_counter() - begun)
        return found

    def _found(self, request: LookupRequest) -> list[list[Match]]:
        source, target = normalise(request.source), normalise(request.target)
        with self._database.read() as session:
            named = "/memory" if request.alone else "/memories"
            searched = memories.get_memories(session, dict.fromkeys(request.memories), field=named)
            if request.penalties:
                memories.get_memories(session, request.penalties, field="/penalties")
            check_language(session, request.source, field="/source", searched=searched)
            check_language(session, request.target, field="/target", searched=searched)
            indexes = self._fresh(session, searched, source, target)
            store = _Store(session, searched)
            queries = [_query(segment, source, target) for segment in request.segments]
            return [
                matches
                for together in batches(queries, TOGETHER)
                for matches in _matches(request, together, indexes, store)
            ]

    def _fresh(self, session: Session, searched: Sequence[Memory], source: str, target: str) -> list[Index]:
        """The indexes of the memories that have both languages: the others cost nothing."""
        keys = {index_key(source), index_key(target)}
        having = [memory for memory in searched if keys <= self._searches.keys(session, memory)]
        return [self._searches.fresh(session, memory, index_key(source)) for memory in having]

    def _check(self, request: LookupRequest) -> None:
        check_text(request.source, LONGEST, field="/source")
        check_text(request.target, LONGEST, field="/target")
        check_range(request.min_score, MIN_SCORE, field="/min_score")
        check_range(request.limit, LIMIT, field="/limit")
        for name, points in request.penalties.items():
            check_range(points, PENALTY, field=f"/penalties/{name}")
        check_count(len(request.segments), self._settings.max_segments, field="/segments")
        longest, longest_neighbour = self._settings.max_query_length, self._settings.max_text_length
        for number, segment in enumerate(request.segments):
            at = "" if request.alone else f"/segments/{number}"
            check_text(segment.text, longest, field=f"{at}/text")
            for name, neighbour in (("previous", segment.previous), ("next", segment.next)):
                if neighbour is not None:
                    check_text(neighbour, longest_neighbour, field=f"{at}/{name}", may_be_empty=True)


def _query(segment: Segment, source: str, target: str) -> Query:
    asked = Variant(source, segment.text, segment.codes, previous=segment.previous, next=segment.next)
    return Query.of(asked, target)


def _matches(
    request: LookupRequest, queries: Sequence[Query], indexes: Sequence[Index], store: _Store
) -> Iterator[list[Match]]:
    """The matches of some queries; the units of all their best hits are fetched in one go."""
    threshold = min(request.min_score, 100)
    found = [
        Begun(
            merge(index.search(query.analysis, threshold) for index in indexes), fetched_first(request.limit)
        )
        for query in queries
    ]
    store.fetch([hit.variant for hits in found for hit in hits.first])
    for query, hits in zip(queries, found, strict=True):
        deadline.check()
        yield best_matches(
            query,
            hits,
            store.fetch,
            limit=request.limit,
            min_score=request.min_score,
            penalties=request.penalties,
        )
    store.forget()


class _Store:
    """The units of hits, as one session sees them; what was fetched once is kept."""

    def __init__(self, session: Session, searched: Iterable[Memory]) -> None:
        self._session = session
        self._names = {memory.id: memory.name for memory in searched}
        self._kept: dict[int, Candidate] = {}

    def fetch(self, wanted: Sequence[int]) -> list[Candidate]:
        """The candidates of these variants; deleted ones are absent."""
        missing = [variant for variant in wanted if variant not in self._kept]
        for variant, each in variants.fetch(self._session, missing).items():
            if each.memory_id in self._names:
                blob = each.analysis if each.analyser == ANALYSER else None
                name = self._names[each.memory_id]
                self._kept[variant] = Candidate(variant, each.unit, each.ordinal, name, blob)
        return [self._kept[variant] for variant in wanted if variant in self._kept]

    def forget(self) -> None:
        """Let the units go, so that a long request does not keep them all."""
        self._kept.clear()
