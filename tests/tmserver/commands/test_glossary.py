"""tmserver glossary, from arguments to output and exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import glossary
from tests.tmserver.commands.conftest import Run

SEED = ("--glossary", "chile-1973")


def test_find(run: Run) -> None:
    """Terms in whatever form they stand, as text and in the shape that other programs rely on."""
    text = "На промышленных кордонах рабочие кончали смену."
    shown = run("glossary", "find", *SEED, "--language", "ru", text)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "industrial-cordon" in shown.stdout
    assert max(map(len, shown.stdout.splitlines())) <= 80
    done = run("glossary", "find", *SEED, "--language", "ru", "--json", text)
    assert json.loads(done.stdout) == {
        "text": text,
        "occurrences": [
            {
                "concept": "industrial-cordon",
                "term": "промышленный кордон",
                "status": "preferred",
                "start": 3,
                "end": 24,
                "form": "промышленных кордонах",
                "lemma": "промышленный кордон",
            },
            {
                "concept": "worker",
                "term": "рабочий",
                "status": "preferred",
                "start": 25,
                "end": 32,
                "form": "рабочие",
                "lemma": "рабочий",
            },
        ],
    }


def test_find_to_another_language(run: Run) -> None:
    """--to names the terms that may be used, best first, and no forbidden ones."""
    asked = ("glossary", "find", *SEED, "--language", "es", "--to", "en-GB", "los cordones")
    assert "industrial cordon" in run(*asked).stdout
    (occurrence,) = json.loads(run(*asked[:-1], "--json", asked[-1]).stdout)["occurrences"]
    assert occurrence["targets"][0] == {"term": "industrial cordon", "status": "preferred"}
    assert "police cordon" not in [each["term"] for each in occurrence["targets"]]


def test_find_lines(run: Run) -> None:
    """TEXT - answers each line with one of JSON, empty and bad ones too; all glossaries if none is named."""
    done = run("glossary", "find", "--language", "es", "-", lines=f"los cordones\n\n{'a' * 10_001}\nnada\n")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [len(answer["occurrences"]) for answer in answers] == [1, 0, 0, 0]
    assert answers[0]["occurrences"][0]["glossary"] == "chile-1973"
    assert "10,000" in answers[2]["error"]
    assert done.returncode == 0
    nothing = run("glossary", "find", *SEED, "--language", "pl", "kordon")
    assert nothing.returncode == 1
    assert "en, es, ru" in nothing.stderr


def test_show(run: Run) -> None:
    """A page for a concept at 80 columns, found by its id or a term; JSON with its history."""
    run("glossary", "edit", "chile-1973", "industrial-cordon", "--set", "valid-from=1972", "--why", "dated")
    done = run("glossary", "show", "chile-1973", "кордон")
    assert done.returncode == 0
    for part in ("территориальное объединение", "Spanish (es)", "forbidden", "1972–…", "dated"):
        assert part in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80
    (concept,) = json.loads(run("glossary", "show", "chile-1973", "кордон", "--json").stdout)["concepts"]
    assert concept["id"] == "industrial-cordon"
    assert [step["why"] for step in concept["history"]] == ["dated"]
    missing = run("glossary", "show", "chile-1973", "кордо")
    assert (missing.returncode, missing.stdout) == (2, "")
    assert "industrial-cordon" in missing.stderr


def test_a_glossary_goes_out_and_comes_in(run: Run, tmp_path: Path) -> None:
    """Exported by suffix, tried, imported as another glossary; a broken file stores nothing."""
    file = tmp_path / "terms.csv"
    assert run("glossary", "export", "chile-1973", "-o", str(file)).returncode == 0
    assert file.read_text("utf-8").startswith("concept,language,term,status,definition,domain,note")
    tried = run("glossary", "import", str(file), "--glossary", "copy", "--create", "--dry-run")
    assert (tried.returncode, "Would be: copy (new): 77 added" in tried.stdout) == (0, True)
    report = json.loads(
        run("glossary", "import", str(file), "--glossary", "copy", "--create", "--json").stdout
    )
    assert (report["added"], report["dry_run"], len(report["changes"])) == (77, False, 77)
    listed = json.loads(run("glossary", "list", "--json").stdout)["glossaries"]
    assert [(each["name"], each["concepts"]) for each in listed] == [("chile-1973", 77), ("copy", 77)]
    file.write_text("language,term,status\nru,кордон,preferd\n", "utf-8")
    broken = run("glossary", "import", str(file), "--glossary", "bad", "--create")
    assert (broken.returncode, broken.stdout) == (3, "")
    assert f"{file}:2:3: status: “preferd”" in broken.stderr


def test_a_day_of_a_terminologist(run: Run) -> None:
    """Add, edit, remove, look at the history, restore, check."""
    added = run("glossary", "add", "work", "ru=народная власть", "es=poder popular", "--create")
    assert added.stdout == "Added: concept poder-popular of work\n"
    run("glossary", "add", "work", "--concept", "poder-popular", "en=people's power")
    edited = run(
        "glossary", "edit", "work", "poder-popular", "--term", "people's power", "--status", "forbidden"
    )
    assert "admitted → forbidden" in edited.stdout
    assert run("glossary", "remove", "work", "poder-popular", "--why", "double").returncode == 0
    told = run("glossary", "history", "work", "poder-popular").stdout
    assert "delete" in told
    assert "double" in told
    restored = run("glossary", "restore", "work", "poder-popular", "--revision", "2")
    assert "forbidden → admitted" in restored.stdout
    checked = run("glossary", "check", "work", "--json")
    assert checked.returncode == 1
    assert json.loads(checked.stdout)["summary"] == {"no-definition": 1}
    assert run("glossary", "check", "chile-1973").returncode == 0


def test_a_glossary_is_deleted_and_brought_back(run: Run) -> None:
    """With all its concepts; the command that does it is said."""
    deleted = run("glossary", "delete", "chile-1973", "--yes")
    assert "tmserver glossary restore chile-1973" in deleted.stderr
    restored = run("glossary", "restore", "chile-1973")
    assert (restored.returncode, restored.stdout) == (0, "Restored: chile-1973 (77 concepts)\n")
    assert run("glossary", "restore", "chile-1973").returncode == 2


def test_a_glossary_file_is_checked_without_a_database(run: Run, tmp_path: Path) -> None:
    """An audit of it as translations says so."""
    seed = str(Path(glossary.__file__).with_name("data") / "chile-1973.tbx")
    checked = run("--database", "sqlite:////nowhere/at/all.db", "glossary", "check", seed)
    assert (checked.returncode, checked.stdout) == (0, "")
    faulty = tmp_path / "terms.csv"
    faulty.write_text(
        "concept,language,term,status\n1,ru,кордон,preferred\n1,ru,застава,preferred\n", "utf-8"
    )
    assert run("glossary", "check", str(faulty), "--skip", "no-definition").returncode == 1
    audited = run("audit", seed)
    assert audited.returncode == 3
    assert "tmserver glossary check" in audited.stderr


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("restore", "chile-1973", "--revision", "2"), "CONCEPT"),
        (("find", *SEED, "--language", "klingonisch", "а"), "klingonisch"),
        (("find", "--glossary", "nowhere", "--language", "ru", "а"), "chile-1973"),
        (("import", "/nowhere.tbx", "--glossary", "work"), "/nowhere.tbx"),
        (("export", "chile-1973", "--format", "omegat"), "--from"),
        (("add", "chile-1973", "кордон"), "LANGUAGE=TERM"),
        (("edit", "chile-1973", "worker", "--set", "colour=red"), "domain"),
        (("edit", "chile-1973", "worker"), "--set"),
        (("restore", "chile-1973", "worker"), "glossary history"),
        (("check", "chile-1973", "--language", "pl"), "ru"),
    ],
)
def test_wrong_usage(run: Run, arguments: tuple[str, ...], word: str) -> None:
    """Wrong usage is exit code 2 and says what there is, never a traceback."""
    done = run("glossary", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert word in done.stderr
    assert "Traceback" not in done.stderr
