"""What makes vectors while a server runs: a thread that looks for work, and a process that does it.

A process, not a thread: encoding keeps a core busy, and lookups would wait for the interpreter. In it (see
``maker``), one thread encodes with what the system has to spare, and another writes as fast as any: were the
writing one put off as well, whoever wants to write next would wait for it, with the database's lock between
them.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from time import monotonic, sleep, thread_time

import numpy as np
from filelock import FileLock, Timeout

from tmserver.errors import TmserverError
from tmserver.meaning.encoder import Encoder, Vectors, find_encoder, get_encoder
from tmserver.services.database import open_database
from tmserver.services.meaning.making import is_complete, keep_graphs, make_all
from tmserver.services.processes import environment
from tmserver.settings import Settings
from tmserver.store.database import Database
from tmserver.store.loading import batches

POLL = 10.0
"""Seconds between two looks for texts without vectors."""

LOCK = "vectors.lock"
"""Held by the one process on this host that makes vectors; in the cache folder."""

LINGER = 300.0
"""Seconds without work after which the process ends: starting it for each new unit costs a second each."""

CROWDED = 1.1
"""Others want the processors if work takes so many times as long as it is worked on."""

REST = 3.0
"""How long to rest then, in times of the work."""

SLICE = 100
"""Texts encoded between two rests: some tens of milliseconds of work."""


class VectorMaker:
    """Has vectors made of all texts that lack one, from ``start`` until ``close``."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self._database = database
        self._settings = settings
        self._closing = Event()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Begin to look for work, if there is an encoder."""
        if find_encoder() is not None:
            Thread(target=self._run, name="vectors", daemon=True).start()

    def close(self) -> None:
        """Stop; what is made stays."""
        self._closing.set()
        if self._process is not None and self._process.stdin is not None:
            with suppress(OSError):
                self._process.stdin.close()

    def _run(self) -> None:
        while not self._closing.wait(POLL):
            with suppress(TmserverError, OSError):  # the database is locked or away: that may pass
                if (
                    self._is_idle()
                    and not is_complete(self._database, get_encoder())
                    and self._is_nobody_at_it()
                ):
                    self._process = self._started()

    def _started(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "tmserver.services.meaning.maker"]
        return subprocess.Popen(command, stdin=subprocess.PIPE, env=environment(self._settings))  # noqa: S603 (our own)

    def _is_idle(self) -> bool:
        return self._process is None or self._process.poll() is not None

    def _is_nobody_at_it(self) -> bool:
        """Whether no other worker's process makes vectors: starting one only to end takes a second's work."""
        try:
            with _lock(self._settings):
                return True
        except Timeout:
            return False


def make_while_there_is_work(behind: Executor) -> None:
    """Make the vectors that all memories lack, and for a while those to come, unless another process does.

    ``behind`` encodes and asks what is missing; only what writes is done in this thread.
    """
    settings = Settings.from_environment(os.environ)
    with suppress(Timeout), _lock(settings):
        database = open_database(settings)
        encoder = _Behind(behind.submit(get_encoder).result(), behind)
        until = monotonic() + LINGER
        while monotonic() < until:
            if not behind.submit(is_complete, database, encoder).result():
                for each in make_all(database, encoder, ()):
                    behind.submit(keep_graphs, database, settings, encoder, each.memory).result()
                until = monotonic() + LINGER
            sleep(POLL)
        database.close()


def _lock(settings: Settings) -> FileLock:
    folder = Path(settings.cache_folder)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return FileLock(folder / LOCK, timeout=0)


@dataclass(frozen=True, slots=True)
class _Behind:
    """The encoder, in the thread of ``behind``."""

    encoder: Encoder
    behind: Executor

    @property
    def name(self) -> str:
        return self.encoder.name

    @property
    def languages(self) -> frozenset[str]:
        return self.encoder.languages

    def encode(self, texts: Sequence[str]) -> Vectors:
        return self.behind.submit(self._encoded, texts).result()

    def _encoded(self, texts: Sequence[str]) -> Vectors:
        return np.concatenate([self._some(list(some)) for some in batches(texts, SLICE)])

    def _some(self, texts: Sequence[str]) -> Vectors:
        """Rest after the work where others want the processors: sharing a core slows them."""
        begun, before = monotonic(), thread_time()
        vectors = self.encoder.encode(texts)
        took, worked = monotonic() - begun, thread_time() - before
        if took > CROWDED * worked:
            sleep(REST * took)
        return vectors
