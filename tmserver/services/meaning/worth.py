"""Matches in the order of their use to a translator."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from tmserver.language.analysis import analyse
from tmserver.match.score import shares
from tmserver.meaning import order
from tmserver.meaning.encoder import Encoder, Vectors
from tmserver.meaning.quantised import cosines, to_bytes
from tmserver.segment import Match, MeaningMatch, Variant
from tmserver.store import vectors
from tmserver.store.session import Session


def by_use(
    session: Session,
    encoder: Encoder,
    text: str,
    vector: Vectors,
    found: Sequence[Match | MeaningMatch],
) -> list[Match | MeaningMatch]:
    """The matches with exact ones first, then by what they are worth; equal ones stay in their order."""
    exact = [match for match in found if isinstance(match, Match) and match.score >= 100]
    others = [match for match in found if not (isinstance(match, Match) and match.score >= 100)]
    if not others:
        return list(exact)
    stored = _Stored(session, encoder, others)
    sources = stored.cosines(vector, [match.source for match in others])
    targets = stored.cosines(vector, [match.target for match in others])
    language = others[0].source.language
    candidates = [
        order.Candidate(match.source.text, _raw(text, language, match), source, target)
        for match, source, target in zip(others, sources, targets, strict=True)
    ]
    worth = order.values(text, candidates)
    ordered = sorted(zip(worth, others, strict=True), key=lambda each: -each[0])
    return [*exact, *(match for _, match in ordered)]


def _raw(text: str, language: str, match: Match | MeaningMatch) -> float:
    """The share that the score rounds, before deductions; of a text in another language, hardly any."""
    if isinstance(match, Match):
        return sqrt(match.words * match.characters)
    found = shares(analyse(text, language), analyse(match.source.text, language), language)
    return sqrt(found.words * found.characters)


class _Stored:
    """The vectors of the matches' texts: the stored ones, else made now."""

    def __init__(self, session: Session, encoder: Encoder, found: Sequence[Match | MeaningMatch]) -> None:
        kept = vectors.of_units(session, [match.unit.id for match in found])
        self._known: dict[Variant, bytes] = {}
        for match in found:
            for ordinal, variant in enumerate(match.unit.variants):
                data = kept.get((match.unit.id, ordinal))
                if data is not None:
                    self._known[variant] = data
        used = dict.fromkeys(text for match in found for text in (match.source, match.target))
        fresh = [variant for variant in used if variant not in self._known]
        if fresh:
            made = to_bytes(encoder.encode([variant.text for variant in fresh]))
            self._known.update(zip(fresh, made, strict=True))

    def cosines(self, vector: Vectors, texts: Sequence[Variant]) -> list[float]:
        """The cosine of each text to the vector."""
        rows = [self._known[variant] for variant in texts]
        return [float(each) for each in cosines(vector.reshape(1, -1), rows)[0]]
