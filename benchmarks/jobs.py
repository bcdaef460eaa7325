"""What lookups feel of an import: their times alone, beside a job's process, and beside a thread.

A memory of English sentences (Debian's documentation) answers one lookup after another, while the same number
of other sentences is imported into a second memory: by a process of its own, as jobs are done, and for
comparison by a thread of the process that answers.

    scripts/bench jobs                    100,000 units stored, 100,000 imported
    scripts/bench jobs --units 20000
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from tempfile import TemporaryDirectory
from threading import Event, Thread

import numpy as np

from benchmarks.corpus import sentences
from benchmarks.load import MEMORY
from benchmarks.service import CORPUS, fill
from tmserver.exchange.tmx.writer import write_tmx
from tmserver.segment import Unit, Variant
from tmserver.services.access.principal import LOCAL
from tmserver.services.database import open_database
from tmserver.services.imports.run import ImportRequest
from tmserver.services.jobs.imports import submit_import
from tmserver.services.jobs.process import perform
from tmserver.services.jobs.queue import JobQueue
from tmserver.services.jobs.runner import Runner, take_next
from tmserver.services.lookup import LookupRequest, LookupService, Segment
from tmserver.settings import Settings
from tmserver.store.database import Database

ALONE = 20.0
"""Seconds of lookups with nothing beside them."""


class Sent:
    """A file as it comes in a request."""

    def __init__(self, content: bytes) -> None:
        self.filename = "bench.tmx"
        self.stream = BytesIO(content)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--units", type=int, default=100_000)
    given = parser.parse_args()
    texts = sentences(2 * given.units, CORPUS)
    stored, others = texts[: given.units], texts[given.units :]
    print(f"{len(stored):,} units stored, {len(others):,} imported; load {os.getloadavg()[0]:.1f}\n")
    print("| beside the lookups | s | lookups | p50 ms | p95 | p99 |\n|---|---|---|---|---|---|")
    with TemporaryDirectory() as folder:
        settings = Settings(database_url=f"sqlite:///{folder}/tm.db", cache_folder=f"{folder}/cache")
        fill(settings, stored)
        database = open_database(settings)
        lookup = LookupService(database, settings)
        ask(lookup, stored[:20], lambda: True)
        until = time.monotonic() + ALONE
        told("nothing", ask(lookup, stored, lambda: time.monotonic() > until))
        for name, beside in (("a job's process", in_process), ("a thread", in_thread)):
            with beside(database, settings, others, name.replace(" ", "-").replace("'", "")) as is_over:
                told(name, ask(lookup, stored, is_over))
        lookup.close()


def ask(lookup: LookupService, texts: list[str], is_over: Callable[[], bool]) -> list[float]:
    """The seconds of lookups of the texts, each with its last word left out, until it is over."""
    seconds = []
    for number in range(1_000_000):
        text = texts[number * 7919 % len(texts)].rpartition(" ")[0] or "Nothing"
        begun = time.perf_counter()
        lookup.matches(LookupRequest("en", "es", (Segment(text),), (MEMORY,)))
        seconds.append(time.perf_counter() - begun)
        if number % 20 == 19 and is_over():
            break
    return seconds


def told(name: str, seconds: list[float]) -> None:
    """Print a row."""
    p50, p95, p99 = 1000 * np.percentile(seconds, (50, 95, 99))
    print(
        f"| {name} | {sum(seconds):.0f} | {len(seconds):,} | {p50:.1f} | {p95:.1f} | {p99:.1f} |", flush=True
    )


def handed_in(database: Database, settings: Settings, texts: list[str], memory: str) -> tuple[JobQueue, int]:
    """The queue with an import of the texts."""
    queue, content = JobQueue(database, settings), BytesIO()
    units = (Unit((Variant("en", one), Variant("es", one[::-1])), source_language="en") for one in texts)
    write_tmx(units, content)
    request = ImportRequest(memory, "bench", create=True)
    job = submit_import(queue, database, request, [Sent(content.getvalue())], LOCAL)
    return queue, job.id


@contextmanager
def in_process(
    database: Database, settings: Settings, texts: list[str], memory: str
) -> Iterator[Callable[[], bool]]:
    """Has the import done as a server does; gives what says whether it is over."""
    queue, job_id = handed_in(database, settings, texts, memory)
    runner = Runner(database, settings, queue)
    runner.start()
    yield lambda: queue.get(job_id, LOCAL).state.has_ended
    runner.close()


@contextmanager
def in_thread(
    database: Database, settings: Settings, texts: list[str], memory: str
) -> Iterator[Callable[[], bool]]:
    """Has the import done by a thread of this process."""
    queue, _ = handed_in(database, settings, texts, memory)
    taken = take_next(database, queue.folders)
    if taken is None:
        raise RuntimeError("no job waits")
    thread = Thread(target=perform, args=(database, settings, *taken, Event()))
    thread.start()
    yield lambda: not thread.is_alive()
    thread.join()


if __name__ == "__main__":
    main()
