"""The units of a file as they are to be stored: with what the caller says of them, and their neighbours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from tmserver.errors import InvalidInput
from tmserver.exchange.formats import Format
from tmserver.exchange.pairs import map_languages, only_languages
from tmserver.exchange.report import ReadReport
from tmserver.language import tags
from tmserver.segment import Status, Unit, Variant
from tmserver.store.rows import check_texts

BATCH_UNITS = 2_000
BATCH_CHARACTERS = 2_000_000
UNSTORABLE = "a text that cannot be stored"


@dataclass(frozen=True, slots=True)
class Arrival:
    """A unit and the line of its file where it stands, 0 unknown."""

    line: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the caller says of units that the file does not say, or says otherwise.

    ``mapping`` replaces language tags. With ``source`` and ``target`` only these two languages are taken;
    ``source`` alone tells what was translated from. ``document`` is for units that name none. ``status``
    replaces the file's.
    """

    source: str = ""
    target: str = ""
    mapping: Mapping[str, str] = field(default_factory=dict)
    document: str = ""
    status: Status | None = None


def arrivals(
    units: Iterable[Unit], report: ReadReport, format_: Format, wishes: Wishes, longest: int
) -> Iterator[Arrival]:
    """The units as they are to be stored, in file order.

    Reported and left out are those without the wanted languages, and those with NUL, half a character or a
    text of more than ``longest`` code points, which no database takes.
    """
    placed = _storable(_placed(_wished(units, report, wishes), wishes.document), report, longest)
    if format_ in {Format.TMX, Format.TABLE}:
        # XLIFF says its neighbours itself; the messages of PO are no text that runs on.
        in_order = format_ is Format.TABLE or bool(wishes.document)
        return with_neighbours(placed, report, in_order=in_order)
    return placed


def _wished(units: Iterable[Unit], report: ReadReport, wishes: Wishes) -> Iterator[Arrival]:
    for unit in units:
        line = report.line
        wished = _in_languages(map_languages(unit, wishes.mapping) if wishes.mapping else unit, wishes)
        if wished is None:
            _skip(report, f"no pair {wishes.source}–{wishes.target}", line, unit)
        else:
            yield Arrival(line, replace(wished, status=wishes.status) if wishes.status else wished)


def _in_languages(unit: Unit, wishes: Wishes) -> Unit | None:
    """The unit with the wanted languages, None if it lacks one of them."""
    if not wishes.source:
        return unit
    if wishes.target:
        pair = only_languages(unit, (wishes.source, wishes.target))
        if pair is None or _tag_of(pair, wishes.target) is None:
            return None
        unit = pair
    source = _tag_of(unit, wishes.source)
    if source is None:
        return None if wishes.target else unit
    return unit if unit.source_language == source else replace(unit, source_language=source)


def _tag_of(unit: Unit, language: str) -> str | None:
    """The unit's own tag for a language: the very one, else one of another region."""
    ranked = [(tags.closeness(language, variant.language), variant.language) for variant in unit.variants]
    found = [(rank, tag) for rank, tag in ranked if rank is not None]
    return min(found)[1] if found else None


def _placed(arriving: Iterable[Arrival], document: str) -> Iterator[Arrival]:
    """Units that name no document belong to the given one, one after another."""
    position = 0
    for arrival in arriving:
        unit = arrival.unit
        if document and not unit.document:
            position += 1
            place = unit.position or position
            yield replace(arrival, unit=replace(unit, document=document, position=place))
        else:
            yield arrival


def _storable(arriving: Iterable[Arrival], report: ReadReport, longest: int) -> Iterator[Arrival]:
    for arrival in arriving:
        try:
            check_texts(arrival.unit, longest)
        except InvalidInput:
            _skip(report, UNSTORABLE, arrival.line, arrival.unit)
        else:
            yield arrival


def _skip(report: ReadReport, reason: str, line: int, unit: Unit) -> None:
    report.read -= 1  # counted by the reader, and by skip once more
    report.skip(reason, line, unit.external_id)


def with_neighbours(arriving: Iterable[Arrival], report: ReadReport, *, in_order: bool) -> Iterator[Arrival]:
    """The units, each variant knowing the texts before and after it in its document where that is certain.

    Neighbours that the file states stay, and an export of ours states all that are known. Otherwise a unit's
    neighbours are those at the next positions of the same document, as far as they stand side by side in the
    file; ``in_order``: also units of a document that state no position. A run that begins at position 1 has
    the document's start before it, and its end behind it.
    """
    before: Arrival | None = None
    begun = False
    source = iter(arriving)
    here = next(source, None)
    if here and report.as_stored:
        yield from chain([here], source)
        return
    while here is not None:
        after = next(source, None)
        follows = _is_next(before, here, in_order)
        begun = begun if follows else bool(here.unit.document) and here.unit.position == 1
        if here.unit.document:
            previous = before.unit if before and follows else None
            following = after.unit if after and _is_next(here, after, in_order) else None
            edge = "" if begun else None
            variants = tuple(_between(each, previous, following, edge) for each in here.unit.variants)
            here = replace(here, unit=replace(here.unit, variants=variants))
        yield here
        before, here = here, after


def _is_next(one: Arrival | None, other: Arrival | None, in_order: bool) -> bool:
    if one is None or other is None or not one.unit.document or one.unit.document != other.unit.document:
        return False
    first, second = one.unit.position, other.unit.position
    if first is None or second is None:
        return in_order and first is second
    return second == first + 1


def _between(variant: Variant, before: Unit | None, after: Unit | None, edge: str | None) -> Variant:
    if variant.previous is not None and variant.next is not None:
        return variant
    previous = edge if before is None else _text(before, variant.language)
    following = edge if after is None else _text(after, variant.language)
    return replace(
        variant,
        previous=previous if variant.previous is None else variant.previous,
        next=following if variant.next is None else variant.next,
    )


def _text(neighbour: Unit, language: str) -> str | None:
    return next((each.text for each in neighbour.variants if each.language == language), None)


def in_batches(arriving: Iterable[Arrival]) -> Iterator[list[Arrival]]:
    """The units in lists that are stored together: 2,000, or fewer if their texts are long."""
    batch: list[Arrival] = []
    size = 0
    for arrival in arriving:
        batch.append(arrival)
        size += _size(arrival)
        if len(batch) == BATCH_UNITS or size > BATCH_CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def is_full(batch: Sequence[Arrival]) -> bool:
    """Whether others may follow the batch."""
    return len(batch) == BATCH_UNITS or sum(map(_size, batch)) > BATCH_CHARACTERS


def _size(arrival: Arrival) -> int:
    return sum(len(variant.text) for variant in arrival.unit.variants)
