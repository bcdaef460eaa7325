"""What the tmserver protocol asks for: candidates for a text, the languages, and units to be kept.

Its clients know no errors but failures: a language that nobody has, or a text that cannot be searched for, is
simply without candidates.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass

from tmserver.errors import NotFound, TookTooLong
from tmserver.language.tags import normalise, spellings
from tmserver.segment import Match
from tmserver.services.limits import DEFAULT_LIMIT, DEFAULT_MIN_SCORE, LIMIT, MIN_SCORE
from tmserver.services.lookup import LookupRequest, LookupService, Segment
from tmserver.store import languages, memories
from tmserver.store.database import Database

_log = logging.getLogger(__name__)

HIGHEST = 100
"""The best quality of the protocol: equal text, whatever stands around it."""


@dataclass(frozen=True, slots=True)
class Question:
    """A text, its language and the one wanted; bounds of None are our defaults."""

    source: str
    target: str
    text: str
    min_similarity: int | None = None
    max_candidates: int | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stored source with its translation; ``quality`` is a whole percent of at most 100."""

    source: str
    target: str
    quality: int


def candidates(lookup: LookupService, question: Question, searched: tuple[str, ...] = ()) -> list[Candidate]:
    """The candidates of those memories (all if none is named), best first.

    None for unknown languages, from a language into itself, or for blanks.
    Bounds beyond ours are moved to ours. InvalidInput if the text is too long or holds a NUL.
    """
    source, target = normalise(question.source), normalise(question.target)
    if not question.text.strip() or not source or not target or source == target:
        return []
    request = LookupRequest(
        source=source,
        target=target,
        segments=(Segment(question.text),),
        memories=searched,
        min_score=_within(question.min_similarity, DEFAULT_MIN_SCORE, (MIN_SCORE[0], HIGHEST)),
        limit=_within(question.max_candidates, DEFAULT_LIMIT, LIMIT),
        alone=True,
    )
    try:
        (found,) = lookup.matches(request)
    except NotFound:
        return []
    except TookTooLong as error:
        # Weblate asks nothing for half an hour after a 503.
        _log.warning("A lookup of the tmserver protocol is answered without candidates: %s", error)
        return []
    return [_candidate(match) for match in found]


def codes(database: Database, names: Iterable[str] = ()) -> list[str]:
    """The languages in the protocol's spelling (pt_br), by name, each in every form that finds it.

    They are those of the memories of these names, of all if none is given.
    Weblate compares codes letter by letter: with en-US stored, it must find "en" in the list.
    """
    with database.read() as session:
        found = memories.get_memories(session, names)
        stored = languages.everywhere(session, [each.id for each in found])
    return sorted({_code(tag) for each in stored for tag in spellings(each.language)})


def _within(asked: int | None, default: int, bounds: tuple[int, int]) -> int:
    low, high = bounds
    return default if asked is None else min(max(asked, low), high)


def _candidate(match: Match) -> Candidate:
    return Candidate(match.source.text, match.target.text, min(match.score, HIGHEST))


def _code(tag: str) -> str:
    return tag.replace("-", "_").lower()
