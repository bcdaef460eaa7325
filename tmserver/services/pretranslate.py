"""Pre-translation: the empty segments of a document filled from memories."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from tmserver.errors import InvalidInput
from tmserver.exchange.documents import open_document
from tmserver.exchange.filling import Document, Filling, Place, carried
from tmserver.segment import Code, Match, Status
from tmserver.services.lookup import LookupRequest, LookupService, Segment
from tmserver.services.paths import readable
from tmserver.settings import Settings
from tmserver.store.loading import batches

_ROLES = {"--from": "source", "--to": "target"}
TOGETHER = 200
"""Segments looked up with one request."""


@dataclass(slots=True)
class Pretranslated:
    """The document as it is to be written, and how its segments fared.

    ``segments`` = ``before`` (translated already) + the sum of ``scores`` (filled, by score) + ``empty``.
    ``unsure`` of the filled ones need somebody to look at them.
    """

    content: bytes = b""
    segments: int = 0
    before: int = 0
    empty: int = 0
    unsure: int = 0
    scores: Counter[int] = field(default_factory=Counter)


def pretranslate(
    service: LookupService,
    settings: Settings,
    path: Path,
    memories: tuple[str, ...],
    *,
    min_score: int,
    source: str = "",
    target: str = "",
) -> Pretranslated:
    """The XLIFF or PO file at ``path`` with the best match of each empty segment put in.

    Only an exact match (100 or 101) of a translated or reviewed unit, the only one there is, whose inline
    codes fit, counts as translated; all others are marked to be looked at, and none is ever approved. Where
    only numbers differ, the target with the numbers put right goes in. What is translated already stays.
    """
    with readable(path) as file:
        document = open_document(file, name=str(path), source=source, target=target)
    return fill(service, settings, document, memories, min_score=min_score)


def fill(
    service: LookupService,
    settings: Settings,
    document: Document,
    memories: tuple[str, ...],
    *,
    min_score: int,
    progress: Callable[[float], None] = lambda _share: None,
) -> Pretranslated:
    """As ``pretranslate``, of an open document; ``progress`` is told which share of it is done, 0–1."""
    result = Pretranslated(segments=len(document.places))
    result.before = sum(place.filled for place in document.places)
    fillings: dict[int, Filling] = {}
    empty = [number for number, place in enumerate(document.places) if not place.filled]
    for number, match in best(service, settings, document.places, empty, memories, min_score):
        filling = filling_of(document.codes(number), match)
        fillings[number] = filling
        progress(number / len(document.places))
        result.scores[filling.score] += 1
        result.unsure += not filling.sure
    result.empty = result.segments - result.before - len(fillings)
    result.content = document.filled(fillings)
    return result


def best(
    service: LookupService,
    settings: Settings,
    places: Sequence[Place],
    numbers: Iterable[int],
    memories: tuple[str, ...],
    min_score: int,
) -> Iterator[tuple[int, Match]]:
    """The best match of each of the places with these numbers that has one, with its number, in order."""
    for number, found in matches(service, settings, places, numbers, memories, min_score, 1):
        if found:
            yield number, found[0]


def matches(
    service: LookupService,
    settings: Settings,
    places: Sequence[Place],
    numbers: Iterable[int],
    memories: tuple[str, ...],
    min_score: int,
    limit: int,
) -> Iterator[tuple[int, Sequence[Match]]]:
    """The ``limit`` best matches of each of the places with these numbers, with its number, in order.

    InvalidInput if the document does not say its languages and the caller has not. Texts longer than a
    query may be are left out.
    """
    asked = [n for n in numbers if len(places[n].text) <= settings.max_query_length]
    for (source, target), some in groupby(asked, lambda n: (places[n].source, places[n].target)):
        for option, tag in (("--from", source), ("--to", target)):
            if not tag:
                reason = f"The file names no {_ROLES[option]} language: say it with {option}."
                raise InvalidInput(reason, field=option)
        for together in batches(some, min(TOGETHER, settings.max_segments)):
            segments = tuple(_segment(places[number]) for number in together)
            request = LookupRequest(source, target, segments, memories, min_score, limit)
            yield from zip(together, service.matches(request), strict=True)


def _segment(place: Place) -> Segment:
    return Segment(place.text, place.previous, place.next, place.codes)


def filling_of(codes: Sequence[Code], match: Match) -> Filling:
    """The match as a translation for a place whose codes stand in the document as ``codes``."""
    text, fit = match.target.text, carried(codes, match.source.codes, match.target.codes)
    plain = not (codes or match.source.codes or match.target.codes)
    if match.repaired is not None and plain:
        text = match.repaired
    sure = (
        match.score >= 100
        and not match.ambiguous
        and match.unit.status in {Status.TRANSLATED, Status.REVIEWED}
        and fit is not None
    )
    return Filling(text, fit or (), match.score, match.memory, match.source.text, match.target.text, sure)


def pretranslated_shape(found: Pretranslated) -> dict[str, object]:
    """How the segments of a document fared, as ``--json`` and the API give it."""
    return {
        "segments": found.segments,
        "translated_before": found.before,
        "filled": found.scores.total(),
        "to_review": found.unsure,
        "empty": found.empty,
        "scores": {str(score): found.scores[score] for score in sorted(found.scores, reverse=True)},
    }
