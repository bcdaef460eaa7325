"""A match as its reader sees it: what differs, what was taken off, where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from tmserver.match.deductions import decisive
from tmserver.match.surface import surface
from tmserver.match.word_difference import Stretch, word_difference
from tmserver.segment import Match, Variant


@dataclass(frozen=True, slots=True)
class ShownMatch:
    """A match beside the text it was found for.

    ``raw`` is the percent before anything was taken off; ``difference`` is the stored source against the
    text; ``decisive`` names what changes its meaning; ``repaired`` is the target with the text's numbers
    against the stored one, empty if there is none. ``client``, ``author`` and ``day`` are those of the unit,
    where it tells them.
    """

    match: Match
    raw: int
    difference: tuple[Stretch, ...]
    repaired: tuple[Stretch, ...]
    decisive: Mapping[str, str]
    client: str
    author: str
    day: datetime | None

    @property
    def band(self) -> str:
        """How near it is: "exact" from 100 on, "near" from 95 (all words equal), "close" from 85, "far"."""
        bands = ((100, "exact"), (95, "near"), (85, "close"))
        return next((name for least, name in bands if self.match.score >= least), "far")


def shown_match(match: Match, asked: str) -> ShownMatch:
    """The match as it is shown to somebody who asked for this text."""
    unit, target, source = match.unit, match.target, match.source.language
    taken = sum(each.points for each in match.deductions)
    repaired = (
        word_difference(match.repaired, target.text, target.language) if match.repaired is not None else ()
    )
    return ShownMatch(
        match=match,
        raw=100 if match.context else match.score + taken,
        difference=tuple(word_difference(asked, match.source.text, source)),
        repaired=tuple(repaired),
        decisive=decisive(surface(match.source), surface(Variant(source, asked)), source),
        client=next((prop.value for prop in unit.props if "client" in prop.type.casefold()), ""),
        author=unit.changed_by or unit.created_by,
        day=unit.changed_at or unit.created_at or unit.added_at,
    )
