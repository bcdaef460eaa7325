"""tmserver lookup, as a process."""

from __future__ import annotations

import json

import pytest

from tests.tmserver.commands.conftest import Run

SENTENCE = "В те первые дни июля 1973 года создавалась народная власть на местах."
EDITED = "В те первые дни июля 1974 года создавалась народная власть на местах."
PAIR = ("--from", "ru", "--to", "es")


def test_it_works(run: Run) -> None:
    """A match is shown with its score, target, marked source and reasons; exit code 0."""
    done = run("lookup", *PAIR, EDITED)
    assert (done.returncode, done.stderr) == (0, "")
    assert "99 %" in done.stdout
    assert "poder popular" in done.stdout
    assert "−1 number" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_json(run: Run) -> None:
    """--json prints the shape of the API."""
    done = run("lookup", *PAIR, "--json", "--memory", "chile-1973", "--limit", "1", SENTENCE)
    answer = json.loads(done.stdout)
    assert answer["text"] == SENTENCE
    assert [match["score"] for match in answer["matches"]] == [100]


def test_context(run: Run) -> None:
    """--previous "" is the start of the document: with the right next segment the match is 101."""
    second = (
        "Во время мятежа «танкасо» Альенде призвал рабочих захватывать власть на производстве, и народ "
        "ответил на этот призыв массовым занятием промышленных предприятий, поместий, административных "
        "учреждений и коммун."
    )
    only_context = (*PAIR, "--json", "--min-score", "101", "--previous", "", "--next")
    found = json.loads(run("lookup", *only_context, second, SENTENCE).stdout)["matches"]
    assert [(match["score"], match["context"]) for match in found] == [(101, True)]
    assert run("lookup", *only_context, "", SENTENCE).returncode == 1


def test_nothing_found(run: Run) -> None:
    """Nothing similar: exit code 1 and a sentence that says what to try."""
    done = run("lookup", *PAIR, "Совсем другое предложение о кошках и собаках.")
    assert (done.returncode, done.stdout) == (1, "")
    assert "--min-score" in done.stderr


def test_lines(run: Run) -> None:
    """TEXT - answers each line with one line of JSON, a bad line with its error, in order."""
    done = run("lookup", *PAIR, "-", lines=f"{SENTENCE}\n\nнет такого\n{EDITED}\n")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["text"] for answer in answers] == [SENTENCE, "", "нет такого", EDITED]
    assert [len(answer["matches"]) for answer in answers] == [1, 0, 0, 1]
    assert "empty" in answers[1]["error"]
    assert done.returncode == 0


def test_context_of_lines(run: Run) -> None:
    """Neighbours of a text cannot be those of every line: wrong usage, and nothing is read."""
    done = run("lookup", *PAIR, "--previous", "", "-", lines=SENTENCE)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--previous" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        ((*PAIR, "--min-score", "29", "а"), "29"),
        ((*PAIR, "--min-score", "x", "а"), "x"),
        ((*PAIR, "--limit", "0", "а"), "limit"),
        ((*PAIR, ""), "Error: text is empty"),
        ((*PAIR, "я" * 10_001), "10,000"),
        ((*PAIR, "a\udcff"), "Error: text contains half a character"),
        (("--from", "", "--to", "es", "а"), "Error: source is empty"),
        (("--from", "ru", "--to", "klingonisch", "а"), "klingonisch"),
        ((*PAIR, "--memory", "nowhere", "а"), "chile-1973"),
        (("--from", "ru", "а"), "--to"),
    ],
)
def test_wrong_usage(run: Run, arguments: tuple[str, ...], word: str) -> None:
    """Wrong usage is exit code 2 and one clear sentence, never a traceback."""
    done = run("lookup", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert word in done.stderr
    assert "Traceback" not in done.stderr
