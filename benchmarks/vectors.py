"""Vectors of a large memory: how long they take to make, how large they are, how fast a lookup with them is.

Units are pairs of paragraphs of LibreOffice's help, ru–es, en–ru and es–en in turn, in SQLite. Looked up are
paragraphs that are not stored, one after the other, with and without meaning.

    scripts/bench vectors                    100,000 units (some ten minutes)
    scripts/bench vectors --units 10000
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from sqlalchemy import func, select

from benchmarks.libreoffice_help import Paragraph, read_paragraphs
from benchmarks.load import MEMORY
from benchmarks.usefulness import DIRECTIONS
from tmserver.language.analyser import ANALYSER
from tmserver.meaning.encoder import get_encoder
from tmserver.meaning.together import Together
from tmserver.segment import Unit, Variant
from tmserver.services.database import create_database, open_database
from tmserver.services.lookup import LookupRequest, LookupService, Segment
from tmserver.services.meaning.making import keep_graphs, make_all
from tmserver.services.meaning.service import MeaningService, Wish
from tmserver.services.processes import available_cores
from tmserver.services.units.edit import blobs
from tmserver.settings import Settings
from tmserver.store import memories, units
from tmserver.store.database import Database
from tmserver.store.loading import batches
from tmserver.store.tables import VectorRow

HELD_BACK = 60
"""One paragraph of so many is looked up and not stored."""


def pairs(paragraphs: Iterable[Paragraph]) -> Iterator[Unit]:
    """A unit of each paragraph for each pair of languages, one pair after the other."""
    stored = list(paragraphs)
    for source, target in DIRECTIONS:
        for each in stored:
            yield Unit(
                (Variant(source, each[source]), Variant(target, each[target])),
                document=each["id"],
                source_language=source,
            )


def fill(database: Database, wanted: Iterable[Unit]) -> None:
    """Make the memory of the units."""
    with database.write(by="bench") as session:
        key = memories.create_memory(session, MEMORY).id
    for some in batches(wanted, 2_000):
        with database.write(by="bench") as session:
            units.add(session, key, some, map(blobs, some), ANALYSER)


def make(database: Database, settings: Settings) -> None:
    """Make all vectors and the graphs, and print how that went."""
    cores = available_cores()
    encoder = Together(get_encoder(), cores)
    encoder.encode(["to load it"])
    start, work = time.perf_counter(), time.process_time()
    (made,) = make_all(database, encoder, [MEMORY])
    middle = time.perf_counter()
    print(
        f"{made.vectors:,} vectors of {made.units:,} units, {cores} cores: {middle - start:.0f} s "
        f"({time.process_time() - work:.0f} s of work)",
        flush=True,
    )
    keep_graphs(database, settings, encoder, made.memory)
    print(f"graphs of neighbours: {time.perf_counter() - middle:.0f} s", flush=True)
    with database.read() as session:
        statement = select(func.avg(func.length(VectorRow.data) + func.length(VectorRow.digest)))
        stored = session.connection.scalar(statement) or 0
    size = sum(path.stat().st_size for path in Path(settings.cache_folder).glob("*.vectors"))
    print(
        f"bytes of each: {stored:.0f} in the database, {size / max(made.vectors, 1):.0f} in the graphs' files"
    )


def look_up(database: Database, settings: Settings, queries: Sequence[Paragraph]) -> None:
    """Print the times of lookups."""
    service = LookupService(database, settings)
    meaning = MeaningService(database, settings, service)
    for name, wish in (("without meaning", Wish()), ("with meaning", Wish(meaning=True))):
        times, work = [], time.process_time()
        for number, query in enumerate(queries):
            source, target = DIRECTIONS[number % len(DIRECTIONS)]
            request = LookupRequest(source, target, (Segment(query[source]),), (MEMORY,))
            start = time.perf_counter()
            meaning.matches(request, wish)
            times.append(1000 * (time.perf_counter() - start))
        # The first ones read the graphs and indexes.
        p50, p95 = np.percentile(times[len(DIRECTIONS) * 3 :], (50, 95))
        print(
            f"lookup {name}: p50 {p50:.1f} ms, p95 {p95:.1f} ms; "
            f"{1000 * (time.process_time() - work) / len(times):.1f} ms of work ({len(times)} queries)",
            flush=True,
        )
    service.close()


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--units", type=int, default=100_000)
    given = parser.parse_args()
    paragraphs = read_paragraphs()
    held = paragraphs[::HELD_BACK]
    stored = [each for number, each in enumerate(paragraphs) if number % HELD_BACK]
    with TemporaryDirectory() as folder:
        settings = Settings(database_url=f"sqlite:///{folder}/bench.db", cache_folder=f"{folder}/cache")
        create_database(settings)
        database = open_database(settings)
        share = stored[: -(-given.units // len(DIRECTIONS))]
        fill(database, islice(pairs(share), given.units))
        print(f"load {os.getloadavg()[0]:.1f}")
        make(database, settings)
        look_up(database, settings, held)
        database.close()


if __name__ == "__main__":
    main()
