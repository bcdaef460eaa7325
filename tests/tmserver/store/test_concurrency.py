"""Many writers at once: nothing is lost, and revisions become visible in their order."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from threading import Event

from tmserver.segment import Unit, Variant
from tmserver.store import languages, memories, selection, units, variants
from tmserver.store.database import Database

WRITERS, WRITES = 8, 12


def write(url: str, memory_id: int, writer: int) -> None:
    """Add units one transaction each, as a process or thread of its own."""
    database = Database(url)
    for number in range(WRITES):
        with database.write(by=f"writer {writer}") as session:
            text = f"{writer} {number}"
            units.add(session, memory_id, [Unit((Variant("ru", text), Variant("es", text)))])
    database.close()


def follow(database: Database, memory_id: int, stop: Event) -> list[tuple[int, str]]:
    """What a reader finds that asks again and again for what is above the last revision it saw."""
    seen: list[tuple[int, str]] = []
    revision = 0
    last = False
    while not last:
        last = stop.is_set()
        with database.read() as session:
            newest = memories.revisions(session)[memory_id]
            if newest > revision:
                found = list(variants.changed(session, memory_id, "ru", revision))
                seen += [(v.revision, v.text) for v in found if v.live]
                revision = newest
        stop.wait(0.005)
    return seen


def check(database: Database, memory_id: int, seen: list[tuple[int, str]]) -> None:
    """Nothing lost, no revision left out, each found by the reader once and in order."""
    with database.read() as session:
        stored = list(selection.iterate(session, memory_id))
        counted = {count.language: count.units for count in languages.of_memory(session, memory_id)}
    total = WRITERS * WRITES
    assert len({unit.variants[0].text for unit in stored}) == len(stored) == total
    assert sorted(unit.revision for unit in stored) == list(range(1, total + 1))
    assert [revision for revision, _ in seen] == list(range(1, total + 1))
    assert {text for _, text in seen} == {unit.variants[0].text for unit in stored}
    assert counted == {"ru": total, "es": total}


def test_processes(database: Database) -> None:
    """Eight processes write to one memory while a reader follows by revision."""
    with database.write() as session:
        key = memories.create_memory(session, "chile").id
    url = database.url.render_as_string(hide_password=False)
    stop = Event()
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tmserver.store.database", "tmserver.store.variants", "psycopg"])
    with ThreadPoolExecutor(1) as threads, ProcessPoolExecutor(WRITERS, mp_context=context) as processes:
        reader = threads.submit(follow, database, key, stop)
        for done in [processes.submit(write, url, key, number) for number in range(WRITERS)]:
            done.result()
        stop.set()
        check(database, key, reader.result())


def test_threads_on_one_database(database: Database) -> None:
    """Threads that share a Database do not disturb each other, nor do writers to two memories."""
    with database.write() as session:
        first, second = (memories.create_memory(session, name).id for name in "ab")

    def both(number: int) -> None:
        for step in range(WRITES):
            with database.write() as session:
                session.claim([second, first] if number % 2 else [first, second])
                for memory_id in (second, first):
                    text = f"{number} {step}"
                    units.add(session, memory_id, [Unit((Variant("ru", text), Variant("es", text)))])

    with ThreadPoolExecutor(WRITERS) as threads:
        for done in [threads.submit(both, number) for number in range(WRITERS)]:
            done.result()
    with database.read() as session:
        for memory_id in (first, second):
            stored = selection.iterate(session, memory_id)
            assert sorted(unit.revision for unit in stored) == list(range(1, WRITERS * WRITES + 1))
