"""Use cases of reading units: one, a list page by page, and all that was ever changed in one."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from tmserver.language.tags import LONGEST, index_key, normalise, region
from tmserver.segment import Memory, Status, Unit
from tmserver.services.limits import LIMIT, check_range, check_text
from tmserver.services.paging import COUNTED, Page, from_cursor, page_of, to_cursor
from tmserver.services.units.found import Found, find, home_of
from tmserver.store import history, memories, selection, units
from tmserver.store.database import Database
from tmserver.store.selection import Order, Selection

LONGEST_FILTER = 1_000
DEFAULT_LIMIT = 20

_PLACES: dict[Order, tuple[type, ...]] = {Order.DOCUMENT: (str, int, int), Order.CHANGED: (int, int)}


@dataclass(frozen=True, slots=True)
class UnitQuery:
    """Which units of a memory are listed, and in what order; what is empty or None does not narrow.

    ``languages``: all of which a unit has, without a region in any. ``contains``: so in one of the texts.
    ``since`` is the first moment of change that counts, ``before`` the first that does not.
    """

    languages: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = ()
    authors: tuple[str, ...] = ()
    since: datetime | None = None
    before: datetime | None = None
    contains: str = ""
    order: Order = Order.DOCUMENT
    backwards: bool = False
    limit: int = DEFAULT_LIMIT
    cursor: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A change of a unit: add, edit, status, delete or restore, and the unit as it was afterwards.

    ``before`` is None where it was added.
    """

    action: str
    at: datetime | None
    by: str
    why: str
    before: Unit | None
    after: Unit


@dataclass(frozen=True, slots=True)
class UnitHistory:
    """The changes of a unit, the latest first, and whether it is deleted now."""

    memory: Memory
    deleted: bool
    steps: tuple[Step, ...]


def get_unit(database: Database, unit_id: int, *, seen: Collection[str] = ()) -> Found:
    """The unit, in one of the memories ``seen`` (all if none is named); NotFound if there is none."""
    with database.read() as session:
        return find(session, unit_id, seen)


def list_units(database: Database, memory: str, query: UnitQuery) -> Page[Found]:
    """A page of the memory's units; NotFound for an unknown memory, InvalidInput for a filter too long."""
    check_range(query.limit, LIMIT, field="/limit")
    wanted = _selection(query)
    kind = f"{query.order.value}{'-' * query.backwards}"
    after = from_cursor(kind, query.cursor, _PLACES[query.order]) if query.cursor else None
    with database.read() as session:
        home = memories.get_memory(session, memory)
        found = selection.page(
            session,
            home.id,
            wanted,
            order=query.order,
            backwards=query.backwards,
            after=after,
            limit=query.limit + 1,
        )
        counted = selection.count(session, home.id, wanted, most=COUNTED + 1)
    last = found[: query.limit][-1:]
    cursor = to_cursor(kind, selection.place(last[0], query.order)) if last else ""
    return page_of([Found(home, unit) for unit in found], query.limit, counted, cursor)


def unit_history(database: Database, unit_id: int, *, seen: Collection[str] = ()) -> UnitHistory:
    """All changes of a unit, deleted or not; NotFound as ``get_unit``."""
    with database.read() as session:
        memory = home_of(session, unit_id, seen)
        present = units.find_unit(session, memory.id, unit_id)
        changes = history.of_unit(session, memory.id, unit_id)
    return UnitHistory(memory, present is None, tuple(_steps(present, changes)))


def _steps(present: Unit | None, changes: list[history.Change]) -> Iterator[Step]:
    after = present
    for change in changes:
        yield Step(change.action, change.at, change.by, change.why, change.before, after or change.before)
        after = change.before
    if after is not None:
        yield Step("add", after.added_at, after.added_by, "", None, after)


def _selection(query: UnitQuery) -> Selection:
    for field, texts, longest in (
        ("/language", query.languages, LONGEST),
        ("/document", query.documents, LONGEST_FILTER),
        ("/author", query.authors, LONGEST_FILTER),
        ("/contains", (query.contains,), LONGEST_FILTER),
    ):
        for text in texts:
            check_text(text, longest, field=field, may_be_empty=True)
    tags = [normalise(tag) for tag in query.languages]
    return Selection(
        languages=tuple(tag for tag in tags if region(tag)),
        keys=tuple(index_key(tag) for tag in tags if not region(tag)),
        documents=query.documents,
        statuses=query.statuses,
        authors=query.authors,
        changed_from=query.since,
        changed_before=query.before,
        contains=query.contains,
    )
