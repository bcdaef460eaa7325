"""The dictionary forms that a word may be a form of.

pymorphy3 for Russian, simplemma for the languages it has (``tmserver.language.dictionaries``).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from tmserver.language import folding, tags
from tmserver.language.dictionaries import forms_of, is_lemma, lemmatised, lexeme, readings

LEAST_PROBABILITY = 0.1
"""Readings of a Russian word below this are dropped, unless none reaches it (Пангипулье: .06 each)."""

_REMEMBERED = 1 << 15
_FORMS_REMEMBERED = 1 << 11
# simplemma has one lemma a form and prefers the verb's (tomas: tomar); what else the ending allows, if it is
# a lemma of the dictionary.
PLURALS = {
    "es": ((r"ces$", "z"), (r"(?<=[^aeiouáéíóú])es$", ""), (r"(?<=[aeiouáéó])s$", "")),
    "en": (
        (r"ies$", "y"), (r"ves$", "f"), (r"ves$", "fe"),
        (r"(?<=[sxzo])es$", ""), (r"(?<=[cs]h)es$", ""), (r"(?<=[^s])s$", ""),
    ),
}  # fmt: skip
"""Endings of plurals and what stands there in the singular, by language."""


@lru_cache(maxsize=_REMEMBERED)
def lemmas(word: str, language: str) -> tuple[str, ...]:
    """The folded lemmas of a word, likeliest first; () if no dictionary of the language knows it or guesses.

    >>> lemmas("Коммун", "ru"), lemmas("cordones", "es-CL"), lemmas("crossings", "en")
    (('коммуна',), ('cordón',), ('crossing',))
    """
    primary = tags.primary(language)
    lowered = folding.even(word).lower()
    found = _russian(lowered) if primary == "ru" else _simple(lowered, primary)
    return tuple(dict.fromkeys(folding.fold(lemma) for lemma in found))


@lru_cache(maxsize=_REMEMBERED)
def lemma(word: str, language: str) -> str:
    """The likeliest lemma of a word, folded; the folded word if none is known."""
    return next(iter(lemmas(word, language)), folding.fold(word))


@lru_cache(maxsize=_FORMS_REMEMBERED)
def forms(word: str, language: str) -> frozenset[str]:
    """The word and every form of what it may be a form of, folded; of an unknown language the word alone.

    >>> sorted(forms("factories", "en")), sorted(forms("окон", "ru"))[:3]
    (['factories', 'factory'], ['окна', 'окнам', 'окнами'])
    """
    primary = tags.primary(language)
    found = {folding.fold(word)}
    of = lemmas(word, primary)
    if primary == "ru":
        found_readings = readings(folding.even(word).lower())
        kept = [reading for reading in found_readings if folding.fold(reading.normal_form) in of]
        found.update(folding.fold(form) for reading in kept for form in lexeme(reading))
    elif of:
        found.update(of, *(map(folding.fold, forms_of(primary).get(lemma, "").split(" ")) for lemma in of))
    return frozenset(found - {""})


def singulars(word: str, primary: str) -> Iterator[str]:
    """What a word may be the plural of by its ending, dictionary or not."""
    for ending, other in PLURALS.get(primary, ()):
        singular = re.sub(ending, other, word)
        if singular != word and len(singular) > 2:
            yield singular


def _russian(word: str) -> list[str]:
    probabilities: dict[str, float] = defaultdict(float)
    for reading in readings(word):
        probabilities[reading.normal_form] += reading.score
    best = sorted(probabilities, key=lambda lemma: (-probabilities[lemma], lemma))
    return [lemma for lemma in best if probabilities[lemma] >= LEAST_PROBABILITY] or best[:1]


def _simple(word: str, primary: str) -> list[str]:
    found = lemmatised(word, primary)
    if found is None:
        return []
    return [
        found,
        *(singular for singular in singulars(word, primary) if is_lemma(singular, primary)),
    ]
