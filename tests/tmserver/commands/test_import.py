"""``tmserver import`` as a process: its output and exit codes, and what kill -9 leaves."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tmserver.commands.conftest import ROOT, Run
from tests.tmserver.services.imports.importing import stored, texts, tmx, tu
from tmserver.errors import NotFound
from tmserver.services.imports.units import BATCH_UNITS
from tmserver.store import memories, selection
from tmserver.store.database import Database

UNITS = 3 * BATCH_UNITS


def test_import_says_what_became_of_each_file(run: Run, tmp_path: Path) -> None:
    """Counts, conflicts with their lines, and the sum; a second run changes nothing."""
    tmx(tmp_path / "a.tmx", tu(ru="Да", es="Sí"), tu(ru="Да", es="Claro"))
    tmx(tmp_path / "b.TMX", tu(ru="Нет", es="No"), tu(ru="Один"))
    first = run("import", str(tmp_path), "--memory", "work", "--create")
    assert first.returncode == 0, first.stderr
    assert first.stdout.splitlines() == [
        f"{tmp_path}/a.tmx: 2 units read, 1 added, 1 updated, 0 unchanged, 0 skipped; 1 conflict",
        "  same source and context, another translation: 1",
        "    line 4: 'Да': 'Claro' in place of 'Sí'",
        f"{tmp_path}/b.TMX: 2 units read, 1 added, 0 updated, 0 unchanged, 1 skipped",
        "  one language only: 1",
        "    line 4",
        "All 2 files: 4 units read, 2 added, 1 updated, 0 unchanged, 1 skipped; 1 conflict",
    ]
    found = run("lookup", "--memory", "work", "--from", "ru", "--to", "es", "Да")
    assert "Claro" in found.stdout


def test_json_has_the_agreed_shape(run: Run, tmp_path: Path) -> None:
    """A broken file has its error with line, column and reason; the exit code is 3."""
    good = tmx(tmp_path / "good.tmx", tu(ru="Да", es="Sí"), tu(ru="Один"))
    bad = tmp_path / "bad.tmx"
    bad.write_text("<tmx>\n <body></tmx>", encoding="utf-8")
    done = run("import", str(bad), str(good), "--memory", "work", "--create", "--json")
    assert done.returncode == 3
    empty = {"read": 0, "added": 0, "updated": 0, "unchanged": 0, "skipped": 0, "reasons": {}}
    sums = {"read": 2, "added": 1, "updated": 0, "unchanged": 0, "skipped": 1}
    sums |= {"reasons": {"one language only": 1}}  # type: ignore[dict-item]  # the one that is no number
    error = f"{bad}:2:10: An end tag does not match its start tag."
    assert json.loads(done.stdout) == {
        "files": [
            {"file": str(bad), "format": "tmx", **empty, "error": error},
            {"file": str(good), "format": "tmx", **sums, "error": None},
        ],
        "total": sums,
    }


def test_a_report_lists_every_case(run: Run, tmp_path: Path) -> None:
    """A CSV file; a text that a spreadsheet would run gets an apostrophe."""
    file = tmx(tmp_path / "a.tmx", tu('tuid="x"', ru="=1+1", es="a"), tu(ru="=1+1", es="b"), tu(ru="Один"))
    report = tmp_path / "report.csv"
    done = run("import", str(file), "--memory", "work", "--create", "--dry-run", "--report", str(report))
    assert done.stdout.startswith("Nothing was stored (--dry-run). It would be:\n")
    with report.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert [(row["line"], row["action"], row["source"], row["read"], row["kept"]) for row in rows] == [
        ("5", "skipped", "", "", ""),
        ("4", "updated", "'=1+1", "b", "a"),
    ]
    assert run("memory", "show", "work").returncode == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("missing.tmx", "--memory", "work"), "no such file"),
        (("{file}", "--memory", "nowhere"), "There is no memory 'nowhere'"),
        (("{file}", "--memory", "chile-1973", "--map", "es"), "'es' is no pair of codes"),
        (("{file}", "--memory", "chile-1973", "--report", "/nowhere/r.csv"), "cannot be written"),
        (("{file}",), "--memory"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_sentence(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    """No traceback, and the exit code of wrong usage or of failure."""
    file = tmx(tmp_path / "a.tmx", tu(ru="Да", es="Sí"))
    done = run("import", *(argument.format(file=file) for argument in arguments))
    assert done.returncode in {2, 3}
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.fixture
def long_file(tmp_path: Path) -> Path:
    """A file of several batches."""
    return tmx(
        tmp_path / "long.tmx",
        *(tu(ru=f"Дом {number} стоит на улице.", es=f"Casa {number}.") for number in range(UNITS)),
    )


def start(database: Database, *arguments: str) -> subprocess.Popen[bytes]:
    """``tmserver import`` into the memory "work" of this database, running."""
    url = database.url.render_as_string(hide_password=False)
    if database.is_sqlite:
        url = f"sqlite:///{database.url.database}"
    command = [sys.executable, str(ROOT / "cli.py"), "--database", url, "import", "--memory", "work"]
    return subprocess.Popen(
        [*command, "--create", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT
    )


def await_(condition: Callable[[], bool], process: subprocess.Popen[bytes] | None = None) -> None:
    """Wait until the condition holds, at most a minute, or fail; also if the process ends before."""
    until = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < until
        assert process is None or process.poll() is None
        time.sleep(0.02)


def counted(database: Database) -> int:
    """Units of the memory "work" that can be seen."""
    with database.read() as session:
        try:
            return selection.count(session, memories.get_memory(session, "work").id)
        except NotFound:
            return 0


def children(pid: int) -> list[int]:
    """The processes that a process started."""
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def is_alive(pid: int) -> bool:
    """Whether the process runs; one that has ended and waits for its parent does not."""
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False


def test_a_killed_import_leaves_whole_batches_and_the_same_command_stores_the_rest(
    database: Database, long_file: Path
) -> None:
    """Nothing twice, nothing missing, and no process is left behind."""
    process = start(database, str(long_file))
    await_(lambda: counted(database) > 0, process)
    helpers = children(process.pid)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    left = counted(database)
    assert 0 < left < UNITS
    assert left % BATCH_UNITS == 0
    assert all(len(unit.variants) == 2 for unit in stored(database))
    await_(lambda: not any(map(is_alive, helpers)))
    assert start(database, str(long_file)).wait() == 0
    assert len(texts(database)) == len(set(texts(database))) == UNITS


def test_a_killed_import_that_is_all_or_nothing_shows_nothing(database: Database, long_file: Path) -> None:
    """Until it is published; the next one stores all."""
    process = start(database, str(long_file), "--all-or-nothing")
    await_(lambda: staged(database) > 0, process)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert counted(database) == 0
    with database.read() as session:
        assert memories.list_memories(session) == memories.list_deleted(session) == []
    assert start(database, str(long_file), "--all-or-nothing").wait() == 0
    assert counted(database) == UNITS


def staged(database: Database) -> int:
    """Units in the database, seen or not."""
    with database.read() as session:
        return int(session.connection.exec_driver_sql("SELECT count(*) FROM unit").scalar() or 0)


def test_the_delimiter_of_a_table(run: Run, tmp_path: Path) -> None:
    """A character or the word tab, in and out; anything else is told before a file is opened."""
    table = tmp_path / "a.csv"
    table.write_text("ru|es\nДа, да|Sí\n", encoding="utf-8")
    for wrong in (";;", '"'):
        refused = run("import", str(table), "--memory", "work", "--create", "--delimiter", wrong)
        assert refused.returncode == 2
        assert "is not one character" in refused.stderr
        assert "Traceback" not in refused.stderr
    assert run("import", str(table), "--memory", "work", "--create", "--delimiter", "|").returncode == 0
    out = tmp_path / "out.csv"
    assert run("export", "work", "--pair", "ru-es", "--delimiter", "tab", "-o", str(out)).returncode == 0
    assert out.read_text(encoding="utf-8-sig").splitlines()[1].startswith("Да, да\tSí\t")


def test_an_export_has_the_format_of_its_suffix(run: Run, tmp_path: Path) -> None:
    """Unless --format says otherwise; a delimiter makes no sense to TMX."""
    tmx(tmp_path / "a.tmx", tu(ru="Да", es="Sí"))
    run("import", str(tmp_path / "a.tmx"), "--memory", "work", "--create")
    for name, start in (("o.xlf", "<?xml"), ("o.PO", "msgid"), ("o.tmx", "<?xml"), ("o", "<?xml")):
        done = run("export", "work", "--pair", "ru-es", "-o", str(tmp_path / name))
        assert done.returncode == 0, done.stderr
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)
    assert "<xliff" in (tmp_path / "o.xlf").read_text(encoding="utf-8")
    assert run("export", "work", "--delimiter", ";", "-o", str(tmp_path / "o.tmx")).returncode == 2
