"""How fast is a lookup, and does it find what there is? One table for several engines and sizes.

The corpus is real: sentences of Debian's documentation packages, fetched once. Half of the queries are
sentences that are not in it, half are sentences of it with one to three words changed, added or left out.
A query counts with the shortest of three times. "recall" is the share of the five best matches of a full
scan that the engine found; the service shows lowered scores, which have no like there.

    scripts/bench lookup                        10,000, 100,000 and 1,000,000 sentences (about half an hour)
    scripts/bench lookup --sizes 10000          only one size
    scripts/bench lookup --huge                 10,000,000 too: changed copies of the million
    scripts/bench lookup --engines index        only some engines
"""

from __future__ import annotations

import argparse
import random
import resource
import struct
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from multiprocessing import Pool
from pathlib import Path

import numpy as np
import platformdirs

from benchmarks.corpus import sentences
from benchmarks.engines import (
    Engine,
    Found,
    OurIndex,
    OurServer,
    OurService,
    RapidFuzzScan,
    Tantivy,
    Trigrams,
    temporary_folder,
)
from benchmarks.truth import FullScan
from tmserver.language.analyser import ANALYSER
from tmserver.language.analysis import analyse, to_bytes

SIZES = (10_000, 100_000, 1_000_000)
HUGE = 10_000_000
REAL = 1_000_000
HELD_BACK = 1_000
LIMIT = 5
THRESHOLDS = (90, 80, 70, 60, 50)
SLOW = {"RapidFuzz scan": 200, "PostgreSQL pg_trgm": 100, "Tantivy BM25": 500}
"""Engines that are asked less, so that a run ends: queries at the smallest size, fewer at larger ones."""

_LENGTH = struct.Struct("<I")


def main() -> None:
    """Print the table."""
    options = _options()
    sizes = [*options.sizes, *([HUGE] if options.huge else [])]
    corpus, queries = material(max(sizes), options.queries, options.cache)
    blobs = analyses(corpus, options.cache)
    print(f"{'engine':19}{'sentences':>11}{'build s':>9}{'start s':>9}{'bytes':>7}{'T':>4}", end="")
    print(f"{'p50 ms':>9}{'p95':>9}{'p99':>9}{'recall':>8}{'queries':>9}")
    for size in sizes:
        trial = Trial(corpus[:size], blobs[:size], queries)
        for name in options.engines:
            with temporary_folder() as folder:
                engine = ENGINES[name](Path(folder), options.postgresql)
                try:
                    report(engine, trial, options.thresholds)
                finally:
                    if isinstance(engine, OurService):
                        engine.close()
    print(f"peak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.1f} GB")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--sizes", type=_numbers, default=SIZES, help="numbers of sentences, comma between")
    parser.add_argument("--huge", action="store_true", help="10,000,000 sentences too")
    parser.add_argument("--thresholds", type=_numbers, default=THRESHOLDS)
    parser.add_argument("--queries", type=int, default=1000)
    parser.add_argument("--engines", type=_names, default=tuple(ENGINES), help=", ".join(ENGINES))
    parser.add_argument("--postgresql", default="postgresql://postgres@127.0.0.1:5432/postgres")
    cache = Path(platformdirs.user_cache_dir("tmserver-bench", appauthor=False))
    parser.add_argument("--cache", type=Path, default=cache, help="folder of the corpus")
    return parser.parse_args()


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(","))


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split(","))


ENGINES: dict[str, Callable[[Path, str], Engine]] = {
    "index": lambda folder, _: OurIndex(folder),
    "service": lambda folder, _: OurService(folder),
    "http": lambda folder, _: OurServer(folder),
    "rapidfuzz": lambda *_: RapidFuzzScan(),
    "tantivy": lambda *_: Tantivy(),
    "pg_trgm": lambda _, url: Trigrams(url),
}


def material(size: int, queries: int, cache: Path) -> tuple[list[str], list[str]]:
    """The corpus and the queries; the same ones at each run, a smaller corpus being a part of a larger."""
    rng = random.Random(7)
    found = sentences(REAL + HELD_BACK, cache)
    rng.shuffle(found)
    held_back, corpus = found[:HELD_BACK], found[HELD_BACK:]
    words = [word for sentence in corpus[:5000] for word in sentence.split()]
    smallest = corpus[: min(SIZES)]
    edited = [_edited(rng.choice(smallest), words, rng) for _ in range(queries // 2)]
    while len(corpus) < size:
        corpus.append(_edited(rng.choice(found), words, rng))
    asked = edited + [held_back[number % HELD_BACK] for number in range(queries - len(edited))]
    rng.shuffle(asked)
    return corpus[:size], asked


def _edited(sentence: str, words: Sequence[str], rng: random.Random) -> str:
    parts = sentence.split()
    for _ in range(rng.randint(1, 3)):
        at = rng.randrange(len(parts))
        kept = [parts[at]] if len(parts) == 1 or rng.random() < 0.3 else []
        added = [rng.choice(words)] if rng.random() < 0.7 else []
        parts[at : at + 1] = kept + added or [parts[at]]
    return " ".join(parts)


def analyses(corpus: Sequence[str], cache: Path) -> list[bytes]:
    """The analysis of each sentence; kept, for it takes longer than all else."""
    kept = cache / f"analyses-{ANALYSER}-{len(corpus)}"
    if not kept.exists():
        part = kept.with_suffix(".part")
        with Pool() as pool, part.open("wb") as file:
            for blob in pool.imap(_analysed, corpus, chunksize=1000):
                file.write(_LENGTH.pack(len(blob)) + blob)
        part.replace(kept)
    return list(_blobs(kept.read_bytes()))


def _analysed(sentence: str) -> bytes:
    return to_bytes(analyse(sentence, "en"))


def _blobs(content: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(content):
        (length,) = _LENGTH.unpack_from(content, at)
        at += _LENGTH.size
        yield content[at : at + length]
        at += length


class Trial:
    """A corpus, the queries, and what a full scan finds for them at the lowest threshold, made once."""

    def __init__(self, corpus: Sequence[str], blobs: Sequence[bytes], queries: Sequence[str]) -> None:
        self.corpus, self.blobs, self.queries = corpus, blobs, queries
        self._scan = FullScan(blobs)
        self._best: dict[str, Found] = {}

    def best(self, query: str, threshold: int) -> Found:
        """The best matches of a full scan."""
        if query not in self._best:
            numbers, percents = self._scan.percents(query, min(THRESHOLDS))
            best = np.lexsort((numbers, -percents))[:LIMIT]
            self._best[query] = list(zip(percents[best].tolist(), numbers[best].tolist(), strict=True))
        return [(percent, number) for percent, number in self._best[query] if percent >= threshold]


def report(engine: Engine, trial: Trial, thresholds: Sequence[int]) -> None:
    """Fill the engine and print its lines of the table."""
    count, queries = len(trial.corpus), trial.queries
    build = _seconds(lambda: engine.fill(trial.corpus, trial.blobs))
    start = ""
    if isinstance(engine, OurIndex):
        engine.save()
        start = f"{_seconds(engine.start):.2f}"
    if engine.name in SLOW:
        queries = queries[: max(20, SLOW[engine.name] * min(SIZES) // count)]
    size = f"{engine.size / count:.0f}" if engine.size else ""
    for threshold in thresholds:
        times, found = _timed(engine, queries, threshold)
        recall = ""
        if engine.raw:
            recall = f"{_recall(found, [trial.best(query, threshold) for query in queries]):.3f}"
        p50, p95, p99 = np.percentile(times, (50, 95, 99))
        print(f"{engine.name:19}{count:>11,}{build:>9.1f}{start:>9}{size:>7}{threshold:>4}", end="")
        print(f"{p50:>9.2f}{p95:>9.2f}{p99:>9.2f}{recall:>8}{len(queries):>9}", flush=True)


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _timed(engine: Engine, queries: Sequence[str], threshold: int) -> tuple[list[float], list[Found]]:
    """Milliseconds and answers, after a few queries that only warm up.

    The time of a query is the shortest of three, the others have the machine's other work in them; what
    takes longer than a tenth of a second is asked once.
    """
    for query in queries[:5]:
        engine.lookup(query, threshold, LIMIT)
    times, found = [], []
    for query in queries:
        ask = partial(engine.lookup, query, threshold, LIMIT)
        found.append(ask())
        seconds = _seconds(ask)
        if seconds < 0.1:
            seconds = min(seconds, _seconds(ask), _seconds(ask))
        times.append(1000 * seconds)
    return times, found


def _recall(found: Sequence[Found], best: Sequence[Found]) -> float:
    """The share of the best matches that were found: by number, or another one of the same percent."""
    wanted = right = 0
    for mine, theirs in zip(found, best, strict=True):
        have = {number for _, number in mine}
        missed = [percent for percent, number in theirs if number not in have]
        known = {number for _, number in theirs}
        spare = Counter(percent for percent, number in mine if number not in known)
        wanted += len(theirs)
        right += len(theirs) - len(missed) + sum((Counter(missed) & spare).values())
    return right / wanted if wanted else 1.0


if __name__ == "__main__":
    main()
