"""What commands say of a database that cannot be used."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.tmserver.commands.conftest import Run


def ask(process: Run, path: Path) -> str:
    """What ``memory list`` says of the database at ``path``: it must fail with 3 and no traceback."""
    done = process("memory", "list", database=f"sqlite:///{path}")
    assert (done.returncode, done.stdout) == (3, "")
    assert "Traceback" not in done.stderr
    assert str(path) in done.stderr
    return done.stderr


def test_missing(process: Run, tmp_path: Path) -> None:
    """A missing database names the command that makes it, and makes nothing itself."""
    assert "tmserver init" in ask(process, tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()


def test_of_another_program(process: Run, tmp_path: Path) -> None:
    """Another program's database is left alone."""
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.close()
    before = path.read_bytes()
    ask(process, path)
    assert process("init", database=f"sqlite:///{path}").returncode == 3
    assert path.read_bytes() == before


def test_no_database_at_all(process: Run, tmp_path: Path) -> None:
    """A text file is not a database."""
    path = tmp_path / "letter.txt"
    path.write_text("Dear Sir or Madam, " * 100)
    ask(process, path)


def test_folder(process: Run, tmp_path: Path) -> None:
    """A folder is no database, and none can be made in its place."""
    assert "is a folder" in ask(process, tmp_path)
    done = process("init", database=f"sqlite:///{tmp_path}")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith(f"Error: The database {tmp_path} cannot be opened")


def test_newer_than_the_code(process: Run, tmp_path: Path) -> None:
    """A database of a later version asks for a newer program."""
    path = tmp_path / "later.db"
    url = f"sqlite:///{path}"
    assert process("init", database=url).returncode == 0
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE tmserver_version SET version_num = 'ffffffffffff'")
    connection.close()
    assert "newer" in ask(process, path)


def test_read_only(process: Run, tmp_path: Path) -> None:
    """A database that may not be written to is named, with the remedy; reading goes on."""
    path = tmp_path / "fixed.db"
    process("init", database=f"sqlite:///{path}")
    done = process("seed", database=f"sqlite:///{path}?mode=ro")
    assert (done.returncode, done.stdout) == (3, "")
    assert f"{path} is read-only" in done.stderr
    assert process("memory", "list", database=f"sqlite:///{path}?mode=ro").returncode == 1


def test_locked(process: Run, tmp_path: Path) -> None:
    """A writer waits for another program's lock, then says that the database is locked."""
    path = tmp_path / "busy.db"
    url = f"sqlite:///{path}"
    process("init", database=url)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    try:
        done = process("memory", "create", "work", database=f"{url}?timeout=0.2")
    finally:
        connection.close()
    assert done.returncode == 3
    assert "locked" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "url", ["mysql://localhost/x", "nonsense", "sqlite://", "postgresql://127.0.0.1:1/none"]
)
def test_wrong_url(process: Run, url: str) -> None:
    """A URL that cannot be used is a clear sentence."""
    done = process("memory", "list", database=url)
    assert done.returncode in (2, 3)
    assert done.stderr.startswith("Error: ")
    assert "Traceback" not in done.stderr
