"""How each concept, and each recurring phrase, is rendered across a memory: units in, distributions out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from glossary.concept import Concept, TermStatus
from glossary.index import TermIndex
from glossary.language import Language
from glossary.recognise import recognise

SHORTEST, LONGEST = 2, 8
"""Words of a whole segment that is watched as a phrase."""
_UNITS_KEPT = 100
_BANNED = (TermStatus.FORBIDDEN, TermStatus.DEPRECATED)


@dataclass(frozen=True, slots=True)
class Rendering:
    """One way to render something: its text, in how many units, and the first hundred of these."""

    text: str
    count: int
    units: tuple[str, ...]
    allowed: bool = True


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """Something of the source that has several renderings, most frequent first.

    ``concept`` is None for a phrase that the glossary does not have. ``source`` is the term, or the lemmas of
    the phrase; ``forms`` are what the source has for it: the term's forms, or the phrase's words, folded.
    """

    concept: Concept | None
    source: str
    forms: tuple[str, ...]
    renderings: tuple[Rendering, ...]

    @property
    def allowed(self) -> bool:
        """Whether the glossary takes every one of them: then they are synonyms, perhaps meant."""
        return all(rendering.allowed for rendering in self.renderings)


@dataclass(frozen=True, slots=True)
class TermRendering:
    """How one pair renders a term of its source.

    ``concept`` is the id, ``form`` how the term stands there, ``texts`` the target's terms of the concept.
    """

    concept: str
    term: str
    form: str
    texts: tuple[str, ...]


def term_renderings(
    source: str, target: str, source_index: TermIndex, target_index: TermIndex
) -> Iterator[TermRendering]:
    """The renderings of the concepts that the source surely names, in its order; none of those not rendered.

    A concept named twice in one source (its full name, then short) may be rendered either way: left out.
    """
    asked = {
        (o.concept.id, o.term.text): o.form
        for o in recognise(source, source_index)
        if o.sure and o.term.enforced and o.term.status not in _BANNED
    }
    if not asked:
        return
    held = recognise(target, target_index)
    for (concept, term), form in asked.items():
        texts = tuple(dict.fromkeys(o.term.text for o in held if o.concept.id == concept))
        if texts and sum(other == concept for other, _ in asked) == 1:
            yield TermRendering(concept, term, form, texts)


class Renderings:
    """Counts of renderings, fed with the units of a memory in any order, one language pair.

    What is kept grows with different terms and short segments, not with units.
    """

    def __init__(self, source: TermIndex, target: TermIndex) -> None:
        self._source, self._target = source, target
        self._terms: dict[tuple[str, str], _Count] = defaultdict(_Count)
        self._phrases: dict[tuple[str, ...], _Count] = defaultdict(_Count)

    def add(self, unit: str, source: str, target: str) -> None:
        """Count one unit; ``unit`` is what findings shall call it."""
        self._add_terms(unit, source, target)
        key = phrase(source, self._source.language)
        rendering = phrase(target, self._target.language) if key else ()
        if rendering:
            self._phrases[key].add(
                unit, _folded_words(source, self._source.language), rendering, target.strip()
            )

    def _add_terms(self, unit: str, source: str, target: str) -> None:
        for seen in term_renderings(source, target, self._source, self._target):
            for text in seen.texts:
                self._terms[seen.concept, seen.term].add(unit, seen.form, (text,), text)

    def inconsistent(self) -> Iterator[Inconsistency]:
        """What has more than one rendering: concepts in the order met, then phrases.

        A phrase is reported only where the words of its sources differ: one text with two translations needs
        no lemmas to be found, and is another check's finding.
        """
        for (concept_id, term), count in self._terms.items():
            if len(count.units) > 1:
                concept = self._source.by_id[concept_id]
                banned = {other.text for other in self._target.terms(concept) if other.status in _BANNED}
                yield Inconsistency(concept, term, tuple(count.forms), count.renderings(banned))
        for lemmas, count in self._phrases.items():
            if len(count.units) > 1 and len(count.forms) > 1:
                yield Inconsistency(None, " ".join(lemmas), tuple(count.forms), count.renderings())


class _Count:
    """The renderings of one thing: units by rendering, in the order met."""

    __slots__ = ("forms", "numbers", "texts", "units")

    def __init__(self) -> None:
        self.forms: dict[str, None] = {}
        self.units: dict[tuple[str, ...], list[str]] = {}
        self.numbers: dict[tuple[str, ...], int] = {}
        self.texts: dict[tuple[str, ...], str] = {}

    def add(self, unit: str, form: str, rendering: tuple[str, ...], text: str) -> None:
        self.forms[form] = None
        units = self.units.setdefault(rendering, [])
        if len(units) < _UNITS_KEPT:
            units.append(unit)
        self.numbers[rendering] = self.numbers.get(rendering, 0) + 1
        self.texts.setdefault(rendering, text)

    def renderings(self, banned: Collection[str] = ()) -> tuple[Rendering, ...]:
        found = [
            Rendering(self.texts[key], self.numbers[key], tuple(units), self.texts[key] not in banned)
            for key, units in self.units.items()
        ]
        return tuple(sorted(found, key=lambda rendering: -rendering.count))


def phrase(text: str, language: Language) -> tuple[str, ...]:
    """The lemmas of a short segment's words; () of a segment with other than SHORTEST to LONGEST words."""
    words = language.words(text)
    if not SHORTEST <= len(words) <= LONGEST:
        return ()
    return tuple(language.lemma(text[word.start : word.end]) for word in words)


def _folded_words(text: str, language: Language) -> str:
    return " ".join(language.fold(text[word.start : word.end]) for word in language.words(text))
