"""Use cases of memories as wholes: list, show, create, delete."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tmserver.segment import Memory
from tmserver.store import languages, memories, selection
from tmserver.store.database import Database
from tmserver.store.session import Session


@dataclass(frozen=True, slots=True)
class MemorySummary:
    """A memory with its units counted in all, by language tag and by status."""

    memory: Memory
    units: int
    languages: Mapping[str, int]
    statuses: Mapping[str, int]


def list_memories(database: Database) -> list[MemorySummary]:
    """All memories by name."""
    with database.read() as session:
        return [_summary(session, memory) for memory in memories.list_memories(session)]


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


def delete_memory(database: Database, name: str, *, by: str = "") -> None:
    """Delete the memory with all its units; NotFound names the memories that there are."""
    with database.write(by=by, why="memory delete") as session:
        memories.delete_memory(session, memories.get_memory(session, name))


def _summary(session: Session, memory: Memory) -> MemorySummary:
    statuses = selection.statuses(session, memory.id)
    return MemorySummary(
        memory=memory,
        units=sum(statuses.values()),
        languages={each.language: each.units for each in languages.of_memory(session, memory.id)},
        statuses=statuses,
    )
