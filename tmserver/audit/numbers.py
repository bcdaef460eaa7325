"""Numbers, times and dates that one text of a pair has and the other has not: values are compared."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import zip_longest

from tmserver.audit.finding import Finding, Span
from tmserver.audit.number_words import said_values
from tmserver.audit.pair import Pair, Reading
from tmserver.language import tags
from tmserver.language.figures import write_like
from tmserver.language.moments import CALENDARS
from tmserver.language.numbers import Number, NumberKind, Value

_DIGITS = re.compile(r"\d+")
_LONGEST_GLUED = 20
_SEPARATOR = frozenset(".,")
_COMPOSED = (NumberKind.DATE, NumberKind.TIME, NumberKind.LABEL)
_CENTURY = re.compile(r"(?<!\d)(\d\d)\d\d\s?[-–—/]\s?$")


def find_differences(pair: Pair) -> Iterator[Finding]:
    """A ``number`` or ``date`` finding for each value that only one side has; two of a kind make one.

    How often a value stands there is not compared, nor in what order. A value in words or Roman numerals
    answers digits; a date answers its day and year said apart.
    """
    lost, added = unmatched(pair.source, pair.target)
    if not lost and not added:
        return
    for was, became in _changes(lost, added):
        yield _finding(pair, was, became)


def unmatched(source: Reading, target: Reading) -> tuple[list[Number], list[Number]]:
    """The numbers of the source that the target does not have, and those that the source does not have."""
    ours, theirs = source.values, target.values
    if not ours and not theirs:
        return [], []
    if [number.value for number in ours] == [number.value for number in theirs]:
        return [], []
    is_date_sure = _is_date_order_known(source) and _is_date_order_known(target)
    lost = [number for number in ours if not any(_same(number, other, is_date_sure) for other in theirs)]
    added = [number for number in theirs if not any(_same(other, number, is_date_sure) for other in ours)]
    if lost or added:
        return _without_answered(lost, source, target), _without_answered(added, target, source)
    return lost, added


def _is_date_order_known(reading: Reading) -> bool:
    """Whether 03/04 has one meaning: not in English of no region."""
    return reading.language != "en" or bool(tags.region(reading.tag))


def _same(one: Number, other: Number, is_date_sure: bool) -> bool:
    """Whether two numbers mean the same: in value, or in an ambiguous figure of the same digits."""
    if one.value == other.value:
        return True
    kinds = {one.kind, other.kind}
    if NumberKind.DATE in kinds:
        return len(kinds) == 1 and not is_date_sure and not one.readings.isdisjoint(other.readings)
    if NumberKind.TIME in kinds:
        return _clock(one) == _clock(other)
    if NumberKind.DECADE in kinds:
        return _decade(one) == _decade(other)
    same_digits = _DIGITS.findall(one.text) == _DIGITS.findall(other.text) and one.scale == other.scale
    # 25.000 and 25,000 mean the same in texts that keep to no rule.
    return (
        same_digits
        and one.text[:1].isdigit() is other.text[:1].isdigit()
        and not _SEPARATOR.isdisjoint(one.text + other.text)
    )


def _clock(number: Number) -> tuple[int | None, ...]:
    """Hours and minutes of a time, or of a number that may be one: 17 часов, 9.25."""
    value = number.value
    if isinstance(value, tuple):
        return value if any(value[2:]) else value[:2]
    hours, _, minutes = str(value).partition(".")
    return (int(hours), int(minutes or 0)) if len(hours) < 3 and hours.isdigit() and len(minutes) < 3 else ()


def _decade(number: Number) -> Value:
    """The last two digits of a decade, or of a year that may be one: años setenta, 1970s."""
    value = number.value
    return value % 100 if isinstance(value, Decimal) else value


def _without_answered(numbers: Sequence[Number], here: Reading, other: Reading) -> list[Number]:
    """Those to which nothing else on the other side answers: number words, parts of dates, short years."""
    if not numbers:
        return []
    parts = frozenset(_parts(other)).union(_glued(other))
    left = [number for number in numbers if not _is_answered(number, parts, here, other)]
    if not left:
        return []
    said = other.known(said_values)
    return [number for number in left if not _is_said(number, said)]


def _parts(reading: Reading) -> Iterator[Value]:
    """All values of a text, and those inside others: day, month and year of a date."""
    for number in reading.values:
        if number.kind in _COMPOSED and isinstance(number.value, tuple):
            yield from (Decimal(part) for part in number.value if part is not None)
        yield from _meanings(number, reading)


def _meanings(number: Number, reading: Reading) -> Iterator[Value]:
    """What a number may mean: its value, as a share, as a year with its century."""
    yield number.value
    if isinstance(number.value, Decimal):
        if reading.prose[number.end : number.end + 2].lstrip()[:1] == "%":
            yield number.value / 100
        century = _CENTURY.search(reading.prose, max(0, number.start - 8), number.start)
        if century and len(number.digits) == 2:
            yield Decimal(century[1] + number.digits) if number.digits.isdigit() else number.value


def _glued(reading: Reading) -> Iterator[Decimal]:
    """Digits inside words and formulas, which are no numbers: 8x8, Range127, base-10."""
    taken = {place for number in reading.values for place in range(number.start, number.end)}
    for digits in _DIGITS.finditer(reading.prose):
        if digits.start() not in taken and len(digits.group()) < _LONGEST_GLUED:
            yield Decimal(digits.group())


def _is_answered(number: Number, parts: frozenset[Value], here: Reading, other: Reading) -> bool:
    if number.kind is NumberKind.DATE and isinstance(number.value, tuple):
        # Said apart, and not as another date: 04/03 is no 03/04.
        apart = {each.value for each in other.values if each.kind is not NumberKind.DATE}.union(_glued(other))
        year, month, day = number.value
        said = {Decimal(part) for part in (year, day) if part is not None}
        return said <= apart and (Decimal(month or 0) in apart or _names_month(other, month))
    if isinstance(number.value, Decimal):
        return not parts.isdisjoint(_meanings(number, here))
    return number.kind is NumberKind.LABEL and {Decimal(part or 0) for part in number.value} <= parts


def _names_month(reading: Reading, month: int | None) -> bool:
    """Whether the month is named somewhere, or may be: of other languages we do not know the names."""
    calendar = CALENDARS.get(reading.language)
    if calendar is None:
        return True
    return bool(
        month and re.search(rf"(?<!\w)(?:{calendar.months[month - 1]})(?!\w)", reading.text, re.IGNORECASE)
    )


def _is_said(number: Number, said: frozenset[Decimal]) -> bool:
    if number.kind is NumberKind.TIME and isinstance(number.value, tuple):
        hour = number.value[0] or 0
        return not any(number.value[1:]) and not said.isdisjoint((Decimal(hour), Decimal(hour - 12)))
    return isinstance(number.value, Decimal) and number.value in said


def _changes(lost: list[Number], added: list[Number]) -> Iterator[tuple[Number | None, Number | None]]:
    """Lost and added numbers of one kind in pairs, in their order; then what is left alone."""
    for is_date in (False, True):
        ours = [number for number in lost if (number.kind is NumberKind.DATE) is is_date]
        theirs = [number for number in added if (number.kind is NumberKind.DATE) is is_date]
        yield from zip_longest(ours, theirs)


def _finding(pair: Pair, was: Number | None, became: Number | None) -> Finding:
    check = "date" if NumberKind.DATE in {n.kind for n in (was, became) if n} else "number"
    if was and became:
        return pair.finding(
            check,
            f"{check}-changed",
            source=[_span(was)],
            target=[_span(became)],
            expected=_expected(was, became, pair),
            source_text=was.text,
            target_text=became.text,
        )
    if was:
        return pair.finding(
            check, f"{check}-missing", source=[_span(was)], expected=[was.text], text=was.text
        )
    spans, text = ([_span(became)], became.text) if became else ([], "")
    return pair.finding(check, f"{check}-added", target=spans, text=text)


def _expected(was: Number, became: Number, pair: Pair) -> list[str]:
    # Dates in words have no figure to write like.
    written = write_like(was.value, became, pair.target.tag) if became.digits else None
    return [written or was.text]


def _span(number: Number) -> Span:
    return number.start, number.end
