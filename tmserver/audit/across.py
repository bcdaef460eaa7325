"""Checks that need all units: one source rendered differently, one target for different sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from glossary.concept import Term, TermStatus
from glossary.renderings import LONGEST, phrase, term_renderings
from tmserver.audit.finding import Finding, Location, Message, Severity, Share, Side
from tmserver.audit.options import AuditOptions
from tmserver.audit.pair import Pair, Reading
from tmserver.audit.seen import Seen, SeenPair, Sighting, Sightings
from tmserver.language import tags
from tmserver.language.lemmas import Lexicon

LEAST_WORDS = 3
"""Shorter segments are rendered as their place on a screen wants it."""
_LOCATIONS_KEPT = 20
_BEGINNING = 4
_MARKS = ".,:;!?…()«»“”\"'"
# Which of занять and занимать it is, grammar decides.
_WITH_ASPECT = frozenset({"be", "bg", "cs", "hr", "mk", "pl", "ru", "sk", "sl", "sr", "uk"})
_BANNED = (TermStatus.FORBIDDEN, TermStatus.DEPRECATED)

Trace = tuple[tuple[str, str, str, str], tuple[Sighting, ...]]
"""Source tag and text, target tag and text; what was seen in them."""


class _Across:
    """What is common to the checks: sightings are kept on disk until the last unit."""

    def __init__(self, options: AuditOptions) -> None:
        self._options = options
        self._seen: Sightings | None = None

    def trace(self, pair: Pair) -> Trace | None:
        """What is to be remembered of a pair; None if nothing."""
        if pair.is_untranslated or not pair.is_translation:
            return None
        found = tuple(self._sightings(pair))
        source, target = pair.source, pair.target
        return ((source.tag, source.text, target.tag, target.text), found) if found else None

    def add(self, location: Location, trace: Trace) -> None:
        """Remember it."""
        if self._seen is None:
            self._seen = Sightings()
        texts, found = trace
        self._seen.add(SeenPair(location, *texts), found)

    def findings(self) -> Iterator[Finding]:
        """A finding for each group, in the order of their first units."""
        if self._seen is not None:
            with self._seen:
                yield from self._groups(self._seen)
            self._seen = None

    def _sightings(self, pair: Pair) -> Iterator[Sighting]:
        raise NotImplementedError

    def _groups(self, seen: Sightings) -> Iterator[Finding]:
        raise NotImplementedError


class SameSource(_Across):
    """The check ``same-source``: segments of three words or more with several targets, in one context."""

    def _sightings(self, pair: Pair) -> Iterator[Sighting]:
        if len(pair.source.words) >= LEAST_WORDS:
            key = f"{pair.context}\0{pair.source.folded}"
            yield Sighting("source", key, pair.target.folded, pair.target.text)

    def _groups(self, seen: Sightings) -> Iterator[Finding]:
        for group in seen.groups("source"):
            yield _finding(group, "same-source", "same-source", group[0].pair.source)


class SameTarget(_Across):
    """The check ``same-target``: sources of three words or more that say different things in one target."""

    def _sightings(self, pair: Pair) -> Iterator[Sighting]:
        if min(len(pair.source.words), len(pair.target.words)) >= LEAST_WORDS:
            yield Sighting("target", pair.target.folded, pair.source.folded, pair.source.text)

    def _groups(self, seen: Sightings) -> Iterator[Finding]:
        for group in seen.groups("target"):
            if _differ_each_way(group):
                yield _finding(group, "same-target", "same-target", group[0].pair.target)


class TermInconsistent(_Across):
    """The check ``term-inconsistent``: terms of the glossary, and short segments of the same lemmas."""

    def _sightings(self, pair: Pair) -> Iterator[Sighting]:
        yield from _terms(pair)
        yield from _phrases(pair.source, pair.target)

    def _groups(self, seen: Sightings) -> Iterator[Finding]:
        terms = {(c.id, term.text): term for c in self._options.concepts for term in c.terms}
        for group in seen.groups("term"):
            concept, target = group[0].sighting.concept, group[0].pair.target_tag
            renderings = {one.sighting.label: terms[concept, one.sighting.label] for one in group}
            if tags.primary(target) in _WITH_ASPECT and _are_verbs(renderings.values()):
                continue
            found = _finding(group, "term-inconsistent", "term-inconsistent", group[0].sighting.subject)
            yield _with_concept(found, concept, renderings)
        for group in seen.groups("phrase"):
            # One text with two targets is the other check's finding.
            if len({one.sighting.form for one in group}) > 1 and _differ_in_words(group):
                yield _finding(group, "term-inconsistent", "phrase-inconsistent", group[0].pair.source)


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
    """The lemmas of a whole short segment, and those of its rendering."""
    if LEAST_WORDS <= len(source.words) <= LONGEST and len(target.words) <= LONGEST:
        lemmas = phrase(source.prose, Lexicon(source.language))
        rendering = phrase(target.prose, Lexicon(target.language))
        if lemmas and rendering:
            label = target.text.strip()
            yield Sighting("phrase", " ".join(lemmas), " ".join(rendering), label, form=source.folded)


def _finding(group: list[Seen], check: str, message: str, subject: str) -> Finding:
    """The finding of a group; it stands where a rendering other than the most frequent is first met."""
    shares = _distribution(group)
    main = Counter(one.sighting.value for one in group).most_common(1)[0][0]
    odd = next(one for one in group if one.sighting.value != main).pair
    is_clear = check != "same-target" and shares[0].count > shares[1].count
    return Finding(
        check,
        Severity.ERROR,
        Message(message, (("count", len(shares)), ("text", subject))),
        Side(odd.source_tag, odd.source),
        Side(odd.target_tag, odd.target),
        expected=(shares[0].text,) if is_clear else (),
        distribution=shares,
        location=odd.location,
    )


def _distribution(group: list[Seen]) -> tuple[Share, ...]:
    counts: Counter[str] = Counter(one.sighting.value for one in group)
    labels: dict[str, str] = {}
    places: dict[str, list[Location]] = {}
    for one in group:
        labels.setdefault(one.sighting.value, one.sighting.label)
        places.setdefault(one.sighting.value, []).append(one.pair.location)
    return tuple(
        Share(labels[value], count, tuple(places[value][:_LOCATIONS_KEPT]))
        for value, count in counts.most_common()
    )


def _differ_each_way(group: list[Seen]) -> bool:
    """Whether two of a group have each a word that the other has not, as pressed and released.

    Of «Find and Replace» and «Find & Replace», or with an added word, the same translation is expected.
    """
    texts = dict.fromkeys(one.sighting.label for one in group)
    first, *others = map(_telling_words, texts)
    return any(first - other and other - first for other in others)


def _differ_in_words(group: list[Seen]) -> bool:
    """Whether renderings differ in more than the forms of their words, short words and punctuation.

    The sources have the same lemmas in other forms, so that «Crea una biblioteca» and «Creación de una
    biblioteca» may both be right.
    """
    first, *others = (_telling_words(one.sighting.label) for one in group)
    return any(first != other for other in others)


def _telling_words(text: str) -> set[str]:
    """The beginnings of a text's longer words, and its numbers."""
    words = (word.strip(_MARKS) for word in text.casefold().split())
    return {
        word if word.isdigit() else word[:_BEGINNING]
        for word in words
        if len(word) >= _BEGINNING or word.isdigit()
    }


def _with_concept(finding: Finding, concept: str, renderings: Mapping[str, Term]) -> Finding:
    """With its concept; information only, if the glossary allows every one of the renderings."""
    shares = tuple(
        replace(share, allowed=renderings[share.text].status not in _BANNED) for share in finding.distribution
    )
    severity = Severity.INFO if all(share.allowed for share in shares) else Severity.ERROR
    return replace(finding, concept=concept, distribution=shares, severity=severity)
