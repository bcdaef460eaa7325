"""The matches to show for a query, chosen from hits without looking at more of them than needed.

A hit carries a raw percent. What a translator sees is lower by deductions, caps and penalties, and equal
targets are merged, so the best hits need not be the best matches. But the shown score never exceeds the raw
percent (except 101, which only a raw 100 becomes): once the next hit is below the last match shown, no later
one can enter, and the answer is what scoring everything would give.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from types import MappingProxyType

from tmserver.match.hits import Hit, raise_floor
from tmserver.match.pairs import Candidate, Comparer, Query, matches
from tmserver.match.ranking import Ranking
from tmserver.match.repair import repair
from tmserver.segment import Match, Status

SERVED = frozenset(Status) - {Status.REJECTED}
_NO_PENALTIES: Mapping[str, int] = MappingProxyType({})
_SPARE = 3


def fetched_first(limit: int) -> int:
    """The hits whose units are fetched at once: beyond the limit, as some are lowered or merged.

    A second fetch costs more.
    """
    return limit + _SPARE


def best_matches(
    query: Query,
    hits: Iterator[Hit],
    fetch: Callable[[Sequence[int]], Iterable[Candidate]],
    *,
    limit: int = 5,
    min_score: int = 70,
    statuses: frozenset[Status] = SERVED,
    penalties: Mapping[str, int] = _NO_PENALTIES,
) -> list[Match]:
    """The ``limit`` best matches of at least ``min_score`` (30–101), best first.

    The same as comparing every stored unit with the query, provided that ``hits`` come in falling percent.
    Equal scores: reviewed, translated, draft; then the region asked for before others; then newest, then
    lowest unit id. Units with one target (text
    and codes) at one score are one match; ``count`` and ``origins`` name them.

    ``fetch`` gives the candidates of some variant ids, in any order; what was deleted meanwhile is absent.
    ``penalties`` maps names of memories to points that all their matches lose.
    """
    ranking = Ranking(limit, min_score, query.target)
    comparer = Comparer(query)
    for percent, candidate in _fetched(hits, fetch, ranking, limit):
        if percent >= min(ranking.floor, 100) and candidate.unit.status in statuses:
            for match in matches(query, candidate, comparer, penalties, ranking.floor):
                ranking.add(match)
    return [_repaired(query, match) for match in ranking.shown()]


def _fetched(
    hits: Iterator[Hit], fetch: Callable[[Sequence[int]], Iterable[Candidate]], ranking: Ranking, limit: int
) -> Iterator[tuple[int, Candidate]]:
    """Percent and candidate of each hit that may still enter, fetched in growing batches."""
    size = fetched_first(limit)
    while batch := _reaching(islice(hits, size), ranking):
        candidates = {candidate.variant: candidate for candidate in fetch([hit.variant for hit in batch])}
        for hit in batch:
            if hit.variant in candidates:
                yield hit.percent, candidates[hit.variant]
        raise_floor(hits, min(ranking.floor, 100))
        size = min(2 * size, 500)


def _reaching(hits: Iterable[Hit], ranking: Ranking) -> list[Hit]:
    """The hits up to the first that is below the floor."""
    reaching = []
    for hit in hits:
        if hit.percent < min(ranking.floor, 100):
            break
        reaching.append(hit)
    return reaching


def _repaired(query: Query, match: Match) -> Match:
    target = repair(query.source, match)
    return match if target is None else replace(match, repaired=target)
