"""Scores that are compared by usefulness: ours, and those of other programs as far as their sources tell.

Each takes the queries and the stored texts of a language and gives a similarity for every pair of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import replace
from functools import cached_property

import numpy as np
import numpy.typing as npt
import regex
from rapidfuzz import process
from rapidfuzz.distance import Indel, Levenshtein

from tmserver.language import stems, tokens
from tmserver.language.analysis import Analysis, analyse
from tmserver.markup import HIDDEN

Keys = npt.NDArray[np.uint32]
Scores = npt.NDArray[np.float32]
"""One row a query, one column a stored text."""

_PLACEABLES = frozenset(HIDDEN.values())


class TextPairs:
    """The queries and the stored texts of one language with their analyses, and I for each pair of them."""

    def __init__(self, queries: Sequence[str], stored: Sequence[str], language: str) -> None:
        self.queries, self.stored, self.language = queries, stored, language
        self.analysed_queries = [analyse(text, language) for text in queries]
        self.analysed_stored = [analyse(text, language) for text in stored]

    @cached_property
    def characters(self) -> Scores:
        """I: the Indel similarity of the folded texts, placeables hidden."""
        queries, stored = self.analysed_queries, self.analysed_stored
        return _compared([a.text for a in queries], [a.text for a in stored], Indel.normalized_similarity)

    def weighing(self, placeable: int) -> TextPairs:
        """The same with another weight of placeables."""
        other = copy(self)
        other.analysed_queries = [_weighing(analysis, placeable) for analysis in self.analysed_queries]
        other.analysed_stored = [_weighing(analysis, placeable) for analysis in self.analysed_stored]
        return other

    def words(self, *, rarity: bool = False) -> Scores:
        """J: the weighted share of common stems; with ``rarity``, weights are multiplied by it."""
        factor = _rarity(self.analysed_stored) if rarity else _no_factor
        return _common_share(
            *(
                [(a.keys, a.weights * factor(a.keys)) for a in analyses]
                for analyses in (self.analysed_queries, self.analysed_stored)
            )
        )


def _weighing(analysis: Analysis, placeable: int) -> Analysis:
    weights = analysis.weights.copy()
    weights[[word in _PLACEABLES for word in analysis.words]] = placeable
    return replace(analysis, weights=weights, total=int(weights.sum()))


def _no_factor(keys: Keys) -> Scores:
    return np.ones(len(keys), np.float32)


def _rarity(stored: Sequence[Analysis]) -> Callable[[Keys], Scores]:
    """Inverse document frequency of keys: log(1 + texts / texts that have it)."""
    known, frequency = np.unique(np.concatenate([a.keys for a in stored]), return_counts=True)

    def factor(keys: Keys) -> Scores:
        at = np.minimum(np.searchsorted(known, keys), len(known) - 1)
        return np.log1p(len(stored) / np.where(known[at] == keys, frequency[at], 1)).astype(np.float32)

    return factor


def _common_share(queries: Sequence[tuple[Keys, Scores]], stored: Sequence[tuple[Keys, Scores]]) -> Scores:
    keys = np.concatenate([keys for keys, _ in stored])
    column = np.repeat(np.arange(len(stored)), [len(keys) for keys, _ in stored])
    by_key = np.argsort(keys, kind="stable")
    keys, column = keys[by_key], column[by_key]
    totals = np.array([weights.sum() for _, weights in stored], np.float32)
    shares = np.zeros((len(queries), len(stored)), np.float32)
    for query, (asked, weights) in enumerate(queries):
        starts, ends = np.searchsorted(keys, asked), np.searchsorted(keys, asked, side="right")
        for start, end, weight in zip(starts, ends, weights, strict=True):
            shares[query, column[start:end]] += weight
        shares[query] /= np.maximum(totals, weights.sum())
    return shares


def ours(pairs: TextPairs) -> Scores:
    """sqrt(J · I) of design and code: the raw score."""
    shares: Scores = np.sqrt(pairs.words() * pairs.characters)
    return shares


def ours_by_rarity(pairs: TextPairs) -> Scores:
    """The same, each weight times the token's inverse document frequency."""
    shares: Scores = np.sqrt(pairs.words(rarity=True) * pairs.characters)
    return shares


def words_alone(pairs: TextPairs) -> Scores:
    """J alone."""
    return pairs.words()


def characters_alone(pairs: TextPairs) -> Scores:
    """I alone: Indel of the folded texts with placeables hidden."""
    return pairs.characters


def character_indel(pairs: TextPairs) -> Scores:
    """RapidFuzz's Indel similarity of the texts without case, as Weblate compares."""
    return _compared(_lowered(pairs.queries), _lowered(pairs.stored), Indel.normalized_similarity)


def character_levenshtein(pairs: TextPairs) -> Scores:
    """One less the edits by the longer length, as amaGama and the Translate Toolkit."""
    return _compared(_lowered(pairs.queries), _lowered(pairs.stored), Levenshtein.normalized_similarity)


def token_levenshtein(pairs: TextPairs) -> Scores:
    """The same of tokens, as SYSTRAN's fuzzy-match."""
    return _tokens_compared(pairs, lambda text: tokens.tokenise(text, pairs.language))


def omegat(pairs: TextPairs) -> Scores:
    """Whole percents of token Levenshtein as OmegaT sorts: by stems, then by words, then by all tokens."""
    by_stem = _tokens_compared(
        pairs, lambda text: [stems.stem(w, pairs.language) for w in _words(text.lower())]
    )
    by_word = _tokens_compared(pairs, lambda text: _words(text.lower()))
    by_token = _tokens_compared(pairs, lambda text: regex.findall(r"\w+|\s+|[^\w\s]", text))
    stem, word, token = (np.floor(100 * share) for share in (by_stem, by_word, by_token))
    levels: Scores = (stem * 1_000 + word + token / 1_000).astype(np.float32)
    return levels


def _words(text: str) -> list[str]:
    return regex.findall(r"\p{L}[\p{L}\p{M}'’-]*", text)


def _lowered(texts: Sequence[str]) -> list[str]:
    return [text.lower() for text in texts]


def _tokens_compared(pairs: TextPairs, split: Callable[[str], list[str]]) -> Scores:
    """Levenshtein similarity of token lists: each different token becomes a character of its own."""
    characters: dict[str, str] = {}

    def encode(text: str) -> str:
        return "".join(characters.setdefault(token, chr(0x10000 + len(characters))) for token in split(text))

    queries, stored = [encode(text) for text in pairs.queries], [encode(text) for text in pairs.stored]
    return _compared(queries, stored, Levenshtein.normalized_similarity)


def _compared(queries: Sequence[str], stored: Sequence[str], scorer: Callable[..., float]) -> Scores:
    return process.cdist(queries, stored, scorer=scorer, dtype=np.float32)


SCORES: dict[str, Callable[[TextPairs], Scores]] = {
    "sqrt(J · I), tmserver": ours,
    "J alone (common stems)": words_alone,
    "I alone (Indel, folded, placeables hidden)": characters_alone,
    "sqrt(J · I) with idf weights": ours_by_rarity,
    "character Indel, as Weblate": character_indel,
    "character Levenshtein, as amaGama": character_levenshtein,
    "stems, words, all tokens, as OmegaT": omegat,
    "token Levenshtein, as SYSTRAN fuzzy-match": token_levenshtein,
}
