"""What somebody types into the concordance, as the word index is asked for it.

Bare words are found in every form that the language's dictionary has of them, "quoted ones" as they stand and
side by side, and word* by its beginning. Nothing else means anything: an operator of a database is a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tmserver.errors import InvalidInput
from tmserver.language.lemmas import forms
from tmserver.language.search_words import search_words
from tmserver.store.concordance import Phrase, Wanted

LONGEST_QUERY = 500
MOST_PARTS = 20
MOST_FORMS = 200
LEAST_BEGINNING = 2

# «…» and “…” quote as "…" does; a quote that nobody closed goes to the end.
_PART = re.compile(r'["«“„](?P<quoted>[^"»”“]*)(?:["»”“]|$)|(?P<bare>[^\s"«“„]+)')


@dataclass(frozen=True, slots=True)
class Part:
    """Words that stand side by side; ``begun``: the last one is a beginning; ``exact``: in this form only."""

    words: tuple[str, ...]
    begun: bool
    exact: bool


def parse(query: str) -> list[Part]:
    """The parts of a query, all of which a unit must have.

    InvalidInput if it is too long, has no word, or a * in another place than behind some letters.
    """
    if len(query) > LONGEST_QUERY:
        raise InvalidInput(
            f"The query has {len(query):,} characters; at most {LONGEST_QUERY} are taken.", field="/q"
        )
    parts = list(_parts(query))
    if not parts:
        raise InvalidInput(
            'The query has no word; give one, such as завод, "народная власть" or produc*.', field="/q"
        )
    if len(parts) > MOST_PARTS:
        raise InvalidInput(f"The query has {len(parts)} words; at most {MOST_PARTS} are taken.", field="/q")
    return parts


def in_language(parts: list[Part], key: str) -> Wanted:
    """The parts as the index of a language is asked for them, with all forms of their words there."""
    return Wanted(key, tuple(_alternatives(part, key) for part in parts))


def _parts(query: str) -> Iterator[Part]:
    for found in _PART.finditer(query):
        exact = found["bare"] is None
        written = (found["quoted"] if exact else found["bare"]).strip()
        begun = written.endswith("*")
        words = tuple(search_words(written))
        if "*" in written.removesuffix("*") or (begun and len("".join(words[-1:])) < LEAST_BEGINNING):
            raise InvalidInput(
                f"A * may only stand behind the first {LEAST_BEGINNING} or more letters of a word: produc*.",
                field="/q",
            )
        if words:
            yield Part(words, begun, exact)


def _alternatives(part: Part, key: str) -> tuple[Phrase, ...]:
    if part.begun or part.exact:
        return (Phrase(part.words, part.begun),)
    # Of a compound the last word changes: Сан-Мигеля.
    *first, last = part.words
    found = {(*first, *search_words(form)) for form in forms(last, key)}
    return tuple(Phrase(words) for words in ((*part.words,), *sorted(found - {part.words})[:MOST_FORMS]))
