"""The lookup: stored translations of segments like the given ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tmserver.errors import NotFound
from tmserver.language.analysis import ANALYSER
from tmserver.language.tags import index_key, is_known, normalise
from tmserver.match.hits import Hit, Hits, merge
from tmserver.match.index import Index
from tmserver.match.lookup import best_matches
from tmserver.match.pairs import Candidate, Query
from tmserver.segment import Match, Memory, Variant
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
from tmserver.store import languages, memories, variants
from tmserver.store.database import Database
from tmserver.store.session import Session


@dataclass(frozen=True, slots=True)
class Segment:
    """A text to look up; neighbours None unknown, "" the edge of the document."""

    text: str
    previous: str | None = None
    next: str | None = None


@dataclass(frozen=True, slots=True)
class LookupRequest:
    """Segments of one language, and what is wanted for each; no memories named: all.

    ``penalties`` are points that all matches of a memory lose, by its name.
    """

    source: str
    target: str
    segments: tuple[Segment, ...]
    memories: tuple[str, ...] = ()
    min_score: int = DEFAULT_MIN_SCORE
    limit: int = DEFAULT_LIMIT
    penalties: Mapping[str, int] = field(default_factory=dict)


class LookupService:
    """Answers lookups from the memories of a database; threads may share it."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self._database = database
        self._settings = settings
        self._searches = Searches(database, settings)

    def close(self) -> None:
        """Finish what is done in the background."""
        self._searches.close()

    def matches(self, request: LookupRequest) -> list[list[Match]]:
        """The matches of each segment, best first, in the order of the segments.

        InvalidInput names the wrong field; NotFound an unknown language or memory, with the known ones.
        """
        self._check(request)
        source, target = normalise(request.source), normalise(request.target)
        with self._database.read() as session:
            searched = memories.get_memories(session, dict.fromkeys(request.memories))
            if request.penalties:
                memories.get_memories(session, request.penalties)
            _check_language(session, request.source, source, "/source")
            _check_language(session, request.target, target, "/target")
            searches = self._fresh(session, searched, source, target)
            return [
                _matches(session, request, _query(segment, source, target), searches)
                for segment in request.segments
            ]

    def _fresh(
        self, session: Session, searched: Sequence[Memory], source: str, target: str
    ) -> list[tuple[Memory, Index]]:
        """The indexes of the memories that have both languages: the others cost nothing."""
        keys = {index_key(source), index_key(target)}
        having = [memory for memory in searched if keys <= self._searches.keys(session, memory)]
        return [(memory, self._searches.fresh(session, memory, index_key(source))) for memory in having]

    def _check(self, request: LookupRequest) -> None:
        check_range(request.min_score, MIN_SCORE, field="/min_score")
        check_range(request.limit, LIMIT, field="/limit")
        for name, points in request.penalties.items():
            check_range(points, PENALTY, field=f"/penalties/{name}")
        check_count(len(request.segments), self._settings.max_segments, field="/segments")
        longest, longest_neighbour = self._settings.max_query_length, self._settings.max_text_length
        for number, segment in enumerate(request.segments):
            at = f"/segments/{number}"
            check_text(segment.text, longest, field=f"{at}/text")
            for name, neighbour in (("previous", segment.previous), ("next", segment.next)):
                if neighbour is not None:
                    check_text(neighbour, longest_neighbour, field=f"{at}/{name}", may_be_empty=True)


def _check_language(session: Session, given: str, tag: str, field: str) -> None:
    """NotFound unless Babel knows the language or some unit has it."""
    if is_known(tag):
        return
    stored = languages.everywhere(session)
    if index_key(tag) not in {each.key for each in stored}:
        known = [each.language for each in stored]
        raise NotFound(
            f"The language {given[:40]!r} is unknown. Stored are: {', '.join(known) or 'none yet'}.",
            field=field,
            known=known,
        )


def _query(segment: Segment, source: str, target: str) -> Query:
    return Query.of(Variant(source, segment.text, previous=segment.previous, next=segment.next), target)


class _Hits(Hits):
    """The hits in a memory; each one taken is noted in ``memory_of``."""

    def __init__(self, hits: Hits, memory: Memory, memory_of: dict[int, Memory]) -> None:
        self._hits, self._memory, self._memory_of = hits, memory, memory_of

    def __next__(self) -> Hit:
        hit = next(self._hits)
        self._memory_of[hit.variant] = self._memory
        return hit

    def raise_floor(self, percent: int) -> None:
        """Said to the search itself, which can spare work by it."""
        self._hits.raise_floor(percent)


def _matches(
    session: Session, request: LookupRequest, query: Query, searches: Sequence[tuple[Memory, Index]]
) -> list[Match]:
    names = {memory.id: memory.name for memory, _ in searches}

    def fetch(wanted: Sequence[int]) -> Iterator[Candidate]:
        for variant, each in variants.fetch(session, wanted).items():
            if each.memory_id in names:
                blob = each.analysis if each.analyser == ANALYSER else None
                yield Candidate(variant, each.unit, each.ordinal, names[each.memory_id], blob)

    threshold = min(request.min_score, 100)
    hits = merge(index.search(query.analysis, threshold) for _, index in searches)
    return best_matches(
        query,
        hits,
        fetch,
        limit=request.limit,
        min_score=request.min_score,
        penalties=request.penalties,
    )
