"""The word index brought up to date with the memories."""

from __future__ import annotations

from time import sleep

from tmserver.language.search_words import marked_words
from tmserver.store import concordance, memories
from tmserver.store.copying import Step, Watch
from tmserver.store.database import Database


def follow(database: Database, memory_id: int) -> int:
    """Take the next units of a memory into the index; how many, 0 if it has all.

    A call takes up to 5,000 units, some 40 µs each.
    """
    with database.read() as session:
        found = concordance.pending(session, memory_id)
    if found is None:
        return 0
    words = [[marked_words(text, concordance.mark(key)) for key, text in unit.texts] for unit in found.units]
    with database.write(why="concordance") as session:
        taken = concordance.take(session, found, words)
    if not taken:
        sleep(0.05)  # another process is at it: two that follow each other's heels would both do all
    return max(1, len(found.units))


def follow_all(database: Database, watch: Watch | None = None) -> None:
    """Take all units of all memories into the index, so that nobody's search has to wait for it."""
    with database.read() as session:
        found = memories.list_memories(session)
        left = {memory.id: concordance.count_pending(session, memory.id) for memory in found}
    done = 0
    for memory in found:
        while taken := follow(database, memory.id):
            done += taken
            if watch:
                watch(Step("words", min(done, sum(left.values())), sum(left.values())))
