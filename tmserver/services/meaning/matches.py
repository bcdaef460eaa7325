"""Matches by meaning: stored texts whose vectors are near that of the query, in any language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tmserver.language.tags import index_key, primary
from tmserver.match.lookup import SERVED
from tmserver.match.variants import closest
from tmserver.meaning.encoder import Encoder, Vectors
from tmserver.meaning.nearest import Near
from tmserver.segment import Match, MeaningMatch, Memory, Variant
from tmserver.services.meaning.neighbours import Neighbours
from tmserver.store import languages, variants, vectors
from tmserver.store.session import Session
from tmserver.store.variants import Fetched

LEAST = 0.5
"""Lowest cosine shown."""

_SPARE = 3
"""Neighbours fetched for each match wanted: units that have a score already and equal targets fall away."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The language of the query and the one wanted, the query's vector, and how many matches at most."""

    source: str
    target: str
    vector: Vectors
    limit: int


def by_meaning(
    session: Session,
    neighbours: Neighbours,
    encoder: Encoder,
    searched: Sequence[Memory],
    asked: Asked,
    scored: Sequence[Match],
) -> list[MeaningMatch]:
    """The units nearest in meaning that are not among ``scored``, nearest first, each target once."""
    taken = {unit for match in scored for _, unit in match.origins}
    targets = {match.target.text for match in scored}
    found: list[MeaningMatch] = []
    for match in _nearest(session, neighbours, encoder, searched, asked):
        if len(found) == asked.limit:
            break
        if match.unit.id not in taken and match.target.text not in targets:
            targets.add(match.target.text)
            found.append(match)
    return found


def units_like(
    session: Session,
    neighbours: Neighbours,
    encoder: Encoder,
    searched: Sequence[Memory],
    vector: Vectors,
    key: str,
    limit: int,
) -> Iterator[tuple[Near, Fetched]]:
    """The units with a text near the vector, nearest first, each once: with that text and its cosine.

    ``key``: texts of this language only, "" of any. At most ``limit`` units.
    """
    seen: set[int] = set()
    for near, hit in _hits(session, neighbours, encoder, searched, vector, _SPARE * limit + 5):
        is_wanted = not key or index_key(hit.unit.variants[hit.ordinal].language) == key
        if len(seen) < limit and is_wanted and hit.unit.id not in seen:
            seen.add(hit.unit.id)
            yield near, hit


def _nearest(
    session: Session, neighbours: Neighbours, encoder: Encoder, searched: Sequence[Memory], asked: Asked
) -> Iterator[MeaningMatch]:
    """All matches, nearest first; a unit comes once, by its text in the query's language if it has one."""
    names = {memory.id: memory.name for memory in searched}
    wanted = index_key(asked.target)
    having = [memory for memory in searched if wanted in languages.keys(session, memory.id)]
    seen = set()
    for near, hit in _hits(session, neighbours, encoder, having, asked.vector, _SPARE * asked.limit + 5):
        source = hit.unit.variants[hit.ordinal]
        own = closest(hit.unit.variants, asked.source)
        if hit.unit.id in seen or (own and source not in own):
            continue
        target = _target(hit.unit.variants, source, asked.target)
        if target is not None:
            seen.add(hit.unit.id)
            yield MeaningMatch(near.cosine, source, target, names[hit.memory_id], hit.unit)


def _hits(
    session: Session,
    neighbours: Neighbours,
    encoder: Encoder,
    searched: Sequence[Memory],
    vector: Vectors,
    count: int,
) -> Iterator[tuple[Near, Fetched]]:
    """The served texts near the vector, ``count`` of each memory and language, nearest first."""
    homes = {memory.id for memory in searched}
    near = _near(session, neighbours, encoder, searched, vector, count)
    fetched = variants.fetch(session, [each.variant for each in near])
    current = vectors.of_units(session, {hit.unit.id for hit in fetched.values()})
    for each in near:
        hit = fetched.get(each.variant)
        # A unit edited a moment ago may still stand in the graph with the meaning that it had.
        if hit is None or (hit.unit.id, hit.ordinal) not in current:
            continue
        if hit.unit.status in SERVED and hit.memory_id in homes:
            yield each, hit


def _near(
    session: Session,
    neighbours: Neighbours,
    encoder: Encoder,
    searched: Sequence[Memory],
    vector: Vectors,
    count: int,
) -> list[Near]:
    found: list[Near] = []
    for memory in searched:
        for key in sorted(languages.keys(session, memory.id)):
            if primary(key) in encoder.languages:
                found += neighbours.fresh(session, memory, key).search(vector, count)
    best = sorted(found, key=lambda near: (-near.cosine, near.variant))
    return [near for near in best if near.cosine >= LEAST]


def _target(stored: Sequence[Variant], source: Variant, language: str) -> Variant | None:
    """The variant of the language wanted; it may be the one that was found itself."""
    others = closest([variant for variant in stored if variant is not source], language)
    return next(iter(others or closest([source], language)), None)
