"""Where in the texts of a unit the words stand that were looked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from tmserver.language.search_words import Found, search_words_with_spans
from tmserver.language.tags import index_key
from tmserver.segment import Unit
from tmserver.store.concordance import Phrase, Wanted

Span = tuple[int, int]


def marked(unit: Unit, wanted: Sequence[Wanted]) -> list[list[Span]]:
    """For each variant of the unit the spans found in it, in order and apart; in code points.

    A language that lacks one of the parts is not marked at all.
    """
    by_key = {each.key: each.clauses for each in wanted}
    keys = [index_key(variant.language) for variant in unit.variants]
    found: list[list[Span]] = []
    had: dict[str, set[int]] = defaultdict(set)
    for variant, key in zip(unit.variants, keys, strict=True):
        clauses = by_key.get(key, ())
        words = search_words_with_spans(variant.text) if clauses else []
        spans = [list(_spans(words, clause)) for clause in clauses]
        had[key].update(number for number, of_clause in enumerate(spans) if of_clause)
        found.append(_apart([span for of_clause in spans for span in of_clause]))
    return [
        spans if len(had[key]) == len(by_key.get(key, ())) else []
        for spans, key in zip(found, keys, strict=True)
    ]


def _spans(words: Sequence[Found], clause: Sequence[Phrase]) -> Iterator[Span]:
    by_first: dict[str, list[Phrase]] = defaultdict(list)
    begun = [phrase for phrase in clause if phrase.prefix and len(phrase.words) == 1]
    for phrase in clause:
        by_first[phrase.words[0]].append(phrase)
    for place, first in enumerate(words):
        for phrase in (*by_first.get(first.word, ()), *begun):
            last = place + len(phrase.words) - 1
            if last < len(words) and _stands(phrase, words[place : last + 1]):
                yield first.start, words[last].end


def _stands(phrase: Phrase, words: Sequence[Found]) -> bool:
    *before, last = (found.word for found in words)
    same = last.startswith(phrase.words[-1]) if phrase.prefix else last == phrase.words[-1]
    return same and tuple(before) == phrase.words[:-1]


def _apart(spans: Sequence[Span]) -> list[Span]:
    """The spans in order; those that overlap are one."""
    apart: list[Span] = []
    for start, end in sorted(spans):
        if apart and start < apart[-1][1]:
            apart[-1] = apart[-1][0], max(end, apart[-1][1])
        else:
            apart.append((start, end))
    return apart
