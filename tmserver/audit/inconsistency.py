"""The check ``term-inconsistent``: terms of the glossary and short phrases rendered differently."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from glossary.concept import Concept, Term, TermStatus
from glossary.renderings import LONGEST, phrase, term_renderings
from tmserver.audit.across import LEAST_WORDS, Across, group_finding, telling_words
from tmserver.audit.finding import Finding, Severity
from tmserver.audit.options import AuditOptions
from tmserver.audit.pair import Pair, Reading
from tmserver.audit.punctuation import end_mark
from tmserver.audit.seen import Seen, Sighting, Sightings
from tmserver.language import tags
from tmserver.language.lexicon import sparing

# Which of занять and занимать it is, grammar decides.
_WITH_ASPECT = frozenset({"be", "bg", "cs", "hr", "mk", "pl", "ru", "sk", "sl", "sr", "uk"})
_BANNED = (TermStatus.FORBIDDEN, TermStatus.DEPRECATED)


def term_inconsistent(options: AuditOptions) -> Across:
    """The check for these options: without concepts, of phrases alone."""
    return Across(_renderings, partial(_inconsistent, concepts=options.concepts))


def _renderings(pair: Pair) -> Iterator[Sighting]:
    yield from _terms(pair)
    yield from _phrases(pair.source, pair.target)


def _inconsistent(seen: Sightings, concepts: tuple[Concept, ...]) -> Iterator[Finding]:
    terms = {(concept.id, term.text): term for concept in concepts for term in concept.terms}
    for group in seen.groups("term"):
        concept, target = group[0].sighting.concept, group[0].pair.target_tag
        renderings = {one.sighting.label: terms[concept, one.sighting.label] for one in group}
        if tags.primary(target) in _WITH_ASPECT and _are_verbs(renderings.values()):
            continue
        found = group_finding(group, "term-inconsistent", "term-inconsistent", group[0].sighting.subject)
        yield _with_concept(found, concept, renderings)
    for group in seen.groups("phrase"):
        # One text with two targets is the other check's finding.
        if len({one.sighting.form for one in group}) > 1 and _differ_in_words(group):
            yield group_finding(group, "term-inconsistent", "phrase-inconsistent", group[0].pair.source)


def _are_verbs(terms: Iterable[Term]) -> bool:
    return all(term.part_of_speech == "verb" for term in terms)


def _terms(pair: Pair) -> Iterator[Sighting]:
    if pair.source_terms is None or pair.target_terms is None:
        return
    texts = pair.source.text, pair.target.text
    for seen in term_renderings(*texts, pair.source_terms, pair.target_terms):
        for text in seen.texts:
            key = f"{seen.concept}\0{seen.term}"
            yield Sighting("term", key, text, text, subject=seen.term, form=seen.form, concept=seen.concept)


def _phrases(source: Reading, target: Reading) -> Iterator[Sighting]:
    """The lemmas of a whole short segment, and those of its rendering; a sentence is no term."""
    if source.known(end_mark)[0]:
        return
    if LEAST_WORDS <= len(source.words) <= LONGEST and len(target.words) <= LONGEST:
        lemmas, rendering = source.known(_lemmas), target.known(_lemmas)
        if lemmas and rendering:
            label = target.text.strip()
            yield Sighting("phrase", " ".join(lemmas), " ".join(rendering), label, form=source.folded)


def _lemmas(reading: Reading) -> tuple[str, ...]:
    return phrase(reading.prose, sparing(reading.language))


def _differ_in_words(group: list[Seen]) -> bool:
    """Whether renderings differ in more than the forms of their words, short words and punctuation.

    The sources have the same lemmas in other forms, so that «Crea una biblioteca» and «Creación de una
    biblioteca» may both be right.
    """
    first, *others = (telling_words(one.sighting.label) for one in group)
    return any(first != other for other in others)


def _with_concept(finding: Finding, concept: str, renderings: Mapping[str, Term]) -> Finding:
    """With its concept; information only, if the glossary allows every one of the renderings."""
    shares = tuple(
        replace(share, allowed=renderings[share.text].status not in _BANNED) for share in finding.distribution
    )
    severity = Severity.INFO if all(share.allowed for share in shares) else Severity.ERROR
    return replace(finding, concept=concept, distribution=shares, severity=severity)
