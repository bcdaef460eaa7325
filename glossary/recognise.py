"""The terms that stand in a text, in whatever form, each with the span where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from glossary.concept import CaseMode, Concept, Term, TermStatus
from glossary.index import Node, Pattern, TermIndex, bare
from glossary.language import Word

_QUOTES = (("«", "»"), ("“", "”"), ("„", "“"), ("„", "”"), ("‘", "’"), ("‹", "›"), ('"', '"'))
_SENTENCE_END = frozenset(".!?…:;¿¡")
_WORTH = {
    TermStatus.PREFERRED: 0,
    TermStatus.ADMITTED: 1,
    TermStatus.PROPOSED: 2,
    TermStatus.DEPRECATED: 3,
    TermStatus.FORBIDDEN: 4,
}


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A term in a text: ``form`` is ``text[start:end]`` in code points.

    ``lemma`` is the dictionary form of the words found, folded; of a name, the term as written. ``sure`` is
    False where something else may be meant: a name that is also a common word, where its capital is no proof,
    at the start of a sentence («Кончали в шесть») and in a text of capitals; a noun that may be an adjective
    of the next word («рабочий день»).
    """

    concept: Concept
    term: Term
    start: int
    end: int
    form: str
    lemma: str
    sure: bool = True


def recognise(
    text: str, index: TermIndex, *, accepted: bool = False, nested: bool = False
) -> list[Occurrence]:
    """The occurrences of the index's terms in the text, in text order.

    The longest wins: «рабочий класс» is no «рабочий», and no word belongs to two occurrences, except that a
    string which names several concepts is reported once for each. ``accepted`` also finds terms that are
    only accepted in checks; ``nested`` also those inside or across longer ones.
    """
    if index.is_empty:
        return []
    return list(_recognised(text, index, accepted, nested))


# The check of one unit asks for the same few texts again: from each language to each, then for renderings.
@lru_cache(maxsize=16)
def _recognised(text: str, index: TermIndex, accepted: bool, nested: bool) -> tuple[Occurrence, ...]:
    reading = _read(text, index)
    if not reading.matches:
        return ()
    found: dict[tuple[int, int], dict[str, Pattern]] = {}
    for first, last, pattern in reading.matches:
        if accepted or not pattern.term.accepted:
            by_concept = found.setdefault((first, last), {})
            known = by_concept.get(pattern.concept.id)
            if known is None or _rank(pattern, text) < _rank(known, text):
                by_concept[pattern.concept.id] = pattern
    spans = sorted(found) if nested else _longest(list(found), reading)
    return tuple(
        reading.occurrence(first, last, pattern)
        for first, last in spans
        for pattern in found[first, last].values()
    )


@lru_cache(maxsize=4)
def _read(text: str, index: TermIndex) -> _Reading:
    return _Reading(text, index)


def _rank(pattern: Pattern, text: str) -> tuple[bool, int]:
    return pattern.term.text not in text, _WORTH[pattern.term.status]


def _longest(spans: list[tuple[int, int]], reading: _Reading) -> list[tuple[int, int]]:
    """The spans of words that remain when longer ones, then earlier ones, are taken first."""
    words = reading.words
    spans.sort(key=lambda span: (span[0] - span[1], words[span[0]].start - words[span[1]].end, span))
    free = [True] * len(words)
    kept = []
    for first, last in spans:
        if all(free[first : last + 1]):
            free[first : last + 1] = [False] * (last + 1 - first)
            kept.append((first, last))
    return sorted(kept)


class _Reading:
    """One text as its words, their keys and what stands between them."""

    def __init__(self, text: str, index: TermIndex) -> None:
        self.text = text
        self.index = index
        self.words: Sequence[Word] = index.language.words(text)
        self.forms = [text[word.start : word.end] for word in self.words]
        self.keys = [index.language.keys(form) for form in self.forms]

    @cached_property
    def gaps(self) -> list[str]:
        """What stands before each word after the first, without what terms do not mind."""
        return [bare(self.text[a.end : b.start]) for a, b in pairwise(self.words)]

    @cached_property
    def in_capitals(self) -> bool:
        """Whether the text has no small letter, so that capitals say nothing."""
        return self.text == self.text.upper() and self.text != self.text.lower()

    @cached_property
    def matches(self) -> list[tuple[int, int, Pattern]]:
        """First word, last word and pattern of everything that fits, overlapping or not."""
        return [
            found
            for first, keys in enumerate(self.keys)
            for root, stale in self.index.trees
            # Most words begin no term.
            if not root.next.keys().isdisjoint(keys)
            for found in self._from(first, first, root)
            if found[2].concept.id not in stale
        ]

    def _from(self, first: int, at: int, node: Node) -> Iterator[tuple[int, int, Pattern]]:
        reached: list[Node] = []
        for key in self.keys[at]:
            for child in node.next.get(key, ()):
                if child not in reached:
                    reached.append(child)
        for child in reached:
            for pattern in child.patterns:
                if self._fits(first, at, pattern):
                    yield first, at, pattern
            if child.next and at + 1 < len(self.words):
                yield from self._from(first, at + 1, child)

    def _fits(self, first: int, last: int, pattern: Pattern) -> bool:
        return (
            all(ours == its for ours, its in zip(self.gaps[first:last], pattern.gaps, strict=True))
            and (pattern.is_name or self._is_whole(first, last))
            and self._case_fits(first, last, pattern)
        )

    def _is_whole(self, first: int, last: int) -> bool:
        """Whether the words are no part of a compound: «министр» is not in «премьер-министр»."""
        return not self.words[first].joined and not (
            last + 1 < len(self.words) and self.words[last + 1].joined
        )

    def _case_fits(self, first: int, last: int, pattern: Pattern) -> bool:
        if pattern.case is CaseMode.ANY:
            return True
        pairs = zip(self.forms[first : last + 1], pattern.words, strict=True)
        if self.in_capitals:
            return True
        if pattern.case is CaseMode.INITIAL:
            return all(form[:1].isupper() or not word[:1].isupper() for form, word in pairs)
        return all(_same_case(form, word) for form, word in pairs)

    def occurrence(self, first: int, last: int, pattern: Pattern) -> Occurrence:
        """What is reported of a match."""
        start, end = self.words[first].start, self._end(first, last, pattern)
        return Occurrence(
            pattern.concept,
            pattern.term,
            start,
            end,
            self.text[start:end],
            self._lemma(first, pattern),
            self._is_sure(first, last, pattern),
        )

    def _end(self, first: int, last: int, pattern: Pattern) -> int:
        """The end of the last word, and what belongs to it: the dot of FF.AA., a quote opened inside."""
        start, end = self.words[first].start, self.words[last].end
        if pattern.tail and self.text.startswith(pattern.tail, end):
            return end + len(pattern.tail)
        inside, after = self.text[start:end], self.text[end : end + 1]
        for opening, closing in _QUOTES:
            if after == closing and _is_open(inside, opening, closing):
                return end + 1
        return end

    def _lemma(self, first: int, pattern: Pattern) -> str:
        if pattern.is_name:
            return pattern.term.text
        forms = self.forms[first : first + len(pattern.words)]
        return " ".join(map(self._shared_lemma, forms, pattern.keys))

    def _shared_lemma(self, form: str, keys: frozenset[str]) -> str:
        """The likeliest lemma of a form that is also one of a term's word."""
        language = self.index.language
        likeliest = language.lemma(form)
        shared = {key for key in keys & language.keys(form) if key[:1].isalnum()}
        return likeliest if likeliest in shared or not shared else min(shared)

    def _is_sure(self, first: int, last: int, pattern: Pattern) -> bool:
        if last > first:
            return True
        language = self.index.language
        if pattern.is_name:
            proven = not self.in_capitals and not self._starts_sentence(first)
            return proven or not language.is_common(self.forms[first])
        if pattern.term.part_of_speech != "noun" or last + 1 == len(self.words) or self.gaps[last]:
            return True
        return not language.may_be_attribute(self.forms[last], self.forms[last + 1])

    def _starts_sentence(self, first: int) -> bool:
        if first == 0:
            return True
        return not _SENTENCE_END.isdisjoint(self.text[self.words[first - 1].end : self.words[first].start])


def _is_open(text: str, opening: str, closing: str) -> bool:
    """Whether a quotation that begins in the text does not end in it."""
    if opening == closing:
        return text.count(opening) % 2 == 1
    return text.rfind(opening) > text.rfind(closing)


def _same_case(form: str, word: str) -> bool:
    """Whether the letters that two forms of a word both have are equally large or small."""
    return all(a.isupper() == b.isupper() for a, b in zip(form, word, strict=False))
