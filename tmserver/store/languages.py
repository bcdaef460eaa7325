"""Which languages a memory has, and in how many units: counted by every write, read at no cost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Select, Update, bindparam, insert, select, update

from tmserver.language.tags import index_key
from tmserver.segment import Unit
from tmserver.store.session import Session
from tmserver.store.tables import MemoryLanguageRow, MemoryRow


@dataclass(frozen=True, slots=True)
class LanguageCount:
    """A language tag, the key of the index that it is found in, and the number of units that have it."""

    language: str
    key: str
    units: int


def of_memory(session: Session, memory_id: int) -> list[LanguageCount]:
    """The languages of a memory's units, by tag; empty if there are none."""
    return everywhere(session, [memory_id])


def everywhere(session: Session, memory_ids: Iterable[int] | None = None) -> list[LanguageCount]:
    """The languages of all (or the given) memories together, by tag; deleted memories do not count."""
    row = MemoryLanguageRow
    statement = (
        select(row.language, row.language_key, row.units)
        .join(MemoryRow, MemoryRow.id == row.memory_id)
        .where(row.units > 0, MemoryRow.deleted_at.is_(None))
    )
    if memory_ids is not None:
        statement = statement.where(row.memory_id.in_(list(memory_ids)))
    counts: dict[tuple[str, str], int] = {}
    for language, key, units in session.connection.execute(statement):
        counts[language, key] = counts.get((language, key), 0) + units
    return [LanguageCount(language, key, units) for (language, key), units in sorted(counts.items())]


def keys(session: Session, memory_id: int) -> frozenset[str]:
    """The index keys ("ru", "zh-Hant") of the languages that a memory has."""
    return frozenset(session.connection.scalars(_keys(), {"memory_id": memory_id}))


# The first lookup after each write asks for it: to make the statement takes longer than to run it.
@cache
def _keys() -> Select[str]:
    row = MemoryLanguageRow
    return (
        select(row.language_key)
        .join(MemoryRow, MemoryRow.id == row.memory_id)
        .where(row.memory_id == bindparam("memory_id"), row.units > 0, MemoryRow.deleted_at.is_(None))
    )


def count(session: Session, memory_id: int, unit: Unit, step: int) -> None:
    """Note that the memory has one unit more (step 1) or less (-1) in each of the unit's languages."""
    for language in {variant.language for variant in unit.variants}:
        session.tally[memory_id, language] += step


def keep(session: Session) -> None:
    """Store what ``count`` noted; the memories are locked by this transaction, so none can count between."""
    for (memory_id, language), step in sorted(session.tally.items()):
        if not step:
            continue
        values = {"of_memory": memory_id, "of_language": language, "step": step}
        if not session.connection.execute(_counted(), values).rowcount:
            session.connection.execute(
                insert(MemoryLanguageRow).values(
                    memory_id=memory_id, language=language, language_key=index_key(language), units=step
                )
            )
    session.tally.clear()


@cache
def _counted() -> Update:
    """Made once, as every added unit runs it."""
    row = MemoryLanguageRow
    where = row.memory_id == bindparam("of_memory"), row.language == bindparam("of_language")
    return update(row).where(*where).values(units=row.units + bindparam("step"))
