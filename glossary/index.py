"""A glossary's terms of one language, compiled once so that any number of them are found in one pass.

The terms form a tree: from the root an edge per word, labelled with the keys that a text's word may have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from glossary.concept import CaseMode, Concept, ConceptKind, MatchMode, Term, TermType
from glossary.language import AS_WRITTEN, Language

_TRANSPARENT = frozenset("\"'«»‹›“”„‟‘’‚‛`´-‐‑–\xad\u200b\u2060\ufeff")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One spelling of a term: its words as written, and what else than space is between and behind them."""

    concept: Concept
    term: Term
    case: CaseMode
    words: tuple[str, ...]
    keys: tuple[frozenset[str], ...]
    gaps: tuple[str, ...]
    tail: str

    @property
    def is_name(self) -> bool:
        """Whether capitals make an occurrence (which then may be a part of a compound: anti-Allende)."""
        return self.case is not CaseMode.ANY


class Node:
    """A place in the tree: the patterns that end here, and where each key of a next word leads."""

    __slots__ = ("_children", "next", "patterns")

    def __init__(self) -> None:
        self.patterns: list[Pattern] = []
        self.next: dict[str, list[Node]] = {}
        self._children: dict[frozenset[str], Node] = {}

    def child(self, keys: frozenset[str]) -> Node:
        """The node for a word with exactly these keys, made if it is not there."""
        node = self._children.get(keys)
        if node is None:
            node = self._children[keys] = Node()
            for key in keys:
                self.next.setdefault(key, []).append(node)
        return node


class TermIndex:
    """The terms of one language, ready for ``recognise``; unchanging, so that threads may share it.

    ``concepts`` are those given, in their order; their ids must differ (two glossaries in one index: prefix
    them). Terms without a letter, digit or symbol cannot be found and are left out.
    """

    def __init__(self, concepts: Iterable[Concept], language: Language) -> None:
        self.language = language
        self.concepts = tuple(concepts)
        root = Node()
        self.trees: tuple[tuple[Node, frozenset[str]], ...] = ((root, frozenset()),)
        for concept in self.concepts:
            for term in concept.terms:
                if language.covers(term.language):
                    _add(root, patterns(concept, term, language))

    def changed(self, concepts: Iterable[Concept], removed: Iterable[str] = ()) -> TermIndex:
        """An index with these concepts, and those of this one whose ids are neither theirs nor ``removed``.

        Quick, for it shares the tree of this one, in which the ids of both are passed over; each change of a
        changed index adds a tree, so change the first one again with all that differs.
        """
        new = TermIndex(concepts, self.language)
        stale = frozenset((*removed, *(concept.id for concept in new.concepts)))
        new.concepts = (*(concept for concept in self.concepts if concept.id not in stale), *new.concepts)
        new.trees = (*((root, stale | gone) for root, gone in self.trees), *new.trees)
        return new

    @cached_property
    def is_empty(self) -> bool:
        """Whether no concept has a term in the language: then nothing need be known of its words."""
        return not any(root.next for root, _ in self.trees)

    @cached_property
    def by_id(self) -> dict[str, Concept]:
        """The concepts by their id."""
        return {concept.id: concept for concept in self.concepts}

    def terms(self, concept: Concept) -> Iterator[Term]:
        """The concept's terms in this index's language, in their order."""
        return (term for term in concept.terms if self.language.covers(term.language))


def _add(root: Node, spellings: Iterable[Pattern]) -> None:
    for pattern in spellings:
        node = root
        for keys in pattern.keys:
            node = node.child(keys)
        node.patterns.append(pattern)


def patterns(concept: Concept, term: Term, language: Language) -> Iterator[Pattern]:
    """The spellings by which a term is found: its text, then its own forms."""
    mode = match_mode(concept, term)
    spellings = [(term.text, mode is MatchMode.LEMMA), *((form, False) for form in term.forms)]
    for text, by_lemma in spellings:
        spans = language.words(text)
        if not spans:
            continue
        words = tuple(text[word.start : word.end] for word in spans)
        gaps = tuple(bare(text[a.end : b.start]) for a, b in pairwise(spans))
        yield Pattern(
            concept,
            term,
            case_mode(concept, term),
            words,
            _keys(words, concept, term, language) if by_lemma else _as_written(words, language),
            gaps,
            bare(text[spans[-1].end :]),
        )


def _as_written(words: Sequence[str], language: Language) -> tuple[frozenset[str], ...]:
    return tuple(frozenset((AS_WRITTEN + language.fold(word),)) for word in words)


def _keys(
    words: Sequence[str], concept: Concept, term: Term, language: Language
) -> tuple[frozenset[str], ...]:
    """A name is a name by itself; in a phrase (Comando Comunal) its capitalised words are common ones too."""
    is_name = concept.kind is not ConceptKind.GENERAL
    if len(words) > 1:
        return tuple(
            language.term_keys(word) | language.name_keys(word)
            if is_name and word[:1].isupper() and not language.is_common(word)
            else language.term_keys(word)
            for word in words
        )
    if is_name and words[0][:1].isupper():
        return (language.name_keys(words[0]),)
    return (language.term_keys(words[0], noun=term.part_of_speech == "noun"),)


def match_mode(concept: Concept, term: Term) -> MatchMode:
    """The term's own mode; else exact for acronyms and indeclinable terms, forms for names that have some."""
    if term.match is not None:
        return term.match
    if term.indeclinable or term.type is TermType.ACRONYM:
        return MatchMode.EXACT
    return MatchMode.FORMS if term.forms and concept.kind is not ConceptKind.GENERAL else MatchMode.LEMMA


def case_mode(concept: Concept, term: Term) -> CaseMode:
    """The term's own mode; else exact for acronyms, initial for names, any for the rest."""
    if term.case is not None:
        return term.case
    if term.type is TermType.ACRONYM:
        return CaseMode.EXACT
    return CaseMode.ANY if concept.kind is ConceptKind.GENERAL else CaseMode.INITIAL


def bare(gap: str) -> str:
    """What stands between two words without space, quotes and hyphens, which a term's words do not mind."""
    return "" if gap in (" ", "-") else "".join(c for c in gap if c not in _TRANSPARENT and not c.isspace())
