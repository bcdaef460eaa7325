"""A pair of texts with what checks need to know of them, each thing worked out once and when first asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeVar

from glossary.index import TermIndex
from tmserver.audit.finding import Finding, Message, Severity, Side, Span
from tmserver.audit.options import Rule
from tmserver.language import tags
from tmserver.language.folding import fold
from tmserver.language.moments import find_values
from tmserver.language.numbers import Number
from tmserver.language.words import Word, words
from tmserver.markup import Placeable, find_placeables
from tmserver.segment import Variant

_Known = TypeVar("_Known")


class Reading:
    """One variant as checks read it; shared by all pairs that the variant is part of."""

    def __init__(self, variant: Variant) -> None:
        self.variant = variant
        self.text = variant.text
        self.tag = variant.language
        self.language = tags.primary(variant.language)
        self._known: dict[Callable[[Reading], Any], Any] = {}

    def known(self, find: Callable[[Reading], _Known]) -> _Known:
        """What a function finds in this text by itself: worked out once, however many pairs ask for it."""
        try:
            found: _Known = self._known[find]
        except KeyError:
            found = self._known[find] = find(self)
        return found

    @cached_property
    def placeables(self) -> list[Placeable]:
        """URLs, e-mail addresses and codes written as text."""
        return find_placeables(self.text)

    @cached_property
    def prose(self) -> str:
        """The text with each placeable blanked by as many spaces, so that spans stay what they are."""
        if not self.placeables:
            return self.text
        pieces: list[str] = []
        at = 0
        for placeable in self.placeables:
            pieces += (self.text[at : placeable.start], " " * (placeable.end - placeable.start))
            at = placeable.end
        return "".join((*pieces, self.text[at:]))

    @cached_property
    def values(self) -> list[Number]:
        """Numbers, dates and times of the prose."""
        return find_values(self.prose, self.tag)

    @cached_property
    def words(self) -> list[Word]:
        """The words of the prose with their spans."""
        return words(self.prose, self.tag)

    @cached_property
    def forms(self) -> list[str]:
        """The words as written."""
        return [self.prose[word.start : word.end] for word in self.words]

    @cached_property
    def folded(self) -> str:
        """The text without differences of case, ё, quotes, dashes and space."""
        return fold(self.text)


@dataclass(frozen=True)
class Pair:
    """A source and a target reading, with the glossary's terms of both languages if there is one.

    ``counts``: terms are also to be counted. ``rules`` are the user's own. ``context`` tells the unit from
    others with the same text (msgctxt, plural form); "" nothing does. ``is_translation``: the target was made
    from the source, as far as is known, and not both from a third language.
    """

    source: Reading
    target: Reading
    source_terms: TermIndex | None = None
    target_terms: TermIndex | None = None
    counts: bool = False
    rules: tuple[Rule, ...] = ()
    context: str = ""
    is_translation: bool = True

    @cached_property
    def is_untranslated(self) -> bool:
        """Whether the target is the source, edge spaces apart: then most differences cannot be."""
        return self.source.text.strip() == self.target.text.strip()

    def reversed(self) -> Pair:
        """The pair the other way round."""
        return replace(
            self,
            source=self.target,
            target=self.source,
            source_terms=self.target_terms,
            target_terms=self.source_terms,
            is_translation=False,
        )

    def both_ways(self) -> Iterator[tuple[Reading, Reading]]:
        """Each text with the other: for faults that a text has by itself."""
        yield self.source, self.target
        yield self.target, self.source

    def about(
        self,
        reading: Reading,
        check: str,
        message: str,
        *spans: Span,
        expected: Iterable[str] = (),
        **arguments: str | int,
    ) -> Finding:
        """A finding about one of the two texts alone."""
        here, other = (spans, ()) if reading is self.source else ((), spans)
        finding = self.finding(check, message, source=here, target=other, expected=expected)
        return replace(finding, message=Message(message, tuple(sorted(arguments.items()))))

    def finding(
        self,
        check: str,
        message: str,
        *,
        source: Iterable[Span] = (),
        target: Iterable[Span] = (),
        severity: Severity = Severity.ERROR,
        concept: str | None = None,
        expected: Iterable[str] = (),
        **arguments: str | int,
    ) -> Finding:
        """A finding of this pair; ``severity`` is the most it can have, the options may lower it."""
        return Finding(
            check,
            severity,
            Message(message, tuple(sorted(arguments.items()))),
            Side(self.source.tag, self.source.text, tuple(source)),
            Side(self.target.tag, self.target.text, tuple(target)),
            concept,
            tuple(expected),
        )
