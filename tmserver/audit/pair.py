"""A pair of texts with what checks need to know of them, each thing worked out once and when first asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from glossary.index import TermIndex
from tmserver.audit.finding import Finding, Message, Severity, Side, Span
from tmserver.language import tags
from tmserver.language.moments import find_values
from tmserver.language.numbers import Number
from tmserver.language.words import Word, words
from tmserver.markup import Placeable, find_placeables
from tmserver.segment import Variant


class Reading:
    """One variant as checks read it; shared by all pairs that the variant is part of."""

    def __init__(self, variant: Variant) -> None:
        self.variant = variant
        self.text = variant.text
        self.tag = variant.language
        self.language = tags.primary(variant.language)

    @cached_property
    def placeables(self) -> list[Placeable]:
        """URLs, e-mail addresses and codes written as text."""
        return find_placeables(self.text)

    @cached_property
    def prose(self) -> str:
        """The text with each placeable blanked by as many spaces, so that spans stay what they are."""
        prose = self.text
        for placeable in self.placeables:
            blank = " " * (placeable.end - placeable.start)
            prose = prose[: placeable.start] + blank + prose[placeable.end :]
        return prose

    @cached_property
    def values(self) -> list[Number]:
        """Numbers, dates and times of the prose."""
        return find_values(self.prose, self.tag)

    @cached_property
    def words(self) -> list[Word]:
        """The words of the prose with their spans."""
        return words(self.prose, self.tag)


@dataclass(frozen=True)
class Pair:
    """A source and a target reading, with the glossary's terms of both languages if there is one."""

    source: Reading
    target: Reading
    source_terms: TermIndex | None = None
    target_terms: TermIndex | None = None
    counts: bool = field(default=False)

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
        """A finding of this pair; its severity is the most it can have, the options may lower it."""
        return Finding(
            check,
            severity,
            Message(message, tuple(sorted(arguments.items()))),
            Side(self.source.tag, self.source.text, tuple(source)),
            Side(self.target.tag, self.target.text, tuple(target)),
            concept,
            tuple(expected),
        )
