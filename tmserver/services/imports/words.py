"""The word index of the concordance, kept up with an import by a process of its own.

Words are half of an import's work: done by the importing process they would halve its speed, and left to the
first search they would keep somebody waiting for a minute.
"""

from __future__ import annotations

import signal
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

from tmserver.errors import TmserverError
from tmserver.services.concordance.follow import follow
from tmserver.store import concordance, memories
from tmserver.store.concordance import ROUND
from tmserver.store.database import Database

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    Line = Connection[Any, Any]

CACHE = 16 * 1024
"""KiB of a SQLite file kept in memory: this process runs beside two others of the import."""

PAUSE = 0.5
"""Seconds to wait for more units: rounds of a few units each would cost more."""

Tell = Callable[[int, int], None]
"""Called with the units that are in the index by now, and those that are to be; in the end both are equal."""


class WordIndexer:
    """Takes what an import stores into the index; what it leaves undone, the next search does."""

    def __init__(self, database: Database, memory: str) -> None:
        self._url = database.url.render_as_string(hide_password=False)
        self._memory = memory
        self._line: Line | None = None
        self._process: BaseProcess | None = None

    def start(self) -> None:
        """Begin, in another process, unless it has begun."""
        if self._line is None:
            spawn = get_context("spawn")
            self._line, theirs = spawn.Pipe()
            self._process = spawn.Process(target=_attend, args=(theirs, self._url, self._memory), daemon=True)
            self._process.start()
            theirs.close()

    def finish(self, tell: Tell | None) -> None:
        """Wait until everything stored is in the index."""
        if self._line is None:
            return
        with suppress(EOFError, OSError):
            self._line.send("all is stored")
            while True:
                taken = self._line.recv()
                if tell:
                    tell(*taken)

    def __enter__(self) -> WordIndexer:
        return self

    def __exit__(self, *_error: object) -> None:
        """End the process, after the round that is under way."""
        if self._line is not None and self._process is not None:
            self._line.close()
            self._process.join()


def _attend(line: Line, url: str, name: str) -> None:
    """In the other process: follow until the end is told, or the other end is gone, however that ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    database = Database(url, cache=CACHE)
    with suppress(EOFError, OSError, TmserverError):
        while not line.poll(0 if _round(database, name) >= ROUND else PAUSE):
            pass
        line.recv()
        _finish(line, database, name)
    database.close()


def _finish(line: Line, database: Database, name: str) -> None:
    with database.read() as session:
        memory = memories.get_memory(session, name)
        left = concordance.count_pending(session, memory.id)
    done = 0
    while taken := follow(database, memory.id):
        done += taken
        line.send((min(done, left - 1), left))
    line.send((left, left))


def _round(database: Database, name: str) -> int:
    with database.read() as session:
        memory = memories.find_memory(session, name)
    return follow(database, memory.id) if memory else 0
