"""The stored target with the query's numbers in the place of its own, where nothing else differs.

A wrong repair is worse than none, so each doubt gives none: a number that stands in the target twice or not
at all, numbers that changed places, ordinals and centuries, a changed plural category in either language («25
фабрик» becomes «22 фабрики»).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from tmserver.language.analysis import placeables
from tmserver.language.figures import write_like
from tmserver.language.numbers import Number, Value, find_numbers
from tmserver.match.agreement import agrees
from tmserver.match.deductions import MEMORY
from tmserver.match.differences import NUMBER
from tmserver.segment import Match, Variant

# Longer figures, and digits of other scripts, are not written anew.
_MOST_DIGITS = 15
_OTHER_DIGIT = re.compile(r"[^\W0-9]")
# "an 8-day strike", "a 9-day strike": which one it is depends on how the number is read out.
_ARTICLE = re.compile(r"\ban?\s+$", re.IGNORECASE)


def repair(query: Variant, match: Match) -> str | None:
    """The target of ``match`` with each number that differs between its source and ``query`` replaced.

    The replaced figures keep the separators of the target. None if more than numbers differs, or if it is
    not sure that the result is right.
    """
    source, target = match.source, match.target
    # With its placeables hidden a text that differs in numbers only is equal: both shares are 1. The
    # deductions alone cannot tell, a cap that takes no points is not among them.
    only_placeables = match.words == match.characters == 1
    if not only_placeables or {taken.reason for taken in match.deductions} - {MEMORY} != {NUMBER}:
        return None
    changes = _changes(numbers(source), numbers(query))
    if not changes or not all(_agree(old, new, source.language) for old, new in changes):
        return None
    replacements = [_replacement(old, new, target) for old, new in changes]
    return _replaced(target, [found for found in replacements if found], len(changes))


def numbers(variant: Variant) -> list[Number]:
    """The numbers of a text that are no part of a URL, an address or a code."""
    free = {found.start for found in placeables(variant.text, variant.language)}
    return [number for number in find_numbers(variant.text, variant.language) if number.start in free]


def _changes(stored: Sequence[Number], asked: Sequence[Number]) -> list[tuple[Number, Number]]:
    """Old and new number of each place that differs; none if one repeats or has changed its place."""
    if not all(map(_is_writable, [*stored, *asked])):
        return []
    old, new = [number.value for number in stored], [number.value for number in asked]
    if len(old) != len(new) or len(set(old)) < len(old) or len(set(new)) < len(new):
        return []
    changes = [(one, other) for one, other in zip(stored, asked, strict=True) if one.value != other.value]
    moved = any(other.value in old for _, other in changes)
    return [] if moved else changes


def _is_writable(number: Number) -> bool:
    return len(number.digits) <= _MOST_DIGITS and not _OTHER_DIGIT.search(number.digits)


def _agree(old: Number, new: Number, language: str) -> bool:
    """Whether a new number can stand for the old one in the source without changing another word."""
    return old.kind is new.kind and old.scale == new.scale and agrees(old, new, language)


def _replacement(old: Number, new: Number, target: Variant) -> tuple[Number, str] | None:
    """The one place of the old number in the target, and what to write there."""
    found = [place for place in numbers(target) if place.kind is old.kind and old.value in place.readings]
    if len(found) != 1 or not _is_writable(found[0]) or _ARTICLE.search(target.text[: found[0].start]):
        return None
    place, value = replace(found[0], value=old.value, other=None), _plain(new)
    written = write_like(value, place, target.language)
    if written is None or not agrees(place, replace(place, value=value), target.language):
        return None
    return place, written


def _plain(number: Number) -> Value:
    """The value of a number without the zeros that a scale word leaves: 2,6 млн is 2600000.0."""
    value = number.value
    if isinstance(value, Decimal) and number.scale != 1 and value == value.to_integral_value():
        return value.quantize(Decimal(1))
    return value


def _replaced(target: Variant, replacements: Sequence[tuple[Number, str]], expected: int) -> str | None:
    """The target's text with the numbers replaced; None if one is missing, or if inline codes would shift."""
    if len({place.start for place, _ in replacements}) < expected:
        return None
    text = target.text
    for place, written in sorted(replacements, key=lambda found: found[0].start, reverse=True):
        text = text[: place.start] + written + text[place.end :]
    return None if target.codes and len(text) != len(target.text) else text
