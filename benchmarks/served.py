"""A service of its own to measure: started, killed in part or as a whole, stopped."""

from __future__ import annotations

import os
import random
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.request import urlopen

from tmserver.settings import Settings

ROOT = Path(__file__).parents[1]
BEGUN = re.compile(r"begun request_id=(\S+)")


def free_port() -> int:
    """A port that nothing listens on, below those that systems give to connections meanwhile."""
    while True:
        port = random.randrange(10_000, 32_768)
        with suppress(OSError), socket.create_server(("", port)):
            return port


class Service:
    """``tmserver serve`` on a free port of this machine, as a group of processes."""

    def __init__(self, settings: Settings, workers: int = 2) -> None:
        self._environment = os.environ | settings.as_environment() | {"PYTHONPATH": str(ROOT)}
        self._workers = workers
        self._port = free_port()
        self.address = f"http://127.0.0.1:{self._port}"
        self._process: subprocess.Popen[bytes] | None = None
        self._log = Path(settings.cache_folder) / "service.log"

    @property
    def pid(self) -> int:
        """The main process."""
        if self._process is None:
            raise RuntimeError("the service was not started")
        return self._process.pid

    def start(self) -> None:
        """Start it, and wait until it is ready; RuntimeError if it is not within two minutes."""
        command = [sys.executable, str(ROOT / "cli.py"), "serve", "--port", str(self._port)]
        self._log.parent.mkdir(parents=True, exist_ok=True)
        with self._log.open("a", encoding="utf-8") as log:
            self._process = subprocess.Popen(
                [*command, "--workers", str(self._workers)],
                env=self._environment,
                start_new_session=True,
                stdout=subprocess.DEVNULL,
                stderr=log,
            )
        until = time.monotonic() + 120
        while not self.is_ready():
            if time.monotonic() > until or self._process.poll() is not None:
                raise RuntimeError("the service does not answer")
            time.sleep(0.1)

    def is_ready(self) -> bool:
        """Whether /health/ready answers 200."""
        try:
            with urlopen(f"{self.address}/health/ready", timeout=5):
                return True
        except OSError:
            return False

    def workers(self) -> list[int]:
        """The processes that answer requests."""
        listed = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text(encoding="ascii")
        return [int(pid) for pid in listed.split()]

    def processor(self) -> float:
        """Seconds of processor time that the workers have used."""
        return sum(map(_processor, self.workers()))

    def begun(self) -> set[str]:
        """The ids of all requests that it began with, which it logs at the level debug."""
        with self._log.open(encoding="utf-8") as log:
            return {found[1] for line in log if (found := BEGUN.search(line))}

    def kill_worker(self) -> int:
        """End one of the workers at once, and tell which."""
        (pid, *_) = self.workers()
        os.kill(pid, signal.SIGKILL)
        return pid

    def kill(self) -> None:
        """End all processes at once, as a power cut does."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        if self._process is not None:
            self._process.wait()

    def stop(self) -> float:
        """Ask it to stop; the seconds until it has."""
        begun = time.monotonic()
        os.kill(self.pid, signal.SIGTERM)
        if self._process is not None:
            self._process.wait()
        return time.monotonic() - begun


def _processor(pid: int) -> float:
    user, system = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


@contextmanager
def served(settings: Settings, workers: int = 2) -> Iterator[Service]:
    """A service that is ready; gone at the end whatever happened."""
    service = Service(settings, workers)
    try:
        service.start()
        yield service
    finally:
        service.kill()
