"""The terms of a text as its translator needs them: what to write, and what not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from glossary.concept import Concept, Term, TermStatus
from tmserver.gate.caller import caller
from tmserver.gate.services import services
from tmserver.language.tags import closeness
from tmserver.services.glossaries.recognition import FindRequest, FoundTerm, suggested
from tmserver.web.language import language

_BAD = (TermStatus.FORBIDDEN, TermStatus.DEPRECATED)


@dataclass(frozen=True, slots=True)
class ShownTerm:
    """A concept found in a text, once for all the places where it stands.

    ``spans`` are [start, end) in code points. ``good`` are the terms to choose from, best first; ``bad``
    those that the glossary tells not to use. ``definition`` is in the reader's language, else in any.
    """

    glossary: str
    concept: Concept
    term: Term
    spans: tuple[tuple[int, int], ...]
    sure: bool
    good: tuple[Term, ...]
    bad: tuple[Term, ...]
    definition: str
    definition_language: str


def terms_of(text: str, source: str, target: str) -> list[ShownTerm]:
    """The concepts of the text that the caller's glossaries have, in the order of the text."""
    who = caller()
    if who.glossaries == frozenset():
        return []
    (found,) = services().recognition.find(FindRequest(source, (text,), who.glossary_scope(())))
    by_concept: dict[tuple[str, str], list[FoundTerm]] = {}
    for each in found:
        by_concept.setdefault((each.glossary, each.occurrence.concept.id), []).append(each)
    return [_shown(each, target) for each in by_concept.values()]


def _shown(found: Sequence[FoundTerm], target: str) -> ShownTerm:
    first = found[0].occurrence
    concept = first.concept
    definition, its_language = _definition(concept)
    return ShownTerm(
        glossary=found[0].glossary,
        concept=concept,
        term=first.term,
        spans=tuple((each.occurrence.start, each.occurrence.end) for each in found),
        sure=any(each.occurrence.sure for each in found),
        good=tuple(suggested(concept, target)),
        bad=tuple(_bad(concept.terms, target)),
        definition=definition,
        definition_language=its_language,
    )


def _bad(terms: Iterable[Term], target: str) -> list[Term]:
    wanted = [term for term in terms if closeness(target, term.language) is not None]
    return [term for term in wanted if term.status in _BAD]


def _definition(concept: Concept) -> tuple[str, str]:
    texts = {each.language: each.text for each in reversed(concept.definitions)}
    for tag, text in texts.items():
        if closeness(language(), tag) is not None:
            return text, tag
    return next(((text, tag) for tag, text in texts.items()), ("", ""))
