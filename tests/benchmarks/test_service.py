"""The load on the service, in short: nothing acknowledged is lost, whoever is killed, nor in stopping."""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path

import pytest

from benchmarks.load import Load, ask_until_stopped
from benchmarks.served import served
from benchmarks.service import fill, killed, killed_worker, stopped
from tmserver.settings import Settings

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="finds and kills processes by /proc")

TEXTS = [f"The workers of factory {number} stopped all machines yesterday." for number in range(300)]
RATE = 40


@pytest.fixture(params=["sqlite", "postgresql"])
def filled(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """An installation with the memory of the load."""
    url = f"sqlite:///{tmp_path / 'tm.db'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres_url")
    settings = Settings(database_url=url, cache_folder=str(tmp_path / "cache"), log_level="debug")
    fill(settings, TEXTS)
    return settings


def test_nothing_acknowledged_is_lost(filled: Settings) -> None:
    """Not under load, not if a worker is killed, which is replaced, and not if all processes are."""
    with served(filled) as service:
        load = Load(service.address, TEXTS, rate=RATE)
        outcome = asyncio.run(load.run(1.5))
        assert outcome.wrong == {}
        before = service.workers()
        outcome = asyncio.run(load.run(1.5, killed_worker(service, 0.5)))
        assert asyncio.run(load.lost()) == []
        until = time.monotonic() + 30
        while len(set(service.workers()) - set(before)) < 1 and time.monotonic() < until:
            time.sleep(0.1)
        assert len(service.workers()) == 2
        asyncio.run(load.run(1, killed(service, 0.5)))
        service.start()
        assert asyncio.run(load.lost()) == []
        assert len(outcome.written) > 5
        asked = asyncio.run(ask_until_stopped(service.address, 20, lambda: stopped(service, 1)))
        begun = service.begun()
    assert asked.answered > 20
    assert len(begun) >= asked.answered
    assert not asked.unanswered & begun
