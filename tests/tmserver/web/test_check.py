"""The check of a pair."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest

from tests.tmserver.web.conftest import Send

HTMX = {"HX-Request": "true"}
PAIR = {
    "source": "ru",
    "target": "es",
    "source_text": "В июле 1973 года народная власть заняла 25 заводов.",
    "target_text": "En julio de 1937 el gobierno popular ocupó 25 fábricas.",
}


def _marks(text: str, side: str) -> list[list[object]]:
    found = re.search(rf'data-{side}="([^"]*)"', text)
    assert found is not None
    marks: list[list[object]] = json.loads(unescape(found[1]))
    return marks


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "“gobierno popular” is forbidden; use “poder popular”."),
        ("ru", "«gobierno popular»"),
        ("es", "«gobierno popular»"),
    ],
)
def test_findings_in_the_readers_language(send: Send, language: str, words: str) -> None:
    """Terms of the glossaries, dates and all else that an audit looks at, gravest first."""
    text = send("/check", PAIR, HTMX | {"Accept-Language": language}).text
    assert words in unescape(text)
    assert re.findall(r'class="finding sheet (\w+)"', text)[:2] == ["error", "error"]


def test_marks_stand_where_the_findings_are(send: Send) -> None:
    """Spans in code points, none overlapping, each with its severity."""
    text = send("/check", PAIR, HTMX).text
    marked = [PAIR["target_text"][slice(*mark[:2])] for mark in _marks(text, "target")]  # type: ignore[arg-type]
    assert marked == ["julio de 1937", "gobierno popular"]
    assert {mark[2] for mark in _marks(text, "source")} == {"error"}


def test_nothing_is_wrong(send: Send) -> None:
    """A good pair is told to be one."""
    good = PAIR | {"target_text": "En julio de 1973 el poder popular ocupó 25 fábricas."}
    assert "Nothing was found." in send("/check", good, HTMX).text


@pytest.mark.parametrize("missing", ["source_text", "target_text"])
def test_one_text_alone_is_no_error(send: Send, missing: str) -> None:
    """Somebody has only begun to type."""
    answer = send("/check", PAIR | {missing: " "}, HTMX)
    assert answer.status_code == 200
    assert "With both texts there" in answer.text


def test_without_javascript(send: Send) -> None:
    """The whole page, its texts in the form again."""
    text = send("/check", PAIR).text
    assert f"{PAIR['source_text']}</textarea>" in text
    assert "gobierno popular" in text


def test_one_language(send: Send) -> None:
    """The same language twice is told beside the field."""
    answer = send("/check", PAIR | {"target": "ru"}, HTMX)
    assert answer.status_code == 422
    assert 'data-field="target"' in answer.text


def test_html_is_text(send: Send) -> None:
    """Markup in either text is shown as it stands, in the form, in findings, in marks."""
    evil = PAIR | {"source_text": "<b>5</b> <img src=x>", "target_text": "</textarea><img src=y> 6"}
    for headers in ({}, HTMX):
        text = send("/check", evil, headers).text
        assert "<img" not in text
        assert "&lt;/" in text
