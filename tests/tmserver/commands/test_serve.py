"""tmserver serve, as a process."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from benchmarks.served import free_port
from tests.tmserver.commands.conftest import ROOT, Run
from tmserver.services.access.keys import NewKey, create_key
from tmserver.services.database import open_database
from tmserver.settings import Settings


@contextmanager
def served(settings: Settings, port: int, *more: str) -> Iterator[subprocess.Popen[str]]:
    """A server that answers; killed at the end if it still runs."""
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "cli.py"), "serve", "--port", str(port), *more],
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | settings.as_environment() | {"PYTHONPATH": str(ROOT)},
    )
    try:
        _wait(f"http://127.0.0.1:{port}/health", process)
        yield process
    finally:
        process.kill()
        process.communicate()


def _wait(address: str, process: subprocess.Popen[str]) -> None:
    end = time.monotonic() + 120
    while process.poll() is None and time.monotonic() < end:
        try:
            with urlopen(address, timeout=5):
                return
        except OSError:  # it does not listen yet, or is slow to answer
            time.sleep(0.1)
    pytest.fail(f"No answer at {address}")


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_serves_until_it_is_stopped(settings: Settings, stop: signal.Signals) -> None:
    """Both signals end the server within seconds, with exit code 0 and no traceback."""
    port = free_port()
    with served(settings, port, "--host", "localhost") as process:
        process.send_signal(stop)
        said = process.communicate(timeout=60)[1]
    assert process.returncode == 0
    assert said == f"tmserver listens on http://localhost:{port}/ (Ctrl+C stops it)\n"


def test_taken_port(process: Run) -> None:
    """A port on which another program listens is named, with the remedy; it is not shared."""
    with socket.create_server(("127.0.0.1", 0), reuse_port=True) as other:
        port = other.getsockname()[1]
        done = process("serve", "--port", str(port))
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith(f"Error: Cannot listen on port {port} of 127.0.0.1: ")
    assert "--port" in done.stderr


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.1", "example.org", ""])
def test_beyond_this_machine(process: Run, host: str) -> None:
    """Any address but loopback is refused: there are no keys."""
    done = process("serve", "--host", host)
    assert (done.returncode, done.stdout) == (2, "")
    assert "no keys yet" in done.stderr


def test_beyond_this_machine_with_a_key(settings: Settings) -> None:
    """With a key other addresses are listened on; every request needs it then, and no log has it."""
    secret = create_key(open_database(settings), NewKey("x")).secret
    port = free_port()
    here = f"http://127.0.0.1:{port}"
    with served(settings, port, "--host", "0.0.0.0") as process:
        for path in ("/api/v2/memories", "/tmserver/languages/"):
            with pytest.raises(HTTPError) as refused:
                urlopen(here + path, timeout=60)
            assert refused.value.code == 401
            refused.value.close()
        asked = Request(f"{here}/api/v2/memories", headers={"Authorization": f"Bearer {secret}"})
        for shown in (asked, f"{here}/tmserver/{secret}/languages/", f"{here}/tmserver/{secret}/a/b/store/x"):
            with suppress(HTTPError), urlopen(shown, timeout=60) as answer:
                assert answer.status == 200
        process.terminate()
        said = process.communicate(timeout=60)[1]
    assert secret not in said
    assert "TMSERVER_ALLOWED_HOSTS" in said


def _counted(port: int) -> float:
    """The lookups that /metrics tells of."""
    with urlopen(f"http://127.0.0.1:{port}/metrics", timeout=60) as answer:
        lines = answer.read().decode().splitlines()
    return sum(float(line.split()[1]) for line in lines if line.startswith("tmserver_lookups_total "))


def test_counts_are_those_of_all_workers(settings: Settings) -> None:
    """Whichever worker is asked; connections go to either."""
    port = free_port()
    with served(settings, port, "--workers", "2"):
        for _ in range(12):
            with urlopen(f"http://127.0.0.1:{port}/api/v2/lookup?source=es&target=ru&text=nada", timeout=60):
                pass
        assert {_counted(port) for _ in range(6)} == {12}


@pytest.mark.skipif(os.name != "posix", reason="no process of another is killed like that")
def test_workers_end_with_the_main_process(settings: Settings) -> None:
    """Killed from outside, it leaves nobody behind who holds the port."""
    port = free_port()
    with served(settings, port) as process:
        process.send_signal(signal.SIGKILL)
        process.wait()
        end = time.monotonic() + 60
        while time.monotonic() < end:
            try:
                socket.create_server(("127.0.0.1", port)).close()
            except OSError:
                time.sleep(0.2)
            else:
                return
    pytest.fail("A worker still listens.")


def test_settings_of_the_log_that_cannot_be(settings: Settings) -> None:
    """Told before anything is served."""
    wrong = replace(settings, log_format="xml").as_environment()
    done = subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), "serve", "--port", str(free_port())],
        env=os.environ | wrong | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert "TMSERVER_LOG_FORMAT must be one of: text, json." in done.stderr
