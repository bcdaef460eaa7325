"""Vectors are made of all texts of a memory, a round at a time: what is stored stays, whenever it stops."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from time import sleep

from tmserver.language.tags import primary
from tmserver.meaning.encoder import Encoder
from tmserver.meaning.quantised import to_bytes
from tmserver.segment import Memory
from tmserver.services.meaning.neighbours import Neighbours
from tmserver.settings import Settings
from tmserver.store import languages, memories, vectors
from tmserver.store.copying import Step, Watch
from tmserver.store.database import Database


@dataclass(frozen=True, slots=True)
class Made:
    """Units looked at so far, and how many new vectors that made."""

    units: int
    vectors: int


def remaining(database: Database, encoder: Encoder, memory: Memory, most: int | None = None) -> int:
    """Units of the memory that nobody has made vectors of yet, or that changed; counted up to ``most``."""
    with database.read() as session:
        return vectors.remaining(session, memory.id, encoder.name, most)


@dataclass(frozen=True, slots=True)
class Summary:
    """What was made of a memory in all."""

    memory: Memory
    units: int
    vectors: int


def make_all(
    database: Database, encoder: Encoder, names: Iterable[str], watch: Watch | None = None
) -> Iterator[Summary]:
    """Make all vectors that the named memories lack, or all memories do."""
    with database.read() as session:
        wanted = memories.get_memories(session, dict.fromkeys(names))
    for memory in wanted:
        every, last = remaining(database, encoder, memory), Made(0, 0)
        for last in make(database, encoder, memory):
            if watch:
                watch(Step(memory.name, last.units, max(every, last.units)))
        yield Summary(memory, last.units, last.vectors)


def keep_graphs(database: Database, settings: Settings, encoder: Encoder, memory: Memory) -> None:
    """Have the files of large graphs written, so that no lookup waits for them."""
    neighbours = Neighbours(database, settings, encoder.name)
    with database.read() as session:
        for key in languages.keys(session, memory.id):
            if primary(key) in encoder.languages:
                neighbours.fresh(session, memory, key)


def is_complete(database: Database, encoder: Encoder) -> bool:
    """Whether the texts of all memories have their vectors."""
    with database.read() as session:
        every = memories.list_memories(session)
        return all(vectors.is_complete(session, memory.id, encoder.name) for memory in every)


def make(database: Database, encoder: Encoder, memory: Memory) -> Iterator[Made]:
    """Make the vectors that the memory lacks, and tell after each round how far it is."""
    units = new = 0
    while True:
        with database.read() as session:
            found = vectors.pending(session, memory.id, encoder.name)
        if found is None:
            return
        known = [each for each in found.texts if primary(each.key) in encoder.languages]
        fresh = [each for each in known if each.data is None]
        made = {each.variant_id: each.data for each in known if each.data is not None}
        if fresh:
            data = to_bytes(encoder.encode([each.text for each in fresh]))
            made |= {each.variant_id: blob for each, blob in zip(fresh, data, strict=True)}
        with database.write(why="vectors") as session:
            taken = vectors.take(session, found, made)
        if taken:
            units, new = units + found.units, new + len(fresh)
            yield Made(units, new)
        else:
            sleep(0.05)  # another process is at it: two at each other's heels would both do all
