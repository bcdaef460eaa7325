"""The concordance: the units in which words stand, wherever they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

from tmserver import deadline
from tmserver.errors import InvalidInput, NotFound
from tmserver.language.tags import index_key, is_known, normalise
from tmserver.segment import Memory, Unit
from tmserver.services.concordance.follow import follow
from tmserver.services.concordance.marks import Span, marked
from tmserver.services.concordance.query import in_language, parse
from tmserver.services.limits import LIMIT, check_range
from tmserver.store import concordance, languages, memories
from tmserver.store.concordance import Search, Wanted
from tmserver.store.database import Database
from tmserver.store.loading import by_ids
from tmserver.store.session import Session

COUNTED = 10_000
"""Units that are counted exactly; of a frequent word a total would take seconds."""

DEFAULT_LIMIT = 20


@dataclass(frozen=True, slots=True)
class ConcordanceRequest:
    """``query`` as people type it; no language: any one; no memories: all. ``cursor`` of the page before."""

    query: str
    language: str = ""
    memories: tuple[str, ...] = ()
    limit: int = DEFAULT_LIMIT
    cursor: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A unit that was found, with the spans of the words in each of its variants; ``memory`` is a name.

    ``meaning`` is the cosine of what was found by meaning, and whole texts are its spans.
    """

    memory: str
    unit: Unit
    spans: tuple[tuple[Span, ...], ...]
    meaning: float | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """``total`` units were found in all, with ``more`` more than that; ``next`` is the next page's cursor."""

    lines: tuple[Line, ...]
    total: int
    more: bool
    next: str | None


class ConcordanceService:
    """Finds words in the memories of a database; threads may share it.

    The first search after a change brings the index up to date: some 80 µs for each changed unit.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = Lock()

    def find(self, request: ConcordanceRequest) -> Page:
        """A page of the units that have all that the query asks for in one language, last stored first.

        InvalidInput names the wrong field; NotFound an unknown language or memory, with the known ones.
        """
        check_range(request.limit, LIMIT, field="/limit")
        parts = parse(request.query)
        before = _before(request.cursor)
        searched = self._fresh(request)
        with self._database.read() as session:
            wanted = tuple(in_language(parts, key) for key in _keys(session, request.language, searched))
            asked = Search(tuple(memory.id for memory in searched), wanted)
            total = concordance.count(session, asked, most=COUNTED + 1)
            found = concordance.search(session, asked, before=before, limit=request.limit + 1)
            shown = found[: request.limit]
            lines = _lines(session, searched, shown, wanted)
        following = str(shown[-1]) if len(found) > len(shown) else None
        return Page(tuple(lines), min(total, COUNTED), total > COUNTED, following)

    def _fresh(self, request: ConcordanceRequest) -> list[Memory]:
        """The memories to search, all their units in the index."""
        with self._database.read() as session:
            searched = memories.get_memories(session, dict.fromkeys(request.memories))
            behind = [memory for memory in searched if not concordance.is_fresh(session, memory)]
        for memory in behind:
            while self._advance(memory):
                deadline.check()
        return searched

    def _advance(self, memory: Memory) -> int:
        """One thread at a time, so that they do not all read the same words."""
        with self._lock:
            return follow(self._database, memory.id)


def _before(cursor: str) -> int | None:
    if not cursor:
        return None
    if not (cursor.isascii() and cursor.isdecimal() and len(cursor) < 14):
        raise InvalidInput("The cursor is none of ours; take the «next» of the page before.", field="/cursor")
    return int(cursor)


def _keys(session: Session, language: str, searched: Sequence[Memory]) -> list[str]:
    """The language keys to search in: that of the language, or all that the memories have."""
    stored = {each.key: each.language for each in languages.everywhere(session, [m.id for m in searched])}
    if not language:
        return list(stored)
    key = index_key(normalise(language))
    if key not in stored and not is_known(normalise(language)):
        known = sorted(stored.values())
        raise NotFound(
            f"The language {language[:40]!r} is unknown. Stored are: {', '.join(known) or 'none yet'}.",
            field="/language",
            known=known,
        )
    return [key]


def _lines(
    session: Session, searched: Sequence[Memory], unit_ids: Sequence[int], wanted: Sequence[Wanted]
) -> list[Line]:
    names = {memory.id: memory.name for memory in searched}
    homes = concordance.homes(session, unit_ids)
    units: dict[int, Unit] = {}
    for memory_id in set(homes.values()) & set(names):
        units |= by_ids(session, memory_id, [key for key in unit_ids if homes.get(key) == memory_id])
    return [
        Line(names[homes[key]], units[key], tuple(map(tuple, marked(units[key], wanted))))
        for key in unit_ids
        if key in units
    ]
