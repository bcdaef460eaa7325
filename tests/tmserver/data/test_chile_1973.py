"""The seed corpus: whole, in order, byte for byte in Russian, and sound in all three languages."""

from __future__ import annotations

import hashlib
import re
import xml.etree.ElementTree as ElementTree
from itertools import groupby
from pathlib import Path

import pytest

import tmserver

FILE = Path(tmserver.__file__).parent / "data" / "chile-1973.tmx"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
ORIGINAL_SHA256 = "1473efb7ea8e0453aaeef4c5bf602ac1ab3753de191b87ecd2b22779c225be18"
SENTENCES_PER_PARAGRAPH = [1, 1, 2, 1, 2, 3, 2, 1, 2, 5]
LANGUAGES = ["ru", "es", "en"]

Sentence = tuple[dict[str, str], dict[str, str]]


def sentences() -> list[Sentence]:
    """Each unit of the file: its props by type, its texts by language."""
    units = ElementTree.parse(FILE).getroot().iterfind("body/tu")
    return [
        (
            {prop.get("type", ""): prop.text or "" for prop in unit.iterfind("prop")},
            {variant.get(LANGUAGE, ""): variant.findtext("seg") or "" for variant in unit.iterfind("tuv")},
        )
        for unit in units
    ]


def join(language: str) -> str:
    """The whole text: a space between the sentences of a paragraph, a line feed between paragraphs."""
    paragraphs = groupby(sentences(), key=lambda sentence: sentence[0]["x-paragraph"])
    return "\n".join(" ".join(texts[language] for _, texts in group) for _, group in paragraphs)


def test_russian_is_the_original() -> None:
    """The Russian sentences join to the source's own bytes."""
    assert hashlib.sha256(join("ru").encode()).hexdigest() == ORIGINAL_SHA256


def test_header_has_all_that_tmx_requires() -> None:
    """The seven attributes without which strict readers refuse a file are there and not empty."""
    header = ElementTree.parse(FILE).getroot().find("header")
    assert header is not None
    required = ["creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"]
    assert all(header.get(name) for name in required)


def test_every_unit_has_its_place_and_status() -> None:
    """20 units count from 1, all reviewed, in one document, in paragraphs of the known lengths."""
    props = [unit for unit, _ in sentences()]
    assert [prop["x-position"] for prop in props] == [str(n) for n in range(1, 21)]
    assert {prop["x-status"] for prop in props} == {"reviewed"}
    assert {prop["x-document"] for prop in props} == {"chile-1973"}
    paragraphs = [int(prop["x-paragraph"]) for prop in props]
    assert [paragraphs.count(n) for n in range(1, 11)] == SENTENCES_PER_PARAGRAPH


def test_identifiers_are_unique() -> None:
    """No two units share a tuid."""
    ids = [unit.get("tuid") for unit in ElementTree.parse(FILE).getroot().iterfind("body/tu")]
    assert len(set(ids)) == 20


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_unit_is_one_whole_sentence(language: str) -> None:
    """Each text is there, has no edge or double space, begins with a capital and ends with a full stop."""
    for _, texts in sentences():
        assert list(texts) == LANGUAGES
        text = texts[language]
        assert text == " ".join(re.split(" +", text.strip()))
        assert text[0].isupper()
        assert text[-1] == "." or text.endswith("тыс.")


@pytest.mark.parametrize(
    ("language", "wrong"),
    [
        ("ru", r"""["'“”]"""),
        ("es", r"""["'“”]|\d[.,]\d{3}|\bsólo\b| - """),
        ("en", r"""["'«»]|\d[ \u00a0.]\d{3}|(?:June|July) \d{1,2}\b| - """),
    ],
)
def test_typography_is_the_languages_own(language: str, wrong: str) -> None:
    """Quotes, apostrophes, dashes, digit groups and dates are those of a printed book in that language."""
    assert not re.findall(wrong, join(language))


def test_figures_agree() -> None:
    """Years, days, hours and counts stand in every language, written its own way."""
    figures = {
        "ru": ["1973 года", "29 июня", "9 часов 25 минут утра", "11 часов 45 минут", "25 тыс."],
        "es": ["1973", "29 de junio", "9:25 de la mañana", "11:45", "25\u00a0000"],
        "en": ["1973", "29 June", "9:25 a.m.", "11:45", "25,000"],
    }
    for language, expected in figures.items():
        whole = join(language)
        assert [figure for figure in expected if figure not in whole] == []
        assert len(re.findall(r"\d+", whole)) == len(re.findall(r"\d+", " ".join(expected)))
