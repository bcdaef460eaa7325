"""What checks that compare units share: what was seen is kept on disk, groups come after the last unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from tmserver.audit.finding import Finding, Location, Message, Severity, Share, Side
from tmserver.audit.pair import Pair
from tmserver.audit.seen import Record, Seen, SeenPair, Sighting, Sightings, record

LEAST_WORDS = 3
"""Shorter segments are rendered as their place on a screen wants it."""
_LOCATIONS_KEPT = 20
_BEGINNING = 4
_MARKS = ".,:;!?…()«»“”\"'"

Trace = tuple[tuple[str, str, str, str], tuple[Record, ...]]
"""Source tag and text, target tag and text; what was seen in them."""


class Across:
    """A ``Grouping`` made of two functions: what is seen in a pair, and the findings in all that was seen."""

    def __init__(
        self, look: Callable[[Pair], Iterable[Sighting]], compare: Callable[[Sightings], Iterator[Finding]]
    ) -> None:
        self._look, self._compare = look, compare
        self._seen: Sightings | None = None

    def trace(self, pair: Pair) -> Trace | None:
        """What is to be remembered of a pair; None if nothing."""
        if pair.is_untranslated or not pair.is_translation:
            return None
        source, target = pair.source, pair.target
        found = tuple(record(each, source.tag, target.tag) for each in self._look(pair))
        return ((source.tag, source.text, target.tag, target.text), found) if found else None

    def add(self, location: Location, trace: Trace) -> None:
        """Remember it."""
        if self._seen is None:
            self._seen = Sightings()
        texts, found = trace
        self._seen.add(SeenPair(location, *texts), found)

    def findings(self) -> Iterator[Finding]:
        """A finding for each group, in the order of their first units."""
        if self._seen is not None:
            with self._seen:
                yield from self._compare(self._seen)
            self._seen = None


def group_finding(group: list[Seen], check: str, message: str, subject: str) -> Finding:
    """The finding of a group: it stands where a rendering other than the most frequent is first met."""
    shares = _distribution(group)
    main = Counter(one.sighting.value for one in group).most_common(1)[0][0]
    odd = next(one for one in group if one.sighting.value != main).pair
    is_clear = check != "same-target" and shares[0].count > shares[1].count
    return Finding(
        check,
        Severity.ERROR,
        Message(message, (("count", len(shares)), ("text", subject))),
        Side(odd.source_tag, odd.source),
        Side(odd.target_tag, odd.target),
        expected=(shares[0].text,) if is_clear else (),
        distribution=shares,
        location=odd.location,
    )


def _distribution(group: list[Seen]) -> tuple[Share, ...]:
    counts: Counter[str] = Counter(one.sighting.value for one in group)
    labels: dict[str, str] = {}
    places: dict[str, list[Location]] = {}
    for one in group:
        labels.setdefault(one.sighting.value, one.sighting.label)
        places.setdefault(one.sighting.value, []).append(one.pair.location)
    return tuple(
        Share(labels[value], count, tuple(places[value][:_LOCATIONS_KEPT]))
        for value, count in counts.most_common()
    )


def telling_words(text: str) -> set[str]:
    """The beginnings of a text's longer words, and its numbers."""
    words = (word.strip(_MARKS) for word in text.casefold().split())
    return {
        word if word.isdigit() else word[:_BEGINNING]
        for word in words
        if len(word) >= _BEGINNING or word.isdigit()
    }
