"""How fast words and phrases are found in a large memory.

The corpus is that of ``scripts/bench lookup``: each sentence is a unit, with another one as its translation.
Words are drawn from sentences as they come, so that frequent ones are asked for more often; phrases
are two and three words that stand side by side in some sentence. Each is asked for once, on one page of 20.

    scripts/bench concordance                                a million units in SQLite (some ten minutes)
    scripts/bench concordance --units 100000 --postgresql postgresql://postgres@127.0.0.1:5432/test
"""

from __future__ import annotations

import argparse
import os
import re
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import numpy as np
from sqlalchemy import make_url

from benchmarks.corpus import sentences
from benchmarks.service import CORPUS, database_of, fill
from tmserver.services.concordance.find import ConcordanceRequest, ConcordanceService
from tmserver.services.concordance.follow import follow_all
from tmserver.services.database import open_database
from tmserver.settings import Settings

QUERIES = 300


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--units", type=int, default=1_000_000)
    parser.add_argument("--postgresql", metavar="URL", help="server to use a schema of, instead of SQLite")
    given = parser.parse_args()
    texts = sentences(given.units, CORPUS)
    with TemporaryDirectory() as folder, database_of(given.postgresql, Path(folder)) as url:
        settings = Settings(database_url=url, cache_folder=f"{folder}/cache")
        fill(settings, texts, analysed=False)
        database = open_database(settings)
        begun, cpu = time.perf_counter(), time.process_time()
        follow_all(database)
        seconds, cpu = time.perf_counter() - begun, time.process_time() - cpu
        print(f"{make_url(url).get_backend_name()}, {len(texts):,} units; load {os.getloadavg()[0]:.1f}")
        print(f"index: {seconds:.0f} s, {cpu / len(texts) * 1e6:.0f} µs of processor time a unit\n")
        _measure(ConcordanceService(database), texts)
        database.close()


def _measure(service: ConcordanceService, texts: Sequence[str]) -> None:
    print(
        "| asked for | in | units found | p50 ms | p95 | p99 | processor p95 |\n|---|---|---|---|---|---|---|"
    )
    for name, language, length in (
        ("a word", "en", 1),
        ("a word", "", 1),
        ("a phrase of 2", "en", 2),
        ("a phrase of 3", "en", 3),
    ):
        found, wall, cpu = _timed(service, _queries(texts, length), language)
        p50, p95, p99 = np.percentile(wall, (50, 95, 99))
        print(
            f"| {name} | {language or 'any language'} | {np.median(found):,.0f} "
            f"| {p50:.1f} | {p95:.1f} | {p99:.1f} | {np.percentile(cpu, 95):.1f} |",
            flush=True,
        )


def _queries(texts: Sequence[str], length: int) -> list[str]:
    """Words as they are; phrases in quotes."""
    random = Random(length)
    made: list[str] = []
    while len(made) < QUERIES:
        words = re.findall(r"[A-Za-z]{2,}(?: [A-Za-z]{2,})*", random.choice(texts))
        run = random.choice(words).split() if words else []
        if len(run) >= length:
            start = random.randrange(len(run) - length + 1)
            asked = " ".join(run[start : start + length])
            made.append(asked if length == 1 else f'"{asked}"')
    return made


def _timed(
    service: ConcordanceService, queries: Sequence[str], language: str
) -> tuple[list[int], list[float], list[float]]:
    """Of each query the units found, and its milliseconds by the clock and of this process."""
    for query in queries[:5]:
        service.find(ConcordanceRequest(query, language))
    found, wall, cpu = [], [], []
    for query in queries:
        begun, used = time.perf_counter(), time.process_time()
        found.append(service.find(ConcordanceRequest(query, language)).total)
        wall.append(1000 * (time.perf_counter() - begun))
        cpu.append(1000 * (time.process_time() - used))
    return found, wall, cpu


if __name__ == "__main__":
    main()
