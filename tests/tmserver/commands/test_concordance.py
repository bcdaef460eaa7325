"""tmserver concordance, as a process."""

from __future__ import annotations

import json

from tests.tmserver.commands.conftest import Run


def test_it_works(run: Run) -> None:
    """What was found is shown in brackets, with its translations and place; exit code 0."""
    done = run("concordance", "--language", "ru", "завод")
    assert done.returncode == 0
    assert "[заводы]" in done.stdout
    assert "[завод]" in done.stdout
    assert "fábricas" in done.stdout
    assert "chile-1973 #8" in done.stdout
    assert done.stderr == "Units found: 2\n"


def test_a_phrase_and_a_beginning(run: Run) -> None:
    """A quoted phrase stands side by side; --json is the answer of the API."""
    done = run("concordance", "--memory", "chile-1973", "--json", '"народная власть"', "созда*")
    answer = json.loads(done.stdout)
    assert (answer["total"], answer["more"], answer["next"]) == (1, False, None)
    assert [text["spans"] for text in answer["items"][0]["texts"]][1:] == [[], []]


def test_pages(run: Run) -> None:
    """A page says with which cursor the next one begins."""
    done = run("concordance", "--language", "en", "--limit", "5", "the")
    cursor = done.stderr.rpartition(" ")[2].strip()
    assert "--cursor" in done.stderr
    following = run("concordance", "--language", "en", "--limit", "5", "--cursor", cursor, "the")
    assert following.stdout
    assert following.stdout != done.stdout


def test_nothing_found(run: Run) -> None:
    """Nothing: exit code 1. A query that cannot be: 2 and one sentence."""
    assert run("concordance", "кошка").returncode == 1
    wrong = run("concordance", "*вод")
    assert (wrong.returncode, wrong.stdout, wrong.stderr.count("\n")) == (2, "", 1)
