"""Whether a translation holds the terms that its source asks for, with the evidence on both sides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Indel

from glossary.concept import Concept, Term, TermStatus
from glossary.index import TermIndex
from glossary.recognise import Occurrence, recognise

CLOSE = 0.65
"""How alike what stands in a term's place must be to be shown as such (Indel similarity, 0–1)."""

_BANNED = (TermStatus.FORBIDDEN, TermStatus.DEPRECATED)


class Problem(StrEnum):
    """What can be wrong with a concept's rendering."""

    MISSING = "missing"
    FORBIDDEN = "forbidden"
    DEPRECATED = "deprecated"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class TermFinding:
    """One concept that is not rendered as the glossary wants.

    ``source`` are its occurrences there, none for a term that is banned everywhere. ``target`` are the banned
    terms, or for a count the good ones. ``expected`` are the texts of the terms to use, preferred first.
    ``instead`` is the span in the target of something like an expected term, or None.
    """

    problem: Problem
    concept: Concept
    source: tuple[Occurrence, ...]
    target: tuple[Occurrence, ...]
    expected: tuple[str, ...]
    instead: tuple[int, int] | None = None

    @property
    def lemma(self) -> str:
        """The lemma of the first occurrence in the source, else of the first in the target."""
        return (self.source or self.target)[0].lemma


def term_findings(
    source: str, target: str, source_index: TermIndex, target_index: TermIndex, *, counts: bool = False
) -> list[TermFinding]:
    """What is wrong with the terms of one pair of texts, in the order of the source.

    Both indexes are of the same concepts. Any preferred, admitted or accepted term will do, once, wherever it
    stands. A concept with no such term in the target's language is a gap of the glossary and no finding.
    A banned term in the source asks for nothing: «clase», forbidden for a toma, usually is a class.
    ``counts`` also reports concepts that stand there more or less often than in the source.
    """
    named, shown = recognise(source, source_index), recognise(target, target_index, accepted=True)
    if not named and not shown:
        return []
    asked = _by_concept([o for o in named if _is_good(o.term)])
    held = _by_concept(recognise(target, target_index, accepted=True, nested=True)) if asked else {}
    findings: list[TermFinding] = []
    for concept_id, occurrences in asked.items():
        concept = occurrences[0].concept
        banned = _banned(concept_id, shown, asked)
        good = [occurrence for occurrence in held.get(concept_id, ()) if _is_good(occurrence.term)]
        expected = expected_terms(concept, target_index)
        if banned:
            findings += _bans(concept, occurrences, banned, expected)
        elif not expected or not any(map(_is_binding, occurrences)):
            continue
        elif not good:
            if not _other_concept_is_rendered(occurrences, asked, held):
                instead = _closest(target, target_index, (*expected, occurrences[0].form), shown)
                findings.append(
                    TermFinding(Problem.MISSING, concept, tuple(occurrences), (), expected, instead)
                )
        elif counts and _count(good) != len(occurrences):
            findings.append(TermFinding(Problem.COUNT, concept, tuple(occurrences), tuple(good), expected))
    return [*findings, *_banned_everywhere(shown, asked, target_index)]


def expected_terms(concept: Concept, index: TermIndex) -> tuple[str, ...]:
    """The terms that the concept should be rendered with in the index's language, preferred first."""
    terms = [
        term
        for term in index.terms(concept)
        if term.enforced and not term.accepted and term.status in (TermStatus.PREFERRED, TermStatus.ADMITTED)
    ]
    terms.sort(key=lambda term: term.status is not TermStatus.PREFERRED)
    return tuple(dict.fromkeys(term.text for term in terms))


def _by_concept(occurrences: Sequence[Occurrence]) -> dict[str, list[Occurrence]]:
    found: dict[str, list[Occurrence]] = {}
    for occurrence in occurrences:
        found.setdefault(occurrence.concept.id, []).append(occurrence)
    return found


def _is_binding(occurrence: Occurrence) -> bool:
    """Whether an occurrence in the source demands a rendering."""
    return occurrence.sure and occurrence.term.enforced and occurrence.term.status is not TermStatus.PROPOSED


def _is_good(term: Term) -> bool:
    return term.accepted or term.status not in _BANNED


def _banned(
    concept_id: str, shown: Sequence[Occurrence], asked: dict[str, list[Occurrence]]
) -> list[Occurrence]:
    """The concept's banned terms in the target, but those that render another concept of the source."""
    rendering_others = {
        (occurrence.start, occurrence.end)
        for occurrence in shown
        if occurrence.concept.id in asked
        and occurrence.concept.id != concept_id
        and _is_good(occurrence.term)
    }
    return [
        occurrence
        for occurrence in shown
        if occurrence.concept.id == concept_id
        and occurrence.term.enforced
        and not _is_good(occurrence.term)
        and (occurrence.start, occurrence.end) not in rendering_others
    ]


def _bans(
    concept: Concept, occurrences: Sequence[Occurrence], banned: list[Occurrence], expected: tuple[str, ...]
) -> Iterator[TermFinding]:
    for status, problem in ((_BANNED[0], Problem.FORBIDDEN), (_BANNED[1], Problem.DEPRECATED)):
        found = tuple(occurrence for occurrence in banned if occurrence.term.status is status)
        if found:
            own = tuple(occurrence.term.replaced_by for occurrence in found if occurrence.term.replaced_by)
            wanted = tuple(dict.fromkeys((*own, *expected)))
            yield TermFinding(problem, concept, tuple(occurrences), found, wanted)


def _banned_everywhere(
    shown: Sequence[Occurrence], asked: dict[str, list[Occurrence]], index: TermIndex
) -> Iterator[TermFinding]:
    flagged = [o for o in shown if o.term.everywhere and o.term.enforced and o.concept.id not in asked]
    for concept_id, occurrences in _by_concept(flagged).items():
        concept = occurrences[0].concept
        banned = _banned(concept_id, occurrences, {})
        yield from _bans(concept, (), banned, expected_terms(concept, index))


def _other_concept_is_rendered(
    occurrences: Sequence[Occurrence],
    asked: dict[str, list[Occurrence]],
    held: dict[str, list[Occurrence]],
) -> bool:
    """Whether each binding occurrence is a homonym, of which another concept has its term in the target."""
    rendered = {
        (other.start, other.end)
        for concept_id, others in asked.items()
        if any(_is_good(occurrence.term) for occurrence in held.get(concept_id, ()))
        for other in others
    }
    return all((o.start, o.end) in rendered for o in occurrences if _is_binding(o))


def _count(occurrences: Sequence[Occurrence]) -> int:
    """How many there are when those that overlap count once."""
    end, number = -1, 0
    for occurrence in sorted(occurrences, key=lambda o: (o.end, -o.start)):
        if occurrence.start >= end:
            end, number = occurrence.end, number + 1
    return number


def _closest(
    target: str, index: TermIndex, wanted: Sequence[str], taken: Sequence[Occurrence]
) -> tuple[int, int] | None:
    """The span of the words most like one of the wanted, of those that are no term themselves."""
    language = index.language
    free = [
        word
        for word in language.words(target)
        if not any(o.start < word.end and word.start < o.end for o in taken if _is_good(o.term))
    ]
    best: tuple[float, tuple[int, int]] | None = None
    for term in wanted:
        folded, length = language.fold(term), len(language.words(term))
        for size in {max(1, length - 1), length, length + 1}:
            for first, last in zip(free, free[size - 1 :], strict=False):
                likeness = Indel.normalized_similarity(
                    folded, language.fold(target[first.start : last.end]), score_cutoff=CLOSE
                )
                if likeness and (best is None or likeness > best[0]):
                    best = likeness, (first.start, last.end)
    return best[1] if best else None
