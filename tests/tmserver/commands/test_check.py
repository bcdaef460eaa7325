"""tmserver check: once as a process, the rest in this one."""

from __future__ import annotations

import json

import pytest

from tests.tmserver.commands.conftest import Run
from tests.tmserver.commands.test_audit import NOWHERE, TERMS

PAIR = ("--from", "ru", "--to", "es")


def test_it_works(run: Run) -> None:
    """Findings with what is meant in brackets; exit code 1; no database is needed."""
    done = run("check", *PAIR, "Это было в 1973 году.", "Fue en 1937.", database=NOWHERE)
    assert (done.returncode, done.stderr) == (1, "")
    assert "[1937]" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_nothing_found(run: Run) -> None:
    """A good translation is exit code 0."""
    done = run("check", *PAIR, "Это было в 1973 году.", "Fue en 1973.")
    assert (done.returncode, done.stdout) == (0, "")


def test_terms_and_json(run: Run) -> None:
    """A term of a glossary file, and of a stored glossary: the same findings as JSON, in Spanish."""
    texts = ("Рабочие создали кордон.", "Los obreros crearon una cadena.")
    for glossary in (TERMS, "chile-1973"):
        done = run("check", *PAIR, "--glossary", glossary, "--json", "--report-language", "es", *texts)
        answer = json.loads(done.stdout)
        assert [finding["check"] for finding in answer["findings"]] == ["term-missing"]
        assert answer["summary"] == {"units": 1, "by_check": {"term-missing": 1}}
        assert answer["findings"][0]["expected"]
        assert done.returncode == 1
    assert run("check", *PAIR, "--glossary", TERMS, "--fail-on", "error", *texts).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("--from", "ru", "а", "б"), "--to"),
        ((*PAIR, "", "б"), "source"),
        (("--from", "ru", "--to", "ru", "а", "б"), "language"),
    ],
)
def test_wrong_usage(run: Run, arguments: tuple[str, ...], word: str) -> None:
    """Wrong usage is exit code 2 and one clear sentence, never a traceback."""
    done = run("check", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert word in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("glossary", "word"), [("none", "chile-1973"), ("none.tbx", "none.tbx")])
def test_a_missing_glossary(run: Run, glossary: str, word: str) -> None:
    """Exit code 3, as for an audit: nothing was checked."""
    done = run("check", *PAIR, "--glossary", glossary, "а", "б")
    assert (done.returncode, done.stdout) == (3, "")
    assert word in done.stderr
