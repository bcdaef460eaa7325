"""Lookups over stored memories: right, complete, and never behind what any process has committed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from hashlib import blake2s
from multiprocessing import get_context
from pathlib import Path

import pytest

from tests.tmserver.services.installation import pair, settings_of
from tmserver.errors import InvalidInput, NotFound
from tmserver.segment import Match
from tmserver.services.lookup import LookupRequest, LookupService, Segment
from tmserver.services.units.add import add_unit
from tmserver.settings import Settings
from tmserver.store import memories, units
from tmserver.store.database import Database

ROOT = Path(__file__).parents[3]
LETTERS = "абвгдежзиклмнопр"


def sentence(number: int) -> str:
    """Three made-up words that no other number has."""
    digits = blake2s(number.to_bytes(4), digest_size=12).hexdigest()
    letters = "".join(LETTERS[int(digit, 16)] for digit in digits)
    return f"{letters[:8]} {letters[8:16]} {letters[16:]}"


def found(service: LookupService, text: str, **more: object) -> list[Match]:
    """The matches of one text, ru to es."""
    request = LookupRequest("ru", "es", (Segment(text),), **more)  # type: ignore[arg-type]  # tests give any
    return service.matches(request)[0]


@contextmanager
def reader(settings: Settings) -> Iterator[subprocess.Popen[str]]:
    """``tmserver lookup -`` in a process of its own, which answers line by line."""
    command = [sys.executable, str(ROOT / "cli.py"), "lookup", "--from", "ru", "--to", "es", "-"]
    environment = os.environ | settings.as_environment() | {"PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    with process:
        yield process
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(60) in (0, 1)


def ask(process: subprocess.Popen[str], text: str) -> list[str]:
    """The targets that the reader finds for the text."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(text + "\n")
    process.stdin.flush()
    return [match["target"]["text"] for match in json.loads(process.stdout.readline())["matches"]]


def test_another_process_finds_what_was_just_saved(database: Database, tmp_path: Path) -> None:
    """What one process adds, edits or deletes, the next lookup of another process knows."""
    settings = settings_of(database, tmp_path)
    add_unit(database, settings, "work", pair("первый", "primero"), by="a", create=True)
    with database.read() as session:
        memory = memories.get_memory(session, "work").id
    with reader(settings) as process:
        assert ask(process, "первый") == ["primero"]
        for number in range(10):
            text = sentence(number)
            added = add_unit(database, settings, "work", pair(text, f"objetivo {number}"), by="a")
            assert ask(process, text) == [f"objetivo {number}"]
            with database.write(by="b") as session:
                units.delete(session, memory, [added.unit])
            assert ask(process, text) == []
            with database.write(by="b") as session:
                units.restore(session, memory, [added.unit])
            assert ask(process, text) == [f"objetivo {number}"]


def write(settings: Settings, first: int) -> list[str]:
    """In a process of its own: add 25 units one by one; whatever was added is found at once, here too."""
    database = Database(settings.database_url)
    service = LookupService(database, settings)
    texts = [sentence(first + number) for number in range(25)]
    for text in texts:
        add_unit(database, settings, "work", pair(text, text.upper()), by="w")
        assert [match.target.text for match in found(service, text)] == [text.upper()]
    return texts


def test_many_processes_write_and_read(database: Database, tmp_path: Path) -> None:
    """Three writers at once: each finds its own at once, and in the end everyone's are found here."""
    settings = settings_of(database, tmp_path)
    add_unit(database, settings, "work", pair("первый", "primero"), by="a", create=True)
    service = LookupService(database, settings)
    assert found(service, "первый")
    with ProcessPoolExecutor(3, mp_context=get_context("spawn")) as pool:
        results = list(pool.map(write, [settings] * 3, (0, 1000, 2000)))
    for text in (text for texts in results for text in texts):
        assert [match.target.text for match in found(service, text)] == [text.upper()]


def test_deleted_memory(database: Database, tmp_path: Path) -> None:
    """A deleted memory is not searched any more, and its name is unknown."""
    settings = settings_of(database, tmp_path)
    service = LookupService(database, settings)
    for name in ("one", "two"):
        add_unit(database, settings, name, pair("завод стоит", f"fábrica {name}"), by="a", create=True)
    assert len(found(service, "завод стоит")) == 2
    with database.write(by="a") as session:
        memories.delete_memory(session, memories.get_memory(session, "one"))
    assert [match.memory for match in found(service, "завод стоит")] == ["two"]
    with pytest.raises(NotFound, match="two"):
        found(service, "завод стоит", memories=("one",))


def test_several_memories(database: Database, tmp_path: Path) -> None:
    """Memories are searched together; a penalty lowers one, names choose among them."""
    settings = settings_of(database, tmp_path)
    service = LookupService(database, settings)
    for name in ("old", "new"):
        add_unit(database, settings, name, pair("завод стоит", f"fábrica {name}"), by="a", create=True)
    assert [(match.memory, match.ambiguous) for match in found(service, "завод стоит")] == [
        ("new", True),
        ("old", True),
    ]
    penalised = found(service, "завод стоит", penalties={"new": 5})
    assert [(match.memory, match.score) for match in penalised] == [("old", 100), ("new", 95)]
    assert [match.memory for match in found(service, "завод стоит", memories=("new",))] == ["new"]


def test_language_nobody_asked_before(database: Database, tmp_path: Path) -> None:
    """The first lookup from a language that the writer did not analyse finds it, and stores the analysis."""
    settings = settings_of(database, tmp_path)
    add_unit(database, settings, "work", pair("завод стоит", "la fábrica está parada"), by="a", create=True)
    request = LookupRequest("es", "ru", (Segment("la fábrica está parada"),))
    for _ in range(2):
        service = LookupService(database, settings)
        assert [match.target.text for match in service.matches(request)[0]] == ["завод стоит"]


def test_snapshots(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A large memory leaves a snapshot; the next start uses it, with what changed since, or does without."""
    monkeypatch.setattr("tmserver.services.searches.SNAPSHOT_FROM", 10)
    settings = settings_of(database, tmp_path)
    for number in range(12):
        add_unit(database, settings, "work", pair(sentence(number), str(number)), by="a", create=True)
    service = LookupService(database, settings)
    assert found(service, sentence(3))
    service.close()
    (snapshot,) = (tmp_path / "cache").glob("*.index")
    add_unit(database, settings, "work", pair(sentence(99), "99"), by="a")
    for damage in (None, b"", snapshot.read_bytes()[:-100], b"x" * 1000):
        if damage is not None:
            snapshot.write_bytes(damage)
        service = LookupService(database, settings)
        for number in (3, 99):
            assert [match.target.text for match in found(service, sentence(number))] == [str(number)]
        service.close()


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"min_score": 29}, "/min_score"),
        ({"min_score": 102}, "/min_score"),
        ({"limit": 0}, "/limit"),
        ({"penalties": {"work": -1}}, "/penalties/work"),
    ],
)
def test_limits(sqlite_database: Database, tmp_path: Path, more: dict[str, object], field: str) -> None:
    """What is out of range is refused with the name of the field."""
    service = LookupService(sqlite_database, settings_of(sqlite_database, tmp_path))
    with pytest.raises(InvalidInput) as caught:
        found(service, "завод", **more)
    assert caught.value.field == field
