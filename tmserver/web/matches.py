"""A match as its reader sees it: what differs, what was taken off, where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tmserver.match.word_difference import Stretch, word_difference
from tmserver.segment import Deduction, Match

DECISIVE = ("polarity", "question", "number", "code")
"""Reasons that change what a sentence says: each is named on the match itself."""


@dataclass(frozen=True, slots=True)
class ShownMatch:
    """A match beside the text it was found for.

    ``raw`` is the percent before anything was taken off; ``difference`` is the stored source against the
    text, ``repaired`` the target with the text's numbers against the stored one, empty if there is none.
    ``client`` and ``day`` are those of the unit, where it tells them.
    """

    match: Match
    raw: int
    difference: tuple[Stretch, ...]
    repaired: tuple[Stretch, ...]
    decisive: tuple[Deduction, ...]
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
    unit, target = match.unit, match.target
    taken = sum(each.points for each in match.deductions)
    repaired = (
        word_difference(match.repaired, target.text, target.language) if match.repaired is not None else ()
    )
    return ShownMatch(
        match=match,
        raw=100 if match.context else match.score + taken,
        difference=tuple(word_difference(asked, match.source.text, match.source.language)),
        repaired=tuple(repaired),
        decisive=tuple(each for each in match.deductions if each.reason in DECISIVE),
        client=next((prop.value for prop in unit.props if "client" in prop.type.casefold()), ""),
        author=unit.changed_by or unit.created_by,
        day=unit.changed_at or unit.created_at or unit.added_at,
    )
