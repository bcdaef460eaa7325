"""tmserver database, as a process and in this one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.tmserver.commands.conftest import Run
from tmserver.settings import Settings
from tmserver.store import schema
from tmserver.store.database import Database


def units(run: Run, database: str | None = None) -> int:
    """The units of the seed."""
    found: int = json.loads(run("memory", "show", "chile-1973", "--json", database=database).stdout)["units"]
    return found


def test_backup_and_restore(run: Run, tmp_path: Path) -> None:
    """What was deleted after the backup is there again, and what was there before is kept in a file."""
    made = json.loads(run("database", "backup", str(tmp_path / "one.backup"), "--json").stdout)
    assert (made["rows"]["unit"], Path(made["file"]).stat().st_size) == (20, made["bytes"])
    run("memory", "delete", "chile-1973", "--yes")
    assert run("memory", "show", "chile-1973").returncode == 2
    done = run("database", "restore", made["file"], "--yes")
    assert (done.returncode, units(run)) == (0, 20)
    assert "(20 units)" in done.stdout
    assert Path(done.stdout.rpartition(" is in ")[2].strip()).exists()


def test_backup_into_a_folder_that_is_not_there(run: Run, tmp_path: Path) -> None:
    """What ends in a slash is a folder: without it nothing is written, for its disk may not be mounted."""
    done = run("database", "backup", f"{tmp_path / 'backups'}/")
    assert done.returncode == 2
    assert "There is no folder" in done.stderr
    assert list(tmp_path.glob("backups*")) == []


def test_restore_asks(run: Run, tmp_path: Path) -> None:
    """Against it nothing is done, with exit code 1; a file that is no backup is exit code 3."""
    made = run("database", "backup", str(tmp_path)).stdout
    file = made.removeprefix("Written: ").partition(" (20 units")[0]
    done = run("database", "restore", file, lines="n\n")
    assert (done.returncode, done.stdout) == (1, "Nothing was restored.\n")
    (tmp_path / "other").write_text("text")
    done = run("database", "restore", str(tmp_path / "other"), "--yes")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("Error: The database")


def test_there_and_back(process: Run, tmp_path: Path, postgres_url: str, settings: Settings) -> None:
    """One command moves the seed to PostgreSQL, one moves it back; lookups find it everywhere."""
    done = process("database", "move", postgres_url)
    assert done.returncode == 0
    assert "20 unit" in done.stdout
    assert "postgresql" in done.stdout
    back = f"sqlite:///{tmp_path / 'back.db'}"
    moved = json.loads(process("database", "move", back, "--json", database=postgres_url).stdout)
    assert (moved["rows"]["unit"], moved["written_meanwhile"]) == (20, [])
    again = process("database", "move", back)
    assert again.returncode == 3
    assert "not empty" in again.stderr
    for database in (settings.database_url, postgres_url, back):
        found = process("concordance", "--language", "ru", "заводов", "--json", database=database)
        assert json.loads(found.stdout)["total"] > 0
        asked = ("--from", "ru", "--to", "es", "Тогда вооруженные силы начали прочесывание.")
        assert "87 %" in process("lookup", *asked, database=database).stdout


def test_check(run: Run, settings: Settings) -> None:
    """Findings are exit code 1 with their remedy; once mended, 0."""
    assert run("database", "check").stdout.startswith("Nothing is wrong: file, orphans")
    database = Database(settings.database_url)
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE memory_language SET units = 3 WHERE language = 'ru'"))
    database.close()
    done = run("database", "check")
    assert done.returncode == 1
    assert "Fault (counts): The units of memory chile-1973" in done.stdout
    assert "  Count them anew: tmserver database check --repair" in done.stdout
    told = json.loads(run("database", "check", "--json").stdout)
    assert [fault["check"] for fault in told["faults"]] == ["counts"]
    mended = run("database", "check", "--repair")
    assert mended.returncode == 0
    assert mended.stdout.startswith("Mended (counts)")
    assert run("database", "check").returncode == 0


def test_up_and_down(run: Run) -> None:
    """Down asks and goes to a version that there was; up brings the tables back; init does so too."""
    assert "Up to date" in run("database", "upgrade").stdout
    for name, error in (("9999", "no version"), (schema.HEAD, "older version")):
        done = run("database", "downgrade", name, "--yes")
        assert (done.returncode, done.stdout) == (2, "")
        assert error in done.stderr
    down = json.loads(run("database", "downgrade", "0001", "--yes", "--json").stdout)
    assert (down["before"], down["after"]) == (schema.HEAD, "0001")
    assert run("memory", "list").returncode == 3
    assert f"version 0001, now {schema.HEAD}" in run("database", "upgrade").stdout
    run("database", "downgrade", "0001", "--yes")
    assert run("init").returncode == 0
    assert units(run) == 20


def test_a_missing_database_is_not_made_by_an_upgrade(process: Run, tmp_path: Path) -> None:
    """Init makes one; an upgrade of a misspelt path must not."""
    done = process("database", "upgrade", database=f"sqlite:///{tmp_path / 'none.db'}")
    assert done.returncode == 3
    assert "tmserver init" in done.stderr
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_vacuum(process: Run, kind: str, request: pytest.FixtureRequest) -> None:
    """The size before and after."""
    url = None
    if kind == "postgresql":
        url = request.getfixturevalue("postgres_url")
        process("init", database=url)
    done = json.loads(process("database", "vacuum", "--json", database=url).stdout)
    assert 0 < done["after"] <= done["before"] + 1_000_000
