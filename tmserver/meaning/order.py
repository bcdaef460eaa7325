"""The order of matches by what they are worth to a translator, as far as texts alone can tell.

    value = score + 0.5 · characters + 0.5 · cosine(query, source) + 0.5 · cosine(query, target)

``score`` is sqrt(J · I) of docs/score.md; ``characters`` is the share of common 4-grams of characters, each
weighted by how rare it is among the candidates. Fitted on human translations of LibreOffice's help, on half
of its pages, and measured on the others: ``scripts/bench order`` prints both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log1p

CHARACTERS = 0.5
SOURCE = 0.5
TARGET = 0.5

_WIDTH = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stored source text with its raw score 0–1 and the cosines of source and target to the query."""

    text: str
    score: float
    source: float
    target: float


def values(query: str, candidates: Sequence[Candidate]) -> list[float]:
    """What each candidate is worth, in their order; only their order means something."""
    shares = shared_characters(query, [each.text for each in candidates])
    return [
        each.score + CHARACTERS * share + SOURCE * each.source + TARGET * each.target
        for each, share in zip(candidates, shares, strict=True)
    ]


def shared_characters(query: str, texts: Sequence[str]) -> list[float]:
    """For each text twice the weight of the 4-grams it shares with the query by that of both, 0–1."""
    asked, known = _grams(query), [_grams(text) for text in texts]
    frequency = Counter(gram for grams in known for gram in grams)

    def weight(grams: Counter[str]) -> float:
        return sum(n * log1p(len(texts) / (1 + frequency[gram])) for gram, n in grams.items())

    own = weight(asked)
    return [2 * weight(asked & grams) / (own + weight(grams) or 1.0) for grams in known]


def _grams(text: str) -> Counter[str]:
    padded = f" {text.lower()} "
    return Counter(padded[at : at + _WIDTH] for at in range(max(1, len(padded) - _WIDTH + 1)))
