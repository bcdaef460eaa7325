"""tmserver audit: exit codes as a process, the rest in this one."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar
from xml.etree import ElementTree

import pytest

from tests.tmserver.commands.conftest import ROOT, Run

T = TypeVar("T")

SEED = str(ROOT / "tmserver" / "data" / "chile-1973.tmx")
TERMS = str(ROOT / "glossary" / "data" / "chile-1973.tbx")
NOWHERE = "sqlite:////nowhere/at/all.db"

PAIRS = [
    ("Это было в 1973 году.", "Fue en 1937."),
    ("Он вернулся домой.", "Volvió a a su casa."),
    ("Всё спокойно.", "Todo está tranquilo."),
]


def memory(path: Path, pairs: list[tuple[str, str]] = PAIRS, *, target: str = "es", extra: str = "") -> Path:
    """A TMX file of pairs from Russian."""
    units = "\n".join(
        f'<tu tuid="u{number}">{extra}<tuv xml:lang="ru"><seg>{source}</seg></tuv>'
        f'<tuv xml:lang="{target}"><seg>{text}</seg></tuv></tu>'
        for number, (source, text) in enumerate(pairs, 1)
    )
    path.write_text(f'<tmx version="1.4"><header srclang="ru"/><body>\n{units}\n</body></tmx>', "utf-8")
    return path


def test_it_works(run: Run, tmp_path: Path) -> None:
    """Findings are shown with place, id, texts and what is expected, within 80 columns; exit code 1."""
    done = run("audit", str(memory(tmp_path / "job.tmx")), database=NOWHERE)
    assert (done.returncode, done.stderr) == (1, "")
    assert "job.tmx:2 #1 u1" in done.stdout
    assert "[1937]" in done.stdout
    assert "expected: 1973" in done.stdout
    assert "repeated-word" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert not any(line.endswith(" ") for line in done.stdout.splitlines())


def test_the_seed_is_clean(run: Run) -> None:
    """Our own example has no finding, with its own glossary, file and stored memory alike; exit code 0."""
    done = run("audit", SEED, "--glossary", TERMS, database=NOWHERE)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Units: 20" in done.stdout
    stored = run("audit", "--memory", "chile-1973", "--glossary", "chile-1973", "--report-language", "ru")
    assert (stored.returncode, stored.stderr) == (0, "")
    assert "Единицы: 20" in stored.stdout


def test_json(run: Run, tmp_path: Path) -> None:
    """The shape that other programs rely on."""
    file = memory(tmp_path / "job.tmx")
    done = run("audit", str(file), "--from", "ru", "--to", "es", "--format", "json", "--only", "number")
    answer = json.loads(done.stdout)
    (finding,) = answer["findings"]
    assert {key: finding[key] for key in ("check", "severity", "concept", "expected")} == {
        "check": "number",
        "severity": "error",
        "concept": None,
        "expected": ["1973"],
    }
    assert finding["location"] == {"file": str(file), "line": 2, "unit": "u1", "number": 1}
    assert finding["source"] == {"language": "ru", "text": PAIRS[0][0], "spans": [[11, 15]]}
    assert finding["target"] == {"language": "es", "text": PAIRS[0][1], "spans": [[7, 11]]}
    assert (answer["summary"]["units"], answer["summary"]["by_check"]) == (3, {"number": 1})


def test_several_files_formats_and_an_output_file(run: Run, tmp_path: Path) -> None:
    """Files, folders and patterns in one run, and each format as a file."""
    memory(tmp_path / "a.tmx")
    (tmp_path / "b.csv").write_text('ru,es\n"В 1973 году.","=En 1937."\n', "utf-8")
    for kind in ("csv", "sarif", "junit", "html"):
        done = run(
            "audit",
            str(tmp_path),
            str(tmp_path / "*.csv"),
            "--format",
            kind,
            "--output",
            str(tmp_path / kind),
        )
        assert (done.returncode, done.stdout) == (1, ""), done.stderr
        assert "3 findings" in done.stderr
    rows = list(csv.DictReader(io.StringIO((tmp_path / "csv").read_text("utf-8-sig"))))
    assert sorted(row["target"] for row in rows) == ["'=En 1937.", "Fue en 1937.", "Volvió a a su casa."]
    assert len(json.loads((tmp_path / "sarif").read_bytes())["runs"][0]["results"]) == 3
    assert len(list(ElementTree.parse(tmp_path / "junit").iter("failure"))) == 3
    assert (tmp_path / "html").read_text("utf-8").count("<article") == 3


@pytest.mark.parametrize(
    ("target", "asked", "words"),
    [
        ("es", ("--from", "ru", "--to", "en"), ("ru (3)", "es (3)")),
        ("es-CL", ("--from", "ru", "--to", "es"), ("es-CL (3)", "es-*")),
        ("es", ("--from", "ru", "--to", "es-CL"), ("es (3)",)),
    ],
)
def test_nothing_audited_is_never_green(
    run: Run, tmp_path: Path, target: str, asked: tuple[str, ...], words: tuple[str, ...]
) -> None:
    """A pair that no unit has: exit code 3, and the languages found."""
    done = run("audit", str(memory(tmp_path / "job.tmx", target=target)), *asked)
    assert (done.returncode, done.stdout) == (3, "")
    for word in words:
        assert word in done.stderr


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.po", 'msgid ""\nmsgstr ""\n\nmsgid "House 1"\nmsgstr "Casa 2"\n'),
        (
            "a.xlf",
            (
                '<xliff><file source-language="en"><trans-unit id="1"><source>House 1</source>'
                "<target>Casa 2</target></trans-unit></file></xliff>"
            ),
        ),
    ],
)
def test_a_file_that_does_not_name_its_languages(run: Run, tmp_path: Path, name: str, content: str) -> None:
    """The message says what helps, and that helps."""
    (tmp_path / name).write_text(content)
    done = run("audit", str(tmp_path / name))
    assert done.returncode == 3
    assert "say it with --to" in done.stderr
    assert "en → es" in run("audit", str(tmp_path / name), "--to", "es").stdout


def test_any_region(run: Run, tmp_path: Path) -> None:
    """es-* is Spanish of any region."""
    done = run("audit", str(memory(tmp_path / "job.tmx", target="es-CL")), "--from", "ru", "--to", "es-*")
    assert "es-CL 3" in done.stdout


def test_no_files_at_all(run: Run, tmp_path: Path) -> None:
    """A pattern that fits nothing, an empty folder, no argument: exit code 3."""
    assert run("audit", str(tmp_path / "*.tmx")).returncode == 3
    for given in ((str(tmp_path / "*.tmx"),), (str(tmp_path),), ()):
        done = run("audit", *given)
        assert (done.returncode, done.stdout) == (3, ""), given
        assert "Nothing was audited" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        ((SEED, "--only", "nonsense"), "nonsense"),
        ((SEED, "--fail-on", "info"), "info"),
        ((SEED, "--update-baseline"), "--baseline"),
        ((SEED, "--memory", "chile-1973"), "--memory"),
        ((SEED, "--all-pairs", "--to", "es"), "--all-pairs"),
    ],
)
def test_wrong_usage(run: Run, arguments: tuple[str, ...], word: str) -> None:
    """Wrong usage is exit code 2 and one clear sentence, never a traceback."""
    done = run("audit", *arguments)
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    assert word in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("none.tmx",), "none.tmx"),
        (("none.tmx", "nor-this.tmx"), "nor-this.tmx"),
        ((SEED, "--glossary", "none.tbx"), "none.tbx"),
        ((SEED, "--glossary", "none"), "none"),
        (("--memory", "none"), "chile-1973"),
        ((str(Path(__file__)),), "test_audit.py"),
    ],
)
def test_what_is_missing_is_no_wrong_usage(run: Run, arguments: tuple[str, ...], word: str) -> None:
    """A file, memory or glossary that is not there, or a file of another kind: exit code 3, and its name."""
    done = run("audit", *arguments)
    assert (done.returncode, done.stdout) == (3, ""), done.stderr
    assert word in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_file_among_others(run: Run, tmp_path: Path) -> None:
    """The others are audited; the missing one is named, and the audit is not green."""
    good = memory(tmp_path / "good.tmx", PAIRS[2:])
    done = run("audit", str(good), str(tmp_path / "none.tmx"))
    assert (done.returncode, "Units: 1" in done.stdout, "none.tmx: there is no such" in done.stderr) == (
        3,
        True,
        True,
    )


def test_a_broken_file_is_named(run: Run, tmp_path: Path) -> None:
    """A file that cannot be read is exit code 3, with its name, line and column."""
    file = tmp_path / "broken.tmx"
    file.write_text("<tmx><body>\n<tu></body></tmx>")
    done = run("audit", str(file))
    assert (done.returncode, done.stdout) == (3, "")
    assert f"{file}:2" in done.stderr


def test_a_broken_file_among_others_is_named_and_never_green(run: Run, tmp_path: Path) -> None:
    """The others are audited; the exit code is 3 instead of 0, and no baseline is written of a part."""
    memory(tmp_path / "good.tmx", PAIRS[2:])
    (tmp_path / "broken.tmx").write_text("<tmx>")
    (tmp_path / "other.csv").write_text("name,price\nx,1\n")
    accepted = tmp_path / "accepted.json"
    done = run("audit", str(tmp_path), "--baseline", str(accepted), "--update-baseline")
    assert (done.returncode, "Units: 1" in done.stdout, accepted.exists()) == (3, True, False)
    assert "broken.tmx:1" in done.stderr
    assert "other.csv" in done.stderr


def test_a_file_without_translations_is_not_green(run: Run, tmp_path: Path) -> None:
    """Untranslated and fuzzy messages are told apart from audited ones."""
    file = tmp_path / "es.po"
    header = 'msgid ""\nmsgstr "Language: es\\n"\n\nmsgid "Yes"\nmsgstr ""\n'
    file.write_text(header, "utf-8")
    done = run("audit", str(file))
    assert (done.returncode, "1 without translation" in done.stderr) == (3, True)
    file.write_text(header + '\n#, fuzzy\nmsgid "No"\nmsgstr "No"\n', "utf-8")
    done = run("audit", str(file))
    assert (done.returncode, "--drafts" in done.stderr) == (3, True)
    assert "Units: 1" in run("audit", str(file), "--drafts").stdout


def test_thresholds(run: Run, tmp_path: Path) -> None:
    """--fail-on error lets warnings pass, never lets everything pass; the findings are shown all the same."""
    file = str(memory(tmp_path / "job.tmx", PAIRS[1:]))
    for threshold, code in (("warning", 1), ("error", 0), ("never", 0)):
        done = run("audit", file, "--fail-on", threshold)
        assert (done.returncode, "repeated-word" in done.stdout) == (code, True)


def test_baseline(run: Run, tmp_path: Path) -> None:
    """What is accepted counts no more, though units move; what is new counts; what is gone is listed."""
    baseline = tmp_path / "baseline.json"
    job = memory(tmp_path / "job.tmx")
    update = ("--baseline", str(baseline), "--update-baseline", "--reason", "old work")
    assert run("audit", str(job), *update).returncode == 0
    assert [entry["reason"] for entry in json.loads(baseline.read_text())["accepted"]] == ["old work"] * 2
    accepted = run("audit", str(job), "--baseline", str(baseline))
    assert (accepted.returncode, accepted.stderr) == (0, "")
    assert "findings accepted in the baseline: 2" in accepted.stdout
    memory(job, [("Новое.", "Nuevo."), PAIRS[0], ("Их 25.", "Son 26.")])
    changed = run("audit", str(job), "--baseline", str(baseline), "--format", "json")
    answer = json.loads(changed.stdout)
    assert changed.returncode == 1
    assert [finding["target"]["text"] for finding in answer["findings"]] == ["Son 26."]
    assert [entry["check"] for entry in answer["summary"]["stale"]] == ["repeated-word"]


def test_configuration_beside_the_files(run: Run, tmp_path: Path) -> None:
    """--config: severities, switches and rules of a TOML file."""
    config = tmp_path / "pyproject.toml"
    config.write_text(
        '[tool.tmserver.audit]\nfail-on = "error"\n[tool.tmserver.audit.checks]\nnumber = "warning"\n'
        'repeated-word = "off"\n[[tool.tmserver.audit.rules]]\nname = "calm"\ntarget = "tranquilo"\n'
        'message = "Say «en calma»."\n',
        "utf-8",
    )
    done = run("audit", str(memory(tmp_path / "job.tmx")), "--config", str(config), "--format", "json")
    found = [(each["check"], each["severity"]) for each in json.loads(done.stdout)["findings"]]
    assert (done.returncode, found) == (0, [("number", "warning"), ("pattern", "warning")])


def test_findings_silenced_in_the_file(run: Run, tmp_path: Path) -> None:
    """A note or prop tmserver:ignore silences the checks it names, which are counted."""
    note = "<note>tmserver:ignore number: the old calendar</note>"
    done = run("audit", str(memory(tmp_path / "job.tmx", PAIRS[:1], extra=note)))
    assert done.returncode == 0
    assert "findings silenced in the file: 1" in done.stdout


def test_many_units_on_several_processes(run: Run, tmp_path: Path) -> None:
    """What several processes find is what one finds, in the same order, with the same ids."""
    pairs = [(f"Их было {number}.", f"Eran {number + number // 50 % 2}.") for number in range(150)]
    file = str(memory(tmp_path / "job.tmx", pairs))
    one = run("audit", file, "--format", "json", "--processes", "1")
    two = run("audit", file, "--format", "json", "--processes", "2")
    assert one.stdout == two.stdout
    assert json.loads(one.stdout)["summary"]["by_check"]["number"] >= 50


@pytest.mark.skipif(
    not Path("/proc/self/task").exists(), reason="Only Linux lists the children of a process."
)
def test_a_killed_audit_leaves_no_processes(tmp_path: Path) -> None:
    """Whoever kills it (a CI system that gives up) need not look for the processes beside it."""
    file = memory(tmp_path / "job.tmx", PAIRS * 20_000)
    command = [sys.executable, str(ROOT / "cli.py"), "audit", str(file), "--processes", "2"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as audit:
        children = _when(lambda: found if len(found := _children(audit.pid)) > 2 else [])
        time.sleep(2)  # until both are at work
        audit.kill()
    assert children
    assert _when(lambda: not any(map(_runs, children)))


def _children(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _runs(pid: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


def _when(ask: Callable[[], T]) -> T:
    """The answer as soon as it is true, the last one after ten seconds."""
    for _ in range(100):
        if answer := ask():
            return answer
        time.sleep(0.1)
    return ask()
