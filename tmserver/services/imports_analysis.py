"""Analyses of the source texts of an import, made by other processes while this one reads and stores."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from threading import Thread

from tmserver.errors import TmserverError
from tmserver.language.analysis import analyse, to_bytes
from tmserver.segment import Code
from tmserver.services.imports_units import Arrival
from tmserver.store.digests import source_of

AHEAD = 2
"""Batches that may be under way: enough to keep the analysts busy, few enough for constant memory."""

Text = tuple[str, str, tuple[Code, ...]]
Packed = tuple[bytes, list[int]]
"""Blobs one after another, and their sizes.

As bytes of their own they would be made by a thread of the pool, in memory that this thread never gives back:
130 bytes more for each unit of a file.
"""

Analysed = tuple[list[Arrival], list[Sequence[bytes | None]]]


def analysed(batches: Iterable[list[Arrival]], workers: int | None = None) -> Iterator[Analysed]:
    """Each batch with the blobs of its units, of which only the source variant's is made; in order.

    A single batch is analysed here, for another process takes half a second to start; with more to come,
    ``workers`` processes (by default one for each processor besides this one's, 1 or 2) analyse the next
    batches meanwhile.
    """
    incoming = iter(batches)
    first = list(islice(incoming, 2))
    if len(first) == 1:
        yield first[0], _blobs(first[0], _unpacked(*_analyses(_texts(first[0]))))
    elif first:
        # spawn: this process may run threads (a server), and a fork would share its database connections.
        spawn = get_context("spawn")
        number = workers or max(1, min(2, (os.cpu_count() or 1) - 1))
        with ProcessPoolExecutor(number, mp_context=spawn, initializer=_attend) as pool:
            yield from _ahead(pool, chain(first, incoming))


def _ahead(pool: Executor, batches: Iterable[list[Arrival]]) -> Iterator[Analysed]:
    under_way: deque[tuple[list[Arrival], Future[Packed]]] = deque()
    try:
        for batch in batches:
            under_way.append((batch, pool.submit(_analyses, _texts(batch))))
            if len(under_way) > AHEAD:
                done, blobs = under_way.popleft()
                yield done, _blobs(done, _unpacked(*blobs.result()))
        while under_way:
            done, blobs = under_way.popleft()
            yield done, _blobs(done, _unpacked(*blobs.result()))
    except BrokenProcessPool as error:
        raise TmserverError(
            "A process that analyses texts was ended from outside (is the memory exhausted?). What was "
            "stored so far is whole; run the same command again to import the rest."
        ) from error
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _texts(batch: list[Arrival]) -> list[Text]:
    sources = (source_of(arrival.unit) for arrival in batch)
    return [(source.text, source.language, source.codes) for source in sources]


def _blobs(batch: list[Arrival], made: Iterable[bytes]) -> list[Sequence[bytes | None]]:
    """For each unit one blob or None per variant."""
    placed: list[Sequence[bytes | None]] = []
    for arrival, blob in zip(batch, made, strict=True):
        source = source_of(arrival.unit)
        placed.append([blob if variant is source else None for variant in arrival.unit.variants])
    return placed


def _analyses(texts: list[Text]) -> Packed:
    blobs = [to_bytes(analyse(*text)) for text in texts]
    return b"".join(blobs), list(map(len, blobs))


def _unpacked(whole: bytes, sizes: list[int]) -> Iterator[bytes]:
    at = 0
    for size in sizes:
        yield whole[at : at + size]
        at += size


def _attend() -> None:
    """In an analyst: end with the process that started it, however that ends, and leave Ctrl-C to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
