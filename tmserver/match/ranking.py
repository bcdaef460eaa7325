"""Matches in the order they are shown, equal targets merged, and the score that a further one must reach."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from tmserver.language.tags import closeness
from tmserver.segment import Code, Match, Status

STATUSES = (Status.REVIEWED, Status.TRANSLATED, Status.DRAFT, Status.REJECTED)
"""The order of equal scores: a draft must not hide what somebody has accepted."""

_Target = tuple[str, tuple[Code, ...]]


class Ranking:
    """Collects matches and keeps those that the ``limit`` best targets of ``min_score`` and more rest on.

    ``language`` is the one wanted: of equal matches, those of its region come first. ``floor`` is the
    score that a match must reach to change the answer. It only rises, and not above 100 unless
    ``min_score`` is 101: all exact matches count, for ambiguity and for the number of units.
    """

    def __init__(self, limit: int, min_score: int, language: str) -> None:
        self.floor = min_score
        self._language = language
        self._limit = limit
        self._groups: dict[_Target, list[Match]] = {}
        self._best: dict[_Target, int] = {}
        self._targets_at: Counter[int] = Counter()

    def add(self, match: Match) -> None:
        """Takes a match into account, or leaves it if it is below the floor."""
        if match.score < self.floor:
            return
        target = (match.target.text, match.target.codes)
        self._groups.setdefault(target, []).append(match)
        score, best = _level(match), self._best.get(target)
        if best is None or score > best:
            self._best[target] = score
            self._targets_at[score] += 1
            if best is not None:
                self._targets_at[best] -= 1
            self._raise_floor()

    def shown(self) -> list[Match]:
        """The matches to show, best first, each standing for all units with its target at its score."""
        groups = [self._merged(group) for group in self._groups.values()]
        exact = sum(match.score >= 100 for match in groups)
        in_context = sum(match.score > 100 for match in groups)
        best = sorted(groups, key=self._order)[: self._limit]
        return [_marked(match, in_context if match.context else exact) for match in best]

    def _merged(self, group: Sequence[Match]) -> Match:
        ordered = sorted(group, key=self._order)
        best = ordered[0]
        origins = dict.fromkeys(match.origins[0] for match in ordered if _level(match) == _level(best))
        return best if len(origins) == 1 else replace(best, count=len(origins), origins=tuple(origins))

    def _order(self, match: Match) -> tuple[int, int, int, float, int, int, int]:
        """Best score, then status, then region, then newest, then id, then the order within the unit."""
        unit = match.unit
        region = closeness(self._language, match.target.language) or 0
        changed = unit.changed_at.timestamp() if unit.changed_at else float("-inf")
        place = unit.variants.index
        return (
            -match.score,
            STATUSES.index(unit.status),
            region,
            -changed,
            unit.id,
            place(match.source),
            place(match.target),
        )

    def _raise_floor(self) -> None:
        targets = 0
        for score in range(100, self.floor, -1):
            targets += self._targets_at[score]
            if targets >= self._limit:
                self.floor = score
                return


def _level(match: Match) -> int:
    """The score, with 100 and 101 as one: both say that this text has been translated so."""
    return min(match.score, 100)


def _marked(match: Match, exact_targets: int) -> Match:
    ambiguous = match.score >= 100 and exact_targets > 1
    return replace(match, ambiguous=True) if ambiguous else match
