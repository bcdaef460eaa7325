"""The match analysis of documents: how many segments, words and characters memories cover, and how well.

What translators are paid hangs on these numbers, so each is defined:

* A segment counts in one row only: equal text in equal context (101); else, if its text stood in an earlier
  segment of these files, a repetition; else by its best match, in the memories or (``internal``) among the
  earlier segments.
* The percent is the score of lookups; on the scale "words" it is 100 · (1 − d / n), rounded down: d is the
  fewest tokens to insert, delete or replace, n the tokens of the longer text, both folded; 100 only for equal
  texts. It is taken from the 20 best matches by score.
* Words are what stands between white space and has a letter or a digit; in scripts without spaces each
  character is one. Characters are code points without white space.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby
from pathlib import Path

import regex
from rapidfuzz.distance import Levenshtein

from tmserver.errors import InvalidInput
from tmserver.exchange.documents import open_document
from tmserver.exchange.filling import Place
from tmserver.language.analysis import analyse
from tmserver.segment import Match
from tmserver.services.analyse_internal import Earlier
from tmserver.services.limits import MIN_SCORE
from tmserver.services.lookup import LookupService
from tmserver.services.paths import readable
from tmserver.services.pretranslate import matches
from tmserver.settings import Settings

CONTEXT, REPETITIONS, NONE = "101", "repetitions", "none"
BANDS = (100, 95, 85, 75, 50)
BY_WORDS = 20
"""Matches by score among which the best by words is looked for."""

_UNSPACED = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]"
_SPACED = rf"(?:(?!{_UNSPACED})\S)"
_WORD = regex.compile(rf"{_UNSPACED}\p{{M}}*|{_SPACED}*[\p{{L}}\p{{N}}]{_SPACED}*")


class Scale(StrEnum):
    """What a percent is: the score of lookups, or token edit similarity, as most tools count."""

    SCORE = "score"
    WORDS = "words"


FORMULAS = {
    Scale.SCORE: "score of lookups (docs/score.md): common words and characters, less deductions",
    Scale.WORDS: "100 · (1 − tokens to change / tokens of the longer text), rounded down",
}


@dataclass(frozen=True, slots=True)
class AnalysisRequest:
    """Which memories (none named: all) and how: ``bands`` are the lower ends of the rows, falling.

    ``weights`` are factors for words by row; a row that is not named counts in full.
    """

    memories: tuple[str, ...] = ()
    scale: Scale = Scale.SCORE
    bands: tuple[int, ...] = BANDS
    weights: Mapping[str, float] = field(default_factory=dict)
    internal: bool = True
    source: str = ""
    target: str = ""


@dataclass(slots=True)
class Row:
    """What falls into a band; ``internal`` segments of it are covered by the files themselves."""

    segments: int = 0
    words: int = 0
    characters: int = 0
    internal: int = 0

    def add(self, text: str, *, internal: bool = False) -> None:
        """Count a segment."""
        self.segments += 1
        self.words += count_words(text)
        self.characters += sum(not character.isspace() for character in text)
        self.internal += internal


@dataclass(frozen=True, slots=True)
class MatchAnalysis:
    """The rows by name, best first, and what they are measured by."""

    rows: Mapping[str, Row]
    scale: Scale
    weights: Mapping[str, float]

    @property
    def total(self) -> Row:
        """All rows together."""
        rows = self.rows.values()
        return Row(*(sum(getattr(row, name) for row in rows) for name in Row.__slots__))

    @property
    def weighted_words(self) -> float:
        """Words of all rows, each times its weight."""
        return sum(row.words * self.weights.get(name, 1.0) for name, row in self.rows.items())


def analyse_files(
    service: LookupService, settings: Settings, files: Iterable[Path], request: AnalysisRequest
) -> MatchAnalysis:
    """The analysis of XLIFF and PO files together, in their order: all that may be translated counts.

    InvalidInput for bands and weights that make no sense, and for a language that no file says.
    """
    places: list[Place] = []
    for path in files:
        with readable(path) as file:
            document = open_document(file, name=str(path), source=request.source, target=request.target)
        places += document.places
    return analyse_places(service, settings, places, request)


def analyse_places(
    service: LookupService,
    settings: Settings,
    places: Sequence[Place],
    request: AnalysisRequest,
    progress: Callable[[float], None] = lambda _share: None,
) -> MatchAnalysis:
    """As ``analyse_files``, of segments that were read; ``progress`` is told which share is done, 0–1."""
    names = band_names(request.bands)
    if unknown := request.weights.keys() - set(names):
        raise InvalidInput(
            f"There is no row {min(unknown)!r} to weigh; the rows are {', '.join(names)}.", field="/weights"
        )
    done = 0

    def told(share: float) -> None:
        progress((done + share * len(some)) / len(places))

    rows = {name: Row() for name in names}
    for (_, _), together in groupby(places, lambda place: (place.source, place.target)):
        some = list(together)
        _count(service, settings, some, request, rows, told)
        done += len(some)
    return MatchAnalysis(rows, request.scale, request.weights)


def _count(
    service: LookupService,
    settings: Settings,
    places: Sequence[Place],
    request: AnalysisRequest,
    rows: Mapping[str, Row],
    progress: Callable[[float], None],
) -> None:
    """Count the segments of one pair of languages."""
    lowest, limit = request.bands[-1], BY_WORDS if request.scale is Scale.WORDS else 1
    # Token edits weigh small words as much as large ones: the best by words may have a lower score.
    asked = MIN_SCORE[0] if request.scale is Scale.WORDS else lowest
    stored: dict[int, Sequence[Match]] = {}
    for number, found in matches(
        service, settings, places, range(len(places)), request.memories, asked, limit
    ):
        stored[number] = found
        progress(number / len(places) / 2)
    first: dict[tuple[object, ...], int] = {}
    for number, place in enumerate(places):
        first.setdefault((place.text, place.codes), number)
    distinct = {number: order for order, number in enumerate(first.values())}
    earlier = Earlier([places[number] for number in distinct]) if request.internal else None
    for number, place in enumerate(places):
        progress(0.5 + number / len(places) / 2)
        percent = _percent(place, stored.get(number, ()), request.scale)
        if percent > 100:
            rows[CONTEXT].add(place.text)
        elif number not in distinct:
            rows[REPETITIONS].add(place.text)
        else:
            within = 0
            if earlier and percent < 100:
                near = earlier.matches(distinct[number], max(asked, MIN_SCORE[0]), limit)
                within = _percent(place, near, request.scale)
            band = _band(max(percent, within), request.bands)
            rows[band].add(place.text, internal=within > percent and band != NONE)


def _percent(place: Place, found: Sequence[Match], scale: Scale) -> int:
    """The percent of the best match, 0 if there is none."""
    if not found or scale is Scale.SCORE or found[0].score >= 100:
        return found[0].score if found else 0
    words = analyse(place.text, place.source, place.codes).words
    return max(_by_words(words, match) for match in found)


def _by_words(words: Sequence[str], match: Match) -> int:
    others = analyse(match.source.text, match.source.language, match.source.codes).words
    longer = max(len(words), len(others))
    return min(99, 100 * (longer - Levenshtein.distance(words, others)) // longer) if longer else 0


def _band(percent: int, bands: Sequence[int]) -> str:
    """The name of the row for a percent below 101."""
    names = band_names(bands)[2:]
    return next((name for low, name in zip(bands, names, strict=False) if min(percent, 100) >= low), NONE)


def band_names(bands: Sequence[int]) -> list[str]:
    """The rows' names for such lower ends: 101, repetitions, 100, 95-99, …, none.

    InvalidInput unless the bands fall from 100 at most to 30 at least.
    """
    low, high = MIN_SCORE[0], 100
    if (
        list(bands) != sorted(set(bands), reverse=True)
        or not bands
        or not low <= bands[-1] <= bands[0] <= high
    ):
        raise InvalidInput(
            f"Bands are falling percents from {high} to {low}, such as 100,95,85.", field="/bands"
        )
    ends = [high, *(band - 1 for band in bands[:-1])]
    ranges = [f"{band}-{end}" if band < end else str(band) for band, end in zip(bands, ends, strict=True)]
    return [CONTEXT, REPETITIONS, *ranges, NONE]


def count_words(text: str) -> int:
    """The words of a text as analyses count them."""
    return len(_WORD.findall(text))


def analysis_shape(found: MatchAnalysis) -> dict[str, object]:
    """The analysis as ``--json`` and the API give it."""
    rows = {**found.rows, "total": found.total}
    return {
        "scale": found.scale.value,
        "formula": FORMULAS[found.scale],
        "rows": [
            {
                "band": name,
                "segments": row.segments,
                "words": row.words,
                "characters": row.characters,
                "internal": row.internal,
                "weight": found.weights.get(name, 1.0) if name != "total" else None,
            }
            for name, row in rows.items()
        ],
        "weighted_words": round(found.weighted_words, 2),
    }
