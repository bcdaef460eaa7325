"""The faults of a glossary itself: what would make its checks contradict each other or cry wolf."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from glossary.concept import CaseMode, Concept, ConceptKind, Term, TermStatus
from glossary.index import case_mode
from glossary.language import Language

_DATE = re.compile(r"-?\d{4}(-\d\d(-\d\d)?)?")
_BANNED = (TermStatus.FORBIDDEN, TermStatus.DEPRECATED)


class FaultKind(StrEnum):
    """What is wrong, worst first."""

    CONTRADICTION = "preferred-and-forbidden"
    TWO_PREFERRED = "two-preferred"
    SHARED_TERM = "shared-term"
    REPEATED_TERM = "repeated-term"
    NOTHING_TO_FIND = "nothing-to-find"
    DANGLING = "unknown-concept"
    NO_REPLACEMENT = "unknown-replacement"
    BAD_PERIOD = "bad-period"
    COMMON_WORD = "common-word"
    NO_TERM = "no-term"
    NO_DEFINITION = "no-definition"


_SENTENCES = {
    FaultKind.CONTRADICTION: "{terms} is to be used for one concept and not for another ({concepts})"
    " in {language}: say in both notes which is which, or change a status.",
    FaultKind.TWO_PREFERRED: "{concepts} has more than one preferred term in {language}: {terms}. Keep one.",
    FaultKind.SHARED_TERM: "{terms} names more than one concept in {language}: {concepts}."
    " Texts that have it are checked against all of them.",
    FaultKind.REPEATED_TERM: "{concepts} has the {language} term {terms} more than once. Remove one.",
    FaultKind.NOTHING_TO_FIND: "The {language} term “{terms}” of {concepts} has no letter, digit or symbol,"
    " so that it is never found.",
    FaultKind.DANGLING: "{concepts} refers to {terms}, which the glossary does not have.",
    FaultKind.NO_REPLACEMENT: "A {language} term of {concepts} is replaced by {terms},"
    " which is no term of it that may be used.",
    FaultKind.BAD_PERIOD: "{concepts} is valid {terms}: give years or days as 1973 or 1973-09-11,"
    " the first not after the last.",
    FaultKind.COMMON_WORD: "{terms} of {concepts} is a common word in {language} as well:"
    " set its case mode, or list its forms.",
    FaultKind.NO_TERM: "{concepts} has no {language} term that may be used.",
    FaultKind.NO_DEFINITION: "{concepts} has no definition.",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: the ids of its concepts, and where they have a part, the language and the terms."""

    kind: FaultKind
    concepts: tuple[str, ...]
    language: str = ""
    terms: tuple[str, ...] = ()

    @property
    def message(self) -> str:
        """What is wrong and the remedy, in a sentence or two of English."""
        return _SENTENCES[self.kind].format(
            concepts=", ".join(self.concepts), language=self.language, terms=", ".join(self.terms)
        )


def faults(concepts: Sequence[Concept], languages: Sequence[Language]) -> list[Fault]:
    """All faults of these concepts in these languages, worst first, then in the order of the concepts."""
    found = [*_dangling(concepts), *_undefined(concepts), *_badly_dated(concepts)]
    for language in languages:
        found += _shared(concepts, language)
        for concept in concepts:
            found += _in_language(concept, language)
    order = {kind: place for place, kind in enumerate(FaultKind)}
    return sorted(found, key=lambda fault: order[fault.kind])


def _in_language(concept: Concept, language: Language) -> Iterator[Fault]:
    terms = [term for term in concept.terms if language.covers(term.language)]
    if not any(term.status not in _BANNED and not term.accepted for term in terms):
        yield Fault(FaultKind.NO_TERM, (concept.id,), language.tag)
    preferred: dict[str, list[str]] = defaultdict(list)
    for term in terms:
        if term.status is TermStatus.PREFERRED:
            preferred[term.language].append(term.text)
        if not language.words(term.text):
            yield Fault(FaultKind.NOTHING_TO_FIND, (concept.id,), term.language, (term.text,))
        elif _is_unprotected_name(concept, term, language):
            yield Fault(FaultKind.COMMON_WORD, (concept.id,), term.language, (term.text,))
    yield from _in_terms(concept, terms)
    for tag, texts in preferred.items():  # es and es-CL may each prefer their own
        if len(texts) > 1:
            yield Fault(FaultKind.TWO_PREFERRED, (concept.id,), tag, tuple(texts))


def _in_terms(concept: Concept, terms: Sequence[Term]) -> Iterator[Fault]:
    """A term that stands there twice, and replacements that are none."""
    usable = {term.text for term in terms if term.status not in _BANNED}
    for (tag, text), times in Counter((term.language, term.text) for term in terms).items():
        if times > 1:
            yield Fault(FaultKind.REPEATED_TERM, (concept.id,), tag, (text,))
    for term in terms:
        if term.replaced_by and term.replaced_by not in usable:
            yield Fault(FaultKind.NO_REPLACEMENT, (concept.id,), term.language, (term.replaced_by,))


def _is_unprotected_name(concept: Concept, term: Term, language: Language) -> bool:
    """Whether a one-word name is a common word too, and nobody has decided how to tell them apart."""
    decided = term.case is not None or term.match is not None or bool(term.forms)
    if concept.kind is ConceptKind.GENERAL or decided or case_mode(concept, term) is CaseMode.EXACT:
        return False
    return len(language.words(term.text)) == 1 and language.is_common(term.text)


def _shared(concepts: Sequence[Concept], language: Language) -> Iterator[Fault]:
    uses: dict[str, list[tuple[Concept, Term]]] = defaultdict(list)
    for concept in concepts:
        for term in concept.terms:
            if language.covers(term.language):
                uses[language.fold(term.text)].append((concept, term))
    for used in uses.values():
        if len(used) < 2:
            continue
        good = [use for use in used if use[1].status not in _BANNED]
        texts = tuple(dict.fromkeys(term.text for _, term in used))
        if good and len(good) < len(used):
            yield Fault(FaultKind.CONTRADICTION, _ids(used), language.tag, texts)
        if len(_ids(good)) > 1 and not _differ_by_case(good):
            yield Fault(FaultKind.SHARED_TERM, _ids(good), language.tag, texts)


def _ids(uses: Sequence[tuple[Concept, Term]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(concept.id for concept, _ in uses))


def _differ_by_case(uses: Sequence[tuple[Concept, Term]]) -> bool:
    """Whether capitals tell the concepts apart: CUT and the exact «Cut», but not «coronel» and Coronel."""
    modes = [case_mode(concept, term) for concept, term in uses]
    return CaseMode.ANY not in modes and len({term.text for _, term in uses}) == len(uses)


def _dangling(concepts: Sequence[Concept]) -> Iterator[Fault]:
    known = {concept.id for concept in concepts}
    for concept in concepts:
        unknown = [other for other in (*concept.related, *concept.not_to_confuse) if other not in known]
        if unknown:
            yield Fault(FaultKind.DANGLING, (concept.id,), terms=tuple(dict.fromkeys(unknown)))


def _badly_dated(concepts: Sequence[Concept]) -> Iterator[Fault]:
    for concept in concepts:
        first, last = concept.valid_from, concept.valid_until
        written = all(_DATE.fullmatch(date) for date in (first, last) if date)
        # As text, cut to the shorter: 1973 and 1973-09-11 are in order either way.
        shared = min(len(first), len(last))
        if not written or first[:shared] > last[:shared]:
            yield Fault(FaultKind.BAD_PERIOD, (concept.id,), terms=(f"from {first or '…'} to {last or '…'}",))


def _undefined(concepts: Sequence[Concept]) -> Iterator[Fault]:
    for concept in concepts:
        if not any(definition.text.strip() for definition in concept.definitions):
            yield Fault(FaultKind.NO_DEFINITION, (concept.id,))
