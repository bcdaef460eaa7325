"""OmegaT's glossary files: columns without names, in and out."""

from __future__ import annotations

import io

import pytest

from glossary.concept import Concept, Definition, Glossary, Term, TermStatus
from glossary.formats.detect import GlossaryFormat, format_of, read_glossary
from glossary.formats.errors import FormatError
from glossary.formats.omegat import read_omegat, write_omegat


def read(text: str) -> list[list[str]]:
    """The terms of each concept of a file given as text."""
    reading = read_omegat(io.BytesIO(text.encode()), "en", "es")
    return [[term.text for term in concept.terms] for concept in reading.glossary.concepts]


def test_only_a_line_without_tab_is_a_comment() -> None:
    """«#10 Envelope» is a term; the header of one tool and the line with the encoding are not."""
    text = (
        "# Glossary -*- coding: utf-8 -*-\nSRC_CANFORM\tTGT_CANFORM\tCOMMENTS\n#10 Envelope\tsobre n.º 10\n"
    )
    assert read(text) == [["#10 Envelope", "sobre n.º 10"]]


def test_equal_sources_are_one_concept() -> None:
    """Their targets stand together, further cells are the note of the target, repeats are merged."""
    reading = read_omegat(
        io.BytesIO(b"worker\tobrero\tpref.\t2\nworker\ttrabajador\nworker\tobrero\n"), "en", "es"
    )
    assert reading.glossary.concepts == (
        Concept(
            "c1", (Term("worker", "en"), Term("obrero", "es", note="pref.\n2"), Term("trabajador", "es"))
        ),
    )


def test_quotes_beside_tabs_are_characters_and_beside_commas_are_not() -> None:
    """OmegaT quotes in .csv only."""
    assert read('"raid"\tallanamiento\n') == [['"raid"', "allanamiento"]]
    assert read('"raid, search",allanamiento\n') == [["raid, search", "allanamiento"]]


def test_rows_without_source_or_target_are_told() -> None:
    """A row without source is left out; one without target keeps its source."""
    reading = read_omegat(io.BytesIO(b"\tobrero\nworker\t\nalone\n"), "en", "es")
    assert [(remark.text, remark.line, remark.count) for remark in reading.remarks] == [
        ("A row has no source term; it was left out.", 1, 1),
        ("A row has no target term; its source was kept.", 2, 2),
    ]
    assert len(reading.glossary.concepts) == 2


def test_written_pairs_put_the_preferred_first() -> None:
    """Refused terms are left out and told; the comment holds domain, definition and note on one line."""
    concept = Concept(
        "raid",
        (
            Term("прочесывание", "ru", TermStatus.PREFERRED),
            Term("search", "en"),
            Term("raid", "en", TermStatus.PREFERRED, note="plural\ttoo"),
            Term("combing", "en", TermStatus.FORBIDDEN),
        ),
        domain="politics",
        definitions=(Definition("en", "search of\nplants"),),
    )
    file = io.BytesIO()
    told = write_omegat(Glossary("g", (concept, Concept("x", (Term("x", "ru"),)))), file, "ru", "en")
    assert file.getvalue().decode() == (
        "прочесывание\traid\tpolitics; search of plants; plural too\n"
        "прочесывание\tsearch\tpolitics; search of plants\n"
    )
    assert [remark.text for remark in told] == [
        "Deprecated, forbidden and merely accepted terms were left out.",
        "A concept has no term to suggest in ru or in en; it was left out.",
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<?xml version='1.0'?><martif><text/></martif>", GlossaryFormat.TBX),
        ("<martif", GlossaryFormat.TBX),
        ('"Lang";"Term"\n', GlossaryFormat.TABLE),
        ("worker\tobrero\n", GlossaryFormat.OMEGAT),
    ],
)
def test_format_is_told_by_content(text: str, kind: GlossaryFormat) -> None:
    """Whatever the suffix."""
    assert format_of(io.BytesIO(text.encode())) is kind


def test_any_format_is_read_by_content() -> None:
    """OmegaT's files need their languages; without them the message says so."""
    file = io.BytesIO(b"worker\tobrero\n")
    assert len(read_glossary(file, languages=("en", "es")).glossary.concepts) == 1
    with pytest.raises(FormatError, match="say the languages of their two columns"):
        read_glossary(file)
