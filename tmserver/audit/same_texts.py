"""One source that is rendered differently, and one target that stands for different sources."""

from __future__ import annotations

from collections.abc import Iterator

from tmserver.audit.across import LEAST_WORDS, Across, group_finding, telling_words
from tmserver.audit.finding import Finding
from tmserver.audit.options import AuditOptions
from tmserver.audit.pair import Pair
from tmserver.audit.seen import Seen, Sighting, Sightings


def same_source(_options: AuditOptions) -> Across:
    """The check ``same-source``: segments of three words or more with several targets, in one context."""
    return Across(_sources, _rendered_differently)


def same_target(_options: AuditOptions) -> Across:
    """The check ``same-target``: sources of three words or more that say different things in one target."""
    return Across(_targets, _rendered_alike)


def _sources(pair: Pair) -> Iterator[Sighting]:
    if len(pair.source.words) >= LEAST_WORDS:
        key = f"{pair.context}\0{pair.source.folded}"
        yield Sighting("source", key, pair.target.folded, pair.target.text)


def _rendered_differently(seen: Sightings) -> Iterator[Finding]:
    for group in seen.groups("source"):
        yield group_finding(group, "same-source", "same-source", group[0].pair.source)


def _targets(pair: Pair) -> Iterator[Sighting]:
    if min(len(pair.source.words), len(pair.target.words)) >= LEAST_WORDS:
        yield Sighting("target", pair.target.folded, pair.source.folded, pair.source.text)


def _rendered_alike(seen: Sightings) -> Iterator[Finding]:
    for group in seen.groups("target"):
        if _differ(group):
            yield group_finding(group, "same-target", "same-target", group[0].pair.target)


def _differ(group: list[Seen]) -> bool:
    """Whether two of a group have each a word that the other has not (pressed, released) or one has two more.

    Of «Find and Replace» and «Find & Replace», of «PageDown» and «Page Down», or with one added word, the
    same translation is expected.
    """
    texts = dict.fromkeys(one.sighting.label for one in group)
    (letters, first), *others = ((_letters(text), telling_words(text)) for text in texts)
    return any(letters != other and len(first ^ words) > 1 for other, words in others)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
