"""The index of all words: which units have the words that somebody looks for, the newest first.

It follows the memories: ``pending`` tells what it lacks, ``take`` stores it, and a search comes after both.
Its tables are a cache, made by the migrations alone, and copied nowhere: an empty one fills itself.

A unit is one row. Each of its words stands there with the key of its language ("ru:завод"), so that a search
in one language costs what that language has; "m:3" is the memory, ":" parts two variants.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha1
from itertools import groupby
from operator import itemgetter

from sqlalchemy import exists, func, select, text
from sqlalchemy.exc import DatabaseError

from tmserver.segment import Memory
from tmserver.store import following
from tmserver.store.concordance_rows import Engine, Postgresql, Sqlite
from tmserver.store.following import DONE, Progress
from tmserver.store.session import Session
from tmserver.store.tables import UnitRow, VariantRow

ROUND = 5_000
"""Units read and stored at a time."""

MOST_WORDS = 14_000
"""Words of a unit that are kept, an equal share of each variant: PostgreSQL counts 16,383 positions."""

_LOCK = 1_952_805_750  # one number of our own among the advisory locks of the database


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand side by side; ``prefix``: the last one only begins so."""

    words: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a unit must have in the language of a key: of each clause one of its phrases."""

    key: str
    clauses: tuple[tuple[Phrase, ...], ...]


@dataclass(frozen=True, slots=True)
class Pending:
    """A unit that the index lacks, with key and text of each variant; none: it is to go."""

    unit_id: int
    texts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Round:
    """Some units of a memory that the index lacks, how far it was, and how far it is with them."""

    memory_id: int
    before: Progress
    after: Progress
    units: tuple[Pending, ...]


def is_fresh(session: Session, memory: Memory) -> bool:
    """Whether the index has all units of the memory as it was when it was read."""
    return _progress(session, memory.id) >= Progress(memory.revision, DONE)


def pending(session: Session, memory_id: int) -> Round | None:
    """The next units that the index lacks of a memory, None if it has all."""
    goal = following.goal(session, memory_id)
    before = _progress(session, memory_id)
    if before == goal:
        return None
    units, last = _changed(session, memory_id, before)
    after = last if last and len(units) == ROUND else goal
    return Round(memory_id, before, after, units)


def count_pending(session: Session, memory_id: int) -> int:
    """How many units the index lacks of a memory, those included of which it has an older state."""
    return following.count_after(session, memory_id, _progress(session, memory_id))


@lru_cache(maxsize=64)
def mark(key: str) -> str:
    """What the words of a language begin with in the index; of junk that files call a language, a digest."""
    plain = re.fullmatch("[A-Za-z]{2,3}(-[A-Za-z]{4})?", key)
    return (key.lower() if plain else "_" + sha1(key.encode(), usedforsecurity=False).hexdigest()[:12]) + ":"


def take(session: Session, found: Round, words: Sequence[Sequence[str]]) -> bool:
    """Store the units with the words of each of their variants; False if another process was faster.

    The words of a variant are one text, spaces between them, and begin with the ``mark`` of its key.
    """
    if _progress(session, found.memory_id, locked=True) != found.before:
        return False
    rows = [
        (unit.unit_id, _row(found.memory_id, unit, of_unit))
        for unit, of_unit in zip(found.units, words, strict=True)
    ]
    _engine(session).replace(session.connection, rows)
    session.connection.execute(
        text(
            "INSERT INTO concordance_progress (memory_id, revision, unit_id) "
            "VALUES (:memory, :revision, :unit) ON CONFLICT (memory_id) "
            "DO UPDATE SET revision = excluded.revision, unit_id = excluded.unit_id"
        ),
        {"memory": found.memory_id, "revision": found.after.revision, "unit": found.after.unit_id},
    )
    return True


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for in which memories."""

    memory_ids: tuple[int, ...]
    wanted: tuple[Wanted, ...]


def search(session: Session, asked: Search, *, before: int | None = None, limit: int) -> list[int]:
    """The ids of the units that have what is wanted in one of the languages, the last stored first.

    ``before``: only units with a lower id.
    """
    if not asked.memory_ids or not asked.wanted:
        return []
    return _engine(session).search(session.connection, _expression(session, asked), before, limit)


def count(session: Session, asked: Search, *, most: int) -> int:
    """How many units have what is wanted; ``most`` if there are more."""
    if not asked.memory_ids or not asked.wanted:
        return 0
    return _engine(session).count(session.connection, _expression(session, asked), most)


def is_sound(session: Session, memory: Memory) -> bool:
    """Whether the index has as many units of the memory as there are, as far as can be told by now."""
    progress = _progress(session, memory.id)
    if progress.revision > memory.revision:
        return False
    if not is_fresh(session, memory):
        return True
    indexed = _engine(session).count(session.connection, _of_memory(session, memory.id), DONE)
    unit = UnitRow
    live = exists().where(VariantRow.unit_id == unit.id, VariantRow.removed.is_(False))
    statement = select(func.count()).where(unit.memory_id == memory.id, unit.deleted_at.is_(None), live)
    return indexed == session.connection.scalar(statement)


def is_damaged(session: Session) -> bool:
    """Whether SQLite finds its own pages of the index in disorder; it looks only in a writing transaction."""
    if session.connection.dialect.name != "sqlite":
        return False
    try:
        session.connection.exec_driver_sql("INSERT INTO concordance (concordance) VALUES ('integrity-check')")
    except DatabaseError:
        return True
    return False


def forget(session: Session, memory_id: int) -> None:
    """Leave no word of a memory's units in the index; what else it loses by that, it takes up again."""
    _engine(session).forget(session.connection, memory_id)


def homes(session: Session, unit_ids: Iterable[int]) -> dict[int, int]:
    """The memory of each unit by its id; deleted ones are absent."""
    statement = select(UnitRow.id, UnitRow.memory_id)
    statement = statement.where(UnitRow.id.in_(list(unit_ids)), UnitRow.deleted_at.is_(None))
    return dict(session.connection.execute(statement).all())


def _engine(session: Session) -> Engine:
    return Sqlite() if session.connection.dialect.name == "sqlite" else Postgresql()


def _progress(session: Session, memory_id: int, *, locked: bool = False) -> Progress:
    """``locked``: nobody else takes a round of this memory before the transaction ends."""
    if locked:
        following.lock(session, _LOCK, memory_id)
    statement = text("SELECT revision, unit_id FROM concordance_progress WHERE memory_id = :memory")
    row = session.connection.execute(statement, {"memory": memory_id}).first()
    return Progress(*row) if row else Progress()


def _changed(
    session: Session, memory_id: int, after: Progress
) -> tuple[tuple[Pending, ...], Progress | None]:
    variant = VariantRow
    units = following.units_after(memory_id, after, ROUND)
    statement = (
        select(units.c.revision, units.c.id, units.c.deleted_at, variant.removed)
        .add_columns(variant.language_key, variant.text)
        .join_from(units, variant, variant.unit_id == units.c.id)
        .order_by(units.c.revision, units.c.id, variant.ordinal)
    )
    found = []
    last = None
    for (revision, unit_id), rows in groupby(session.connection.execute(statement), itemgetter(0, 1)):
        texts = tuple((key, text) for _, _, gone, removed, key, text in rows if gone is None and not removed)
        found.append(Pending(unit_id, texts))
        last = Progress(revision, unit_id)
    return tuple(found), last


def _row(memory_id: int, unit: Pending, words: Sequence[str]) -> str:
    """The words of a unit's row, "" if it is to have none."""
    if not unit.texts:
        return ""
    most = MOST_WORDS // len(unit.texts)
    return " : ".join((f"m:{memory_id}", *(_first(most, of_variant) for of_variant in words)))


def _first(number: int, words: str) -> str:
    if len(words) < 2 * number:
        return words
    return " ".join(words.split()[:number])


def _expression(session: Session, asked: Search) -> str:
    engine = _engine(session)
    found = engine.some([_in_language(engine, each) for each in asked.wanted])
    indexed = set(session.connection.scalars(text("SELECT memory_id FROM concordance_progress")))
    if indexed <= set(asked.memory_ids):
        return found  # in all there is: leaving the memories out makes the search ten times faster
    memories = [_of_memory(session, memory_id) for memory_id in asked.memory_ids]
    return engine.every([engine.some(memories), found])


def _of_memory(session: Session, memory_id: int) -> str:
    return _engine(session).phrase([f"m:{memory_id}"], prefix=False)


def _in_language(engine: Engine, wanted: Wanted) -> str:
    prefix = mark(wanted.key)
    return engine.every(
        [
            engine.some(
                [
                    engine.phrase([prefix + word for word in phrase.words], prefix=phrase.prefix)
                    for phrase in clause
                ]
            )
            for clause in wanted.clauses
        ]
    )
