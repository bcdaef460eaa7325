"""The service under load: how fast it answers, and that no acknowledged write is ever lost.

Two workers, 50 connections, an open model of 200 requests a second: 90 % lookups, 8 % added units, 2 % edits
and deletions, on a memory of real sentences (those of ``scripts/bench lookup``). Then the same load while a
worker is killed (kill -9), and while the whole service is killed and started again; at last clients ask
without a pause while it is stopped. Every acknowledged write must be there afterwards, else it exits with 1.

    scripts/bench service                                   SQLite, 100,000 units, 60 s (three minutes in all)
    scripts/bench service --postgresql postgresql://postgres@127.0.0.1:5432/test
    scripts/bench service --units 10000 --seconds 10
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import numpy as np
import psycopg
from sqlalchemy import make_url

from benchmarks.corpus import sentences
from benchmarks.load import MEMORY, Load, Outcome, ask_until_stopped
from benchmarks.served import Service, served
from tmserver.language.analyser import ANALYSER
from tmserver.language.analysis import analyse, to_bytes
from tmserver.segment import Unit, Variant
from tmserver.services.database import create_database, open_database
from tmserver.settings import Settings
from tmserver.store import memories, units
from tmserver.store.loading import batches

CORPUS = Path("~/.cache/tmserver-bench").expanduser()


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--units", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=60, help="of the measured load")
    parser.add_argument("--rate", type=float, default=200, help="requests a second")
    parser.add_argument("--postgresql", metavar="URL", help="server to use a schema of, instead of SQLite")
    given = parser.parse_args()
    texts = sentences(given.units, CORPUS)
    with TemporaryDirectory() as folder, database_of(given.postgresql, Path(folder)) as url:
        settings = Settings(database_url=url, cache_folder=f"{folder}/cache", log_level="error")
        fill(settings, texts)
        print(f"{make_url(url).get_backend_name()}, {len(texts):,} units; load {os.getloadavg()[0]:.1f}\n")
        sys.exit(0 if _measured(settings, texts, given.rate, given.seconds) else 1)


def fill(settings: Settings, texts: list[str], *, analysed: bool = True) -> None:
    """Make the database with the memory: each text, ``analysed`` for lookups, with another beside it."""
    create_database(settings)
    database = open_database(settings)
    with database.write(by="bench") as session:
        key = memories.create_memory(session, MEMORY).id
    pairs = zip(texts, [*texts[len(texts) // 2 :], *texts], strict=False)
    for some in batches(pairs, 2_000):
        with database.write(by="bench") as session:
            made = [
                Unit((Variant("en", one), Variant("es", other)), source_language="en") for one, other in some
            ]
            blobs = [(to_bytes(analyse(one, "en")), None) for one, _ in some] if analysed else ()
            units.add(session, key, made, blobs, ANALYSER)
    database.close()


def _unit(text: str, translation: str) -> Unit:
    return Unit((Variant("en", text), Variant("es", translation)), source_language="en")


def _measured(settings: Settings, texts: list[str], rate: float, seconds: float) -> bool:
    """Whether nothing was lost in any of the four runs, each of which is printed."""
    good = True
    with served(settings) as service:
        asyncio.run(Load(service.address, texts, rate=20, seed=0).run(3))  # every worker opens its index
        load = Load(service.address, texts, rate=rate)
        used, client = service.processor(), time.process_time()
        outcome = asyncio.run(load.run(seconds))
        used, client = service.processor() - used, time.process_time() - client
        print(f"processor: workers {1000 * used / outcome.answered:.1f} ms a request, ", end="")
        print(f"this client {1000 * client / outcome.answered:.1f} ms\n")
        _print_times(outcome)
        good &= _told("load", outcome, asyncio.run(load.lost()), may_break=False)

        load = Load(service.address, texts, rate=rate, seed=2)
        outcome = asyncio.run(load.run(seconds / 3, killed_worker(service, seconds / 6)))
        good &= _told("a worker killed", outcome, asyncio.run(load.lost()), may_break=True)

        load = Load(service.address, texts, rate=rate, seed=3)
        outcome = asyncio.run(load.run(seconds / 3, killed(service, seconds / 6)))
        service.start()
        good &= _told("all killed, started again", outcome, asyncio.run(load.lost()), may_break=True)

    return good & _stops_well(replace(settings, log_level="debug"))


def _stops_well(settings: Settings) -> bool:
    """Whether a service that is stopped answers all that it began with."""
    with served(settings) as service:
        asked = asyncio.run(ask_until_stopped(service.address, 50, lambda: stopped(service, 5)))
        lost = asked.unanswered & service.begun()
        unread = len(asked.unanswered - lost)
    print(f"| stopped | {asked.answered:,} | {len(lost)} begun without an answer, {unread} never read | |")
    return not lost


async def killed_worker(service: Service, after: float) -> None:
    """Kill a worker in the midst of a load."""
    await asyncio.sleep(after)
    service.kill_worker()


async def killed(service: Service, after: float) -> None:
    """Kill the service in the midst of a load."""
    await asyncio.sleep(after)
    service.kill()


async def stopped(service: Service, after: float) -> None:
    """Stop the service in the midst of a load, and tell how long that took."""
    await asyncio.sleep(after)
    seconds = await asyncio.to_thread(service.stop)
    print(f"\nstopped in {seconds:.1f} s", flush=True)


def _print_times(outcome: Outcome) -> None:
    print("| request | number | p50 ms | p95 | p99 | most |\n|---|---|---|---|---|---|")
    for kind, seconds in sorted(outcome.seconds.items()):
        p50, p95, p99, most = 1000 * np.percentile(seconds, (50, 95, 99, 100))
        print(f"| {kind} | {len(seconds):,} | {p50:.1f} | {p95:.1f} | {p99:.1f} | {most:.1f} |")
    print(
        "\n| run | answered | not answered, or not as it should be | writes lost |\n|---|---|---|---|",
        flush=True,
    )


def _told(run: str, outcome: Outcome, lost: list[int], *, may_break: bool) -> bool:
    """Print the run; whether it is good. ``may_break``: connections of what is killed break."""
    wrong = ", ".join(f"{times} × {what}" for what, times in outcome.wrong.items()) or "none"
    print(f"| {run} | {outcome.answered:,} | {wrong} | {len(lost)} of {len(outcome.written):,} |", flush=True)
    return not lost and (may_break or not outcome.wrong)


@contextmanager
def database_of(server: str | None, folder: Path) -> Iterator[str]:
    """The URL of a database of its own: a file, or a schema of the server that is dropped at the end."""
    if server is None:
        yield f"sqlite:///{folder / 'bench.db'}"
        return
    name = f"tmserver_bench_{uuid4().hex}"
    plain = make_url(server).set(drivername="postgresql")
    with psycopg.connect(plain.render_as_string(hide_password=False), autocommit=True) as connection:
        connection.execute(f'CREATE SCHEMA "{name}"'.encode())
        try:
            options = plain.update_query_dict({"options": f"-csearch_path={name}"})
            yield options.render_as_string(hide_password=False)
        finally:
            connection.execute(f'DROP SCHEMA "{name}" CASCADE'.encode())


if __name__ == "__main__":
    main()
