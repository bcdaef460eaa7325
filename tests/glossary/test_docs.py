"""The page on glossaries says what the code does."""

from __future__ import annotations

import contextlib
import io
import re
from functools import cache
from pathlib import Path

import pytest

import glossary
from glossary.check import FaultKind
from glossary.concept import CaseMode, MatchMode, TermStatus
from glossary.formats.detect import read_glossary
from glossary.index import TermIndex
from glossary.recognise import recognise
from tmserver.language.lexicon import Lexicon

ROOT = Path(glossary.__file__).parents[1]
PAGE = (ROOT / "docs" / "glossary.md").read_text("utf-8")


def rows(heading: str) -> list[list[str]]:
    """The cells of the table whose first heading this is."""
    table = re.search(rf"^\| {re.escape(heading)} \|.*\n\|[-|]+\n((?:\|.*\n)+)", PAGE, re.MULTILINE)
    assert table is not None
    return [line.strip("| ").split(" | ") for line in table[1].splitlines()]


@cache
def seed_index(language: str) -> TermIndex:
    """The terms of the seed glossary."""
    return TermIndex(
        read_glossary(ROOT / "glossary" / "data" / "chile-1973.tbx").glossary.concepts, Lexicon(language)
    )


@pytest.mark.parametrize(("language", "text", "shown"), rows("language"))
def test_an_example_is_what_the_code_finds(language: str, text: str, shown: str) -> None:
    """Form and concept of each term, a question mark where it is not sure."""
    found = [
        f"{each.form} ({each.concept.id})" + ("" if each.sure else "?")
        for each in recognise(text, seed_index(language))
    ]
    assert (", ".join(found) or "nothing") == shown


def test_every_status_mode_and_fault_is_explained() -> None:
    """In a row of its own, in the order of the code."""
    assert [row[0] for row in rows("`case`")] == list(CaseMode)
    assert [row[0] for row in rows("`match`")] == list(MatchMode)
    assert [row[0].strip("`") for row in rows("fault")] == list(FaultKind)
    assert {row[0] for row in rows("status")} == set(TermStatus)


def test_the_example_of_the_library_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """It prints what the page says."""
    code = re.search(r"```python\n(.*?)```\n\nIt prints `(.*)`", PAGE, re.DOTALL)
    assert code is not None
    monkeypatch.chdir(ROOT)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(code[1], {})
    assert printed.getvalue() == code[2] + "\n"
