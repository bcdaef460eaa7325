"""Units at hand instead of a database, to look matches up in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from tmserver.language.analysis import analyse
from tmserver.match.hits import Hit
from tmserver.match.lookup import best_matches
from tmserver.match.pairs import Candidate, Query
from tmserver.match.scan import Scan
from tmserver.segment import Match, Status, Unit, Variant


class Shelf:
    """Units at hand instead of a database: searched by scan, fetched by variant id."""

    def __init__(self, units: Iterable[tuple[str, Unit]]) -> None:
        self.candidates: dict[int, Candidate] = {}
        self.fetched: list[int] = []
        for memory, unit in units:
            for ordinal in range(len(unit.variants)):
                number = len(self.candidates) + 1
                self.candidates[number] = Candidate(number, unit, ordinal, memory)

    def hits(self, query: Query, threshold: int) -> Iterator[Hit]:
        """The hits among the variants of the query's language."""
        language = query.source.language.partition("-")[0]
        pairs = [
            (number, analyse(variant.text, variant.language, variant.codes))
            for number, candidate in self.candidates.items()
            if (variant := candidate.unit.variants[candidate.ordinal]).language.startswith(language)
        ]
        return Scan(pairs, language).search(query.analysis, threshold)

    def fetch(self, ids: Sequence[int]) -> list[Candidate]:
        """The candidates of some ids; remembers which were asked for."""
        self.fetched += ids
        return [self.candidates[number] for number in ids if number in self.candidates]

    def look_up(self, query: Query, **options: object) -> list[Match]:
        """The matches to show."""
        threshold = options.get("min_score", 70)
        assert isinstance(threshold, int)
        return best_matches(query, self.hits(query, threshold), self.fetch, **options)  # type: ignore[arg-type]  # passed on


def unit(number: int, *variants: Variant, status: Status = Status.TRANSLATED, day: int = 0) -> Unit:
    """A stored unit, changed on a day of September 1973; day 0 unknown."""
    changed = datetime(1973, 9, day, tzinfo=UTC) if day else None
    return Unit(variants, id=number, status=status, changed_at=changed)


def shelf(*units: Unit) -> Shelf:
    """Units of one memory."""
    return Shelf(("chile", one) for one in units)


def pair(number: int, ru: str, es: str, *, status: Status = Status.TRANSLATED, day: int = 0) -> Unit:
    """A unit in Russian and Spanish."""
    return unit(number, Variant("ru", ru), Variant("es", es), status=status, day=day)


def ru_es(text: str, previous: str | None = None, following: str | None = None) -> Query:
    """A question from Russian into Spanish."""
    return Query.of(Variant("ru", text, previous=previous, next=following), "es")


def shown(found: Sequence[Match]) -> list[tuple[int, str]]:
    """Score and target of each match."""
    return [(match.score, match.target.text) for match in found]


def in_context(number: int, target: str) -> Unit:
    """A unit that is a document of its own."""
    return unit(number, Variant("ru", "Власть народу", previous="", next=""), Variant("es", target))
