"""Use cases of memories as wholes: list, show, create, edit, delete, restore, count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from tmserver.errors import NotFound
from tmserver.segment import Memory
from tmserver.store import languages, memories, records, selection, statistics
from tmserver.store.database import Database
from tmserver.store.records import Record
from tmserver.store.session import Session
from tmserver.store.statistics import AuthorCount
from tmserver.store.texts import printable

LISTED = 100


@dataclass(frozen=True, slots=True)
class MemorySummary:
    """A memory with its units counted in all, by language tag and by status."""

    memory: Memory
    units: int
    languages: Mapping[str, int]
    statuses: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class MemoryStatistics:
    """A memory counted: units added by month, authors, documents by name with their units, characters.

    Of authors and documents the LISTED with most units; ``documents_in_all`` is the number of all.
    """

    summary: MemorySummary
    months: Mapping[str, int]
    authors: Sequence[AuthorCount]
    documents: Mapping[str, int]
    documents_in_all: int
    characters: Mapping[str, int]


def list_memories(database: Database) -> list[MemorySummary]:
    """All memories by name."""
    with database.read() as session:
        return [_summary(session, memory) for memory in memories.list_memories(session)]


def list_deleted(database: Database) -> list[Memory]:
    """Deleted memories that can be restored or purged, the last created first; a name may stand twice."""
    with database.read() as session:
        return memories.list_deleted(session)


def memory_history(database: Database, name: str) -> list[Record]:
    """What was done to memories of that name as wholes, and before under earlier names, the latest first."""
    with database.read() as session:
        return records.on_memory(records.list_records(session, subject="memory"), name)


def memory_names(database: Database) -> list[str]:
    """The names of all memories, in order; quicker than to count what they hold."""
    with database.read() as session:
        return [memory.name for memory in memories.list_memories(session)]


def show_memory(database: Database, name: str) -> MemorySummary:
    """The memory of that name; NotFound names those that there are."""
    with database.read() as session:
        return _summary(session, memories.get_memory(session, name))


def create_memory(
    database: Database, name: str, *, title: str = "", description: str = "", by: str = ""
) -> MemorySummary:
    """A new, empty memory; Conflict if the name is taken, InvalidInput if it cannot be one."""
    with database.write(by=by, why="memory create") as session:
        return _summary(session, memories.create_memory(session, name, title=title, description=description))


def edit_memory(
    database: Database,
    name: str,
    *,
    new_name: str | None = None,
    title: str | None = None,
    description: str | None = None,
    by: str = "",
) -> MemorySummary:
    """The memory with another name, title or description; what is None stays. Errors as ``create_memory``."""
    with database.write(by=by, why="memory edit") as session:
        memory = memories.get_memory(session, name)
        told = {"title": title, "description": description}
        changes = {field: text for field, text in told.items() if text is not None}
        if changes:
            kept = {"title": memory.title, "description": memory.description}
            memory = memories.describe_memory(session, memory, **kept | changes)
        if new_name is not None:
            memory = memories.rename_memory(session, memory, new_name)
        return _summary(session, memory)


def delete_memory(database: Database, name: str, *, by: str = "") -> None:
    """Delete the memory with all its units; NotFound names the memories that there are."""
    with database.write(by=by, why="memory delete") as session:
        memories.delete_memory(session, memories.get_memory(session, name))


def restore_memory(database: Database, name: str, *, by: str = "") -> MemorySummary:
    """The memory of that name that was deleted last, there again with all its units.

    Conflict if there is another one of that name by now; NotFound names the deleted ones.
    """
    with database.write(by=by, why="memory restore") as session:
        deleted = memories.list_deleted(session)
        found = next((memory for memory in deleted if memory.name == name), None)
        if found is None:
            known = sorted({memory.name for memory in deleted})
            raise NotFound(f"There is no deleted memory {printable(name)}.", field="/name", known=known)
        return _summary(session, memories.restore_memory(session, found))


def memory_statistics(database: Database, name: str) -> MemoryStatistics:
    """Whatever can be counted in the memory: seconds for a million units. NotFound as ``show_memory``."""
    with database.read() as session:
        memory = memories.get_memory(session, name)
        documents = selection.documents(session, memory.id)
        return MemoryStatistics(
            summary=_summary(session, memory),
            months=statistics.growth(session, memory.id),
            authors=statistics.authors(session, memory.id, most=LISTED),
            documents=dict(sorted(documents.items(), key=itemgetter(1), reverse=True)[:LISTED]),
            documents_in_all=len(documents),
            characters=statistics.characters(session, memory.id),
        )


def memory_growth(database: Database, name: str) -> Mapping[str, int]:
    """Units added by month ("2026-11"), the first month first; NotFound as ``show_memory``."""
    with database.read() as session:
        return statistics.growth(session, memories.get_memory(session, name).id)


def _summary(session: Session, memory: Memory) -> MemorySummary:
    statuses = selection.statuses(session, memory.id)
    return MemorySummary(
        memory=memory,
        units=sum(statuses.values()),
        languages={each.language: each.units for each in languages.of_memory(session, memory.id)},
        statuses=statuses,
    )
