"""Analyses of the source texts of an import, made by other processes while this one reads and stores."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import chain, cycle
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

from tmserver.errors import TmserverError
from tmserver.services.imports.units import Arrival, is_full
from tmserver.store.digests import source_of

if TYPE_CHECKING:
    from tmserver.services.imports.analyst import Packed, Text

    Line = Connection[Any, Any]

Analysed = tuple[list[Arrival], list[Sequence[bytes | None]]]


def analysed(batches: Iterable[list[Arrival]], workers: int | None = None) -> Iterator[Analysed]:
    """Each batch with the blobs of its units, of which only the source variant's is made; in order.

    A batch that is not full is the only one and is analysed here, for another process takes half a second to
    start; else ``workers`` processes (by default one for each processor besides this one's, 1 or 2) analyse
    the next batches meanwhile.
    """
    from tmserver.services.imports import analyst  # noqa: PLC0415 (a file that is refused shall not wait)

    incoming = iter(batches)
    first = next(incoming, None)
    if first is None:
        return
    if not is_full(first):
        yield first, _blobs(first, analyst.analyses(_texts(first)))
        return
    number = workers or max(1, min(2, (os.cpu_count() or 1) - 1))
    with ExitStack() as stack:
        team = cycle([stack.enter_context(_analyst()) for _ in range(number)])
        yield from _ahead(team, number, chain([first], incoming))


def _ahead(team: Iterator[Line], number: int, batches: Iterable[list[Arrival]]) -> Iterator[Analysed]:
    """One batch for each analyst: it answers before it is asked again, so neither waits to be heard."""
    under_way: deque[tuple[list[Arrival], Line]] = deque()
    for batch in batches:
        done = _answered(*under_way.popleft()) if len(under_way) == number else None
        line = next(team)
        with _told():
            line.send(_texts(batch))
        under_way.append((batch, line))
        if done:
            yield done
    while under_way:
        yield _answered(*under_way.popleft())


def _answered(batch: list[Arrival], line: Line) -> Analysed:
    with _told():
        answer: Packed = line.recv()
    return batch, _blobs(batch, answer)


@contextmanager
def _told() -> Iterator[None]:
    """The end of an analyst becomes a sentence."""
    try:
        yield
    except (EOFError, OSError) as error:
        raise TmserverError(
            "A process that analyses texts was ended from outside (is the memory exhausted?). What was "
            "stored so far is whole; run the same command again to import the rest."
        ) from error


@contextmanager
def _analyst() -> Iterator[Line]:
    """The line to a new process that answers texts with their analyses; it ends when the line does."""
    # spawn: this process may run threads (a server), and a fork would share its database connections.
    from tmserver.services.imports.analyst import attend  # noqa: PLC0415 (see ``analysed``)

    spawn = get_context("spawn")
    ours, theirs = spawn.Pipe()
    process = spawn.Process(target=attend, args=(theirs,), daemon=True)
    process.start()
    theirs.close()
    try:
        yield ours
    finally:
        ours.close()
        process.join()


def _texts(batch: list[Arrival]) -> list[Text]:
    sources = (source_of(arrival.unit) for arrival in batch)
    return [(source.text, source.language, source.codes) for source in sources]


def _blobs(batch: list[Arrival], made: Packed) -> list[Sequence[bytes | None]]:
    """For each unit one blob or None per variant."""
    placed: list[Sequence[bytes | None]] = []
    for arrival, blob in zip(batch, _unpacked(made), strict=True):
        source = source_of(arrival.unit)
        placed.append([blob if variant is source else None for variant in arrival.unit.variants])
    return placed


def _unpacked(made: Packed) -> Iterator[bytes]:
    whole, sizes = made
    at = 0
    for size in sizes:
        yield whole[at : at + size]
        at += size
