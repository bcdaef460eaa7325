"""Use case of the log: who changed what, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tmserver.services.access.principal import Principal, Right
from tmserver.services.limits import LIMIT, check_range, check_text
from tmserver.services.paging import COUNTED, Page, from_cursor, page_of, to_cursor
from tmserver.services.shapes import time_shape
from tmserver.store import log
from tmserver.store.database import Database
from tmserver.store.log import START, Entry, Wanted

DEFAULT_LIMIT = 50

LONGEST = 100


@dataclass(frozen=True, slots=True)
class LogQuery:
    """Which changes are listed; what is empty or None does not narrow.

    With memories or glossaries named only theirs. ``since`` is the first moment that counts.
    """

    by: str = ""
    memories: tuple[str, ...] = ()
    glossaries: tuple[str, ...] = ()
    since: datetime | None = None
    limit: int = DEFAULT_LIMIT
    cursor: str = ""


def read_log(database: Database, query: LogQuery, caller: Principal) -> Page[Entry]:
    """A page of the changes, the latest first; who is limited sees those of what is granted.

    Forbidden without the right to administer; NotFound for a memory or glossary that is not granted. Others
    need not exist any more: what was done to them is what is asked for.
    """
    caller.require(Right.ADMIN)
    check_range(query.limit, LIMIT, field="/limit")
    for field, names in (("/by", (query.by,)), ("/memory", query.memories), ("/glossary", query.glossaries)):
        for name in names:
            check_text(name, LONGEST, field=field, may_be_empty=True)
    after = from_cursor("log", query.cursor, (int, int, int)) if query.cursor else START
    wanted = _wanted(query, caller)
    with database.read() as session:
        found = log.page(session, wanted, (int(after[0]), int(after[1]), int(after[2])), query.limit + 1)
        counted = log.count(session, wanted, most=COUNTED + 1)
    shown = found[: query.limit]
    cursor = to_cursor("log", shown[-1][0]) if shown else ""
    return page_of([entry for _, entry in found], query.limit, counted, cursor)


def entry_shape(entry: Entry) -> dict[str, object]:
    """A change; ``item`` is the unit's or concept's id, null for the subject as a whole."""
    return {
        "at": time_shape(entry.at),
        "by": entry.by,
        "subject": entry.subject,
        "name": entry.name,
        "item": entry.item or None,
        "action": entry.action,
        "detail": entry.detail,
        "why": entry.why,
    }


def _wanted(query: LogQuery, caller: Principal) -> Wanted:
    memories, glossaries = caller.memories, caller.glossaries
    if query.memories or query.glossaries:
        memories = frozenset(caller.scope(query.memories) if query.memories else ())
        glossaries = frozenset(caller.glossary_scope(query.glossaries) if query.glossaries else ())
    return Wanted(query.by or None, memories, glossaries, query.since)
