"""Snapshots are mapped when they are good, passed over when they are not, and never in the way."""

from __future__ import annotations

import logging
import os
import resource
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from tmserver.language.analysis import analyse, to_bytes
from tmserver.match.hits import Hit
from tmserver.match.index import Index
from tmserver.match.snapshot import Identity, Snapshots

IDENTITY = Identity("0d9e", 1, "a7c3", "en", "v1")
TEXTS = ["Open the file.", "Close the file.", "Open the window.", "¿Qué?"]
QUERY = analyse("Open the file.", "en")


def an_index(revision: int = 7) -> Index:
    """An index of TEXTS as variants 1–4."""
    return Index.of([(n, to_bytes(analyse(text, "en"))) for n, text in enumerate(TEXTS, 1)], revision)


def hits(index: Index | None) -> list[Hit]:
    """What the index finds for QUERY."""
    assert index is not None
    return list(index.search(QUERY, 30))


def the_file(folder: Path) -> Path:
    """The one snapshot in the folder."""
    (path,) = folder.glob("*.index")
    return path


def test_snapshot_gives_the_same_hits(tmp_path: Path) -> None:
    """A written index is found again, maps its arrays, and takes in changes."""
    snapshots = Snapshots(tmp_path / "cache")
    renewed = snapshots.renew(IDENTITY, an_index())
    loaded = snapshots.load(IDENTITY, newest=7)
    assert hits(renewed) == hits(loaded) == hits(an_index())
    assert loaded is not None
    assert loaded.revision == 7
    loaded.apply([(9, to_bytes(QUERY))], [1], 8)
    assert hits(loaded)[0] == Hit(100, 9)


def test_renewing_takes_in_the_changes(tmp_path: Path) -> None:
    """A renewed index has one block of what counts, and the older snapshot is gone."""
    snapshots = Snapshots(tmp_path)
    index = snapshots.renew(IDENTITY, an_index())
    index.apply([(9, to_bytes(QUERY))], [1], 8)
    renewed = snapshots.renew(IDENTITY, index)
    assert (renewed.base_revision, hits(renewed)) == (8, hits(index))
    assert the_file(tmp_path).name.endswith("-8.index")


def test_renewing_takes_what_another_process_wrote(tmp_path: Path) -> None:
    """Who comes second uses the snapshot that is there already; the rest is for apply."""
    ours = Snapshots(tmp_path).renew(IDENTITY, an_index(7))
    Snapshots(tmp_path).renew(IDENTITY, an_index(9))
    ours.apply([], [1], 10)
    assert Snapshots(tmp_path).renew(IDENTITY, ours).revision == 9


@pytest.mark.parametrize(
    "other",
    [
        replace(IDENTITY, database="other"),
        replace(IDENTITY, memory=2),
        replace(IDENTITY, epoch="other"),
        replace(IDENTITY, language="ru"),
        replace(IDENTITY, analyser="v2"),
    ],
)
def test_another_identity_is_not_read(tmp_path: Path, other: Identity) -> None:
    """Not even under the name that is looked for."""
    Snapshots(tmp_path).renew(IDENTITY, an_index())
    assert Snapshots(tmp_path).load(other, newest=7) is None
    path = the_file(tmp_path)
    path.rename(path.with_name(f"{other.name}-7.index"))
    assert Snapshots(tmp_path).load(other, newest=7) is None


def test_snapshot_of_the_future_is_not_read(tmp_path: Path) -> None:
    """A database put back to an earlier state does not serve what it no longer has."""
    Snapshots(tmp_path).renew(IDENTITY, an_index())
    assert Snapshots(tmp_path).load(IDENTITY, newest=6) is None


def test_damaged_file_is_not_read(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Any changed byte and any missing end is noticed and named; afterwards a good one is written."""
    snapshots = Snapshots(tmp_path)
    snapshots.renew(IDENTITY, an_index())
    path = the_file(tmp_path)
    good = path.read_bytes()
    for at in range(0, len(good), 97):
        path.write_bytes(good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :])
        found = snapshots.load(IDENTITY, newest=7)
        assert found is None or hits(found) == hits(an_index())  # a byte of padding may change
    for size in (0, 5, 30, len(good) // 2, len(good) - 1):
        path.write_bytes(good[:size])
        assert snapshots.load(IDENTITY, newest=7) is None
    assert "is not used" in caplog.text
    assert hits(snapshots.renew(IDENTITY, an_index())) == hits(an_index())
    assert hits(snapshots.load(IDENTITY, newest=7)) == hits(an_index())


def test_unusable_folder_is_a_warning(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Lookups go on from memory where no folder can be made."""
    (tmp_path / "file").write_text("in the way")
    with caplog.at_level(logging.WARNING):
        renewed = Snapshots(tmp_path / "file" / "cache").renew(IDENTITY, an_index())
    assert hits(renewed) == hits(an_index())
    assert "No index snapshot" in caplog.text


def test_full_disk_is_a_warning(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A file that cannot be written whole is not left behind, and lookups go on."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (512, limits[1]))
    try:
        renewed = Snapshots(tmp_path).renew(IDENTITY, an_index())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert hits(renewed) == hits(an_index())
    assert "could not be written" in caplog.text
    assert [path.suffix for path in tmp_path.iterdir()] == [".lock"]


KILLED = """
import sys, os, signal
from pathlib import Path
from tests.tmserver.match.test_snapshot import IDENTITY, Snapshots, an_index
from tmserver.match import snapshot
def die(file):
    os.kill(os.getpid(), signal.SIGKILL)
snapshot._pad = die
Snapshots(Path(sys.argv[1])).renew(IDENTITY, an_index())
"""

HOLDING = """
import sys
from pathlib import Path
from tests.tmserver.match.test_snapshot import IDENTITY, Snapshots
with Snapshots(Path(sys.argv[1]))._lock(IDENTITY) as mine:
    print(mine, flush=True)
    sys.stdin.read()
"""


def test_killed_writer_leaves_nothing_in_the_way(tmp_path: Path) -> None:
    """After kill -9 in the middle of a snapshot the next process writes one and sweeps up."""
    killed = subprocess.run([sys.executable, "-c", KILLED, tmp_path], check=False, cwd=Path.cwd())
    assert killed.returncode == -signal.SIGKILL
    assert list(tmp_path.glob("*.part"))
    assert Snapshots(tmp_path).load(IDENTITY, newest=7) is None
    assert hits(Snapshots(tmp_path).renew(IDENTITY, an_index())) == hits(an_index())
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".index", ".lock"]


def test_one_process_writes_at_a_time(tmp_path: Path) -> None:
    """While another process holds the lock, the index is left as it is; its death frees the lock."""
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", HOLDING, tmp_path], stdin=pipe, stdout=pipe) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"True\n"
        index = an_index()
        assert Snapshots(tmp_path).renew(IDENTITY, index) is index
        assert not list(tmp_path.glob("*.index"))
        os.kill(holder.pid, signal.SIGKILL)
        holder.wait()
    deadline = time.monotonic() + 60
    while Snapshots(tmp_path).renew(IDENTITY, index) is index:
        assert time.monotonic() < deadline
    assert list(tmp_path.glob("*.index"))


def test_snapshot_is_private(tmp_path: Path) -> None:
    """Folder and file hold confidential texts: only the owner may read them."""
    Snapshots(tmp_path / "cache").renew(IDENTITY, an_index())
    assert (tmp_path / "cache").stat().st_mode & 0o077 == 0
    assert the_file(tmp_path / "cache").stat().st_mode & 0o077 == 0
