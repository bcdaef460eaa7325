"""Lookups and the concordance by meaning, and matches in the order of their use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from tmserver import turn
from tmserver.errors import InvalidInput
from tmserver.language.tags import index_key, normalise, primary
from tmserver.meaning.encoder import Encoder, Vectors, get_encoder
from tmserver.segment import Match, MeaningMatch
from tmserver.services.concordance.find import ConcordanceRequest, Line, Page
from tmserver.services.limits import LIMIT, check_range, check_text
from tmserver.services.lookup import LookupRequest, LookupService
from tmserver.services.meaning.making import make, remaining
from tmserver.services.meaning.matches import Asked, by_meaning, units_like
from tmserver.services.meaning.neighbours import Neighbours
from tmserver.services.meaning.worth import by_use
from tmserver.settings import Settings
from tmserver.store import memories
from tmserver.store.database import Database
from tmserver.store.session import Session
from tmserver.store.variants import Fetched

AT_ONCE = 200
"""Units whose vectors are made while a lookup waits (a second at most); more are left to the background."""

POOL = 25
"""Matches by score among which an order by use chooses."""


class Order(StrEnum):
    """How matches are ordered: by the score, or by what they are worth; 101 and 100 come first in both."""

    SCORE = "score"
    USEFUL = "useful"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a lookup wants beyond the score."""

    meaning: bool = False
    order: Order = Order.SCORE

    def __bool__(self) -> bool:
        return self.meaning or self.order is not Order.SCORE


class MeaningService:
    """Answers lookups from the memories of a database, by meaning too; threads may share it."""

    def __init__(self, database: Database, settings: Settings, lookup: LookupService) -> None:
        self._database = database
        self._settings = settings
        self._lookup = lookup

    @cached_property
    def _encoder(self) -> Encoder:
        return get_encoder()

    @cached_property
    def _neighbours(self) -> Neighbours:
        return Neighbours(self._database, self._settings, self._encoder.name)

    def matches(self, request: LookupRequest, wish: Wish) -> list[list[Match | MeaningMatch]]:
        """The matches of each segment, in the order of the segments.

        With ``wish.meaning`` up to ``request.limit`` matches that mean about the same follow those with a
        score. InvalidInput and NotFound as a lookup's; InvalidInput too if the encoder does not know the
        language; MissingExtra without an encoder.
        """
        if not wish:
            return [list(found) for found in self._lookup.matches(request)]
        with turn.given_up():  # encoding is long, making vectors longer
            return self._wished(request, wish)

    def _wished(self, request: LookupRequest, wish: Wish) -> list[list[Match | MeaningMatch]]:
        self._check(request.source)
        useful = wish.order is Order.USEFUL
        found = self._lookup.matches(replace(request, limit=max(request.limit, POOL)) if useful else request)
        vectors = self._encoder.encode([segment.text for segment in request.segments])
        if wish.meaning:
            self._catch_up(request.memories)
        with self._database.read() as session:
            answers = []
            for segment, vector, scored in zip(request.segments, vectors, found, strict=True):
                every: list[Match | MeaningMatch] = list(scored)
                if wish.meaning:
                    every += self._near(session, request, vector, scored)
                if useful:
                    every = by_use(session, self._encoder, segment.text, vector, every)
                    every = every[: request.limit * (1 + wish.meaning)]
                answers.append(every)
        return answers

    def concordance(self, request: ConcordanceRequest) -> Page:
        """The units with a text that means about what the query does, nearest first: one page.

        Errors as a lookup's; MissingExtra without an encoder.
        """
        check_range(request.limit, LIMIT, field="/limit")
        check_text(request.query, self._settings.max_query_length, field="/q")
        (vector,) = self._encoder.encode([request.query])
        self._catch_up(request.memories)
        key = index_key(normalise(request.language)) if request.language else ""
        with self._database.read() as session:
            searched = memories.get_memories(session, dict.fromkeys(request.memories))
            names = {memory.id: memory.name for memory in searched}
            near = units_like(session, self._neighbours, self._encoder, searched, vector, key, request.limit)
            lines = tuple(_line(names[hit.memory_id], hit, each.cosine) for each, hit in near)
        return Page(lines, len(lines), more=False, next=None)

    def _near(
        self, session: Session, request: LookupRequest, vector: Vectors, scored: Sequence[Match]
    ) -> list[MeaningMatch]:
        asked = Asked(normalise(request.source), normalise(request.target), vector, request.limit)
        searched = memories.get_memories(session, dict.fromkeys(request.memories))
        return by_meaning(session, self._neighbours, self._encoder, searched, asked, scored)

    def _check(self, language: str) -> None:
        known = self._encoder.languages
        if primary(normalise(language)) not in known:
            raise InvalidInput(
                f"The encoder of meanings does not know the language {language!r}; it knows "
                f"{', '.join(sorted(known))}. Look up without meaning, in the order of the score.",
                field="/source",
            )

    def _catch_up(self, names: Sequence[str]) -> None:
        """Make the vectors of the few units that changed last: what was just saved is found at once."""
        with self._database.read() as session:
            searched = memories.get_memories(session, dict.fromkeys(names))
        for memory in searched:
            if 0 < remaining(self._database, self._encoder, memory, AT_ONCE + 1) <= AT_ONCE:
                for _ in make(self._database, self._encoder, memory):
                    pass


def _line(memory: str, hit: Fetched, cosine: float) -> Line:
    spans = tuple(
        ((0, len(variant.text)),) if at == hit.ordinal else () for at, variant in enumerate(hit.unit.variants)
    )
    return Line(memory, hit.unit, spans, cosine)
