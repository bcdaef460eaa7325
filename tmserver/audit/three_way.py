"""Which language of a unit deviates, where the others agree: one finding instead of one for each pair."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from tmserver.audit.duplicates import is_of_one_text
from tmserver.audit.finding import Finding, Message, Side

COMPARED = ("number", "date", "term-missing", "alphanumeric", "code", "url", "punctuation")
"""The checks that compare two texts; others, and findings of these with one text, are of a text by itself."""

# Of a full stop that the source should have: not the target is at fault.
_OF_SOURCE = "end-mark-added"


def with_deviations(found: Sequence[Finding], languages: Sequence[str]) -> Iterator[Finding]:
    """The findings of a unit, those that say the same of one language against all others made one.

    ``found`` must be of both directions of each two ``languages``, at least three. Language C deviates when
    there is such a finding from every other to C, and none between the others. The rest stays in its order.
    """
    merged: list[Finding] = []
    taken: set[int] = set()
    compared = [each for each in found if each.check in COMPARED and not is_of_one_text(each)]
    for check, concept in dict.fromkeys((each.check, each.concept) for each in compared):
        alike = [each for each in compared if (each.check, each.concept) == (check, concept)]
        deviating = _deviating(alike, languages)
        if deviating:
            merged += _merged(alike, deviating)
            taken.update(map(id, alike))
    yield from merged
    yield from (each for each in found if id(each) not in taken)


def _deviating(alike: Iterable[Finding], languages: Sequence[str]) -> str:
    """The one language that all disagreeing pairs share, while it agrees with none; "" if there is none.

    What is missing may be found in one direction only: from those that have it to the one that has not.
    """
    ways = {(each.source.language, each.target.language) for each in alike if each.message.key != _OF_SOURCE}
    for language in languages:
        others = [other for other in languages if other != language]
        if all((other, language) in ways for other in others) and all(language in way for way in ways):
            return language
    return ""


def _merged(alike: Sequence[Finding], deviating: str) -> Iterator[Finding]:
    """One finding for each thing in which the language deviates, seen from the first of the others."""
    seen = [each for each in alike if each.target.language == deviating]
    first = seen[0].source.language
    for finding in seen:
        if finding.source.language == first:
            third = _third(finding, [each for each in seen if each.source.language != first])
            arguments = (*finding.message.arguments, ("check", finding.check), ("deviates", deviating))
            message = Message("three-way", (*arguments, ("what", finding.message.key)))
            yield replace(finding, check="three-way", message=message, deviates=deviating, third=third)


def _third(finding: Finding, others: Sequence[Finding]) -> Side | None:
    """The side of another language that says the same: with the same evidence in the one that deviates."""
    same = [each.source for each in others if each.target.spans == finding.target.spans]
    return same[0] if same else (others[0].source if others else None)
