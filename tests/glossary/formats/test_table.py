"""Tables with named columns: what is read, what is refused, and the round trip."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from hypothesis import given

from glossary.concept import CaseMode, Concept, Definition, Glossary, Term, TermStatus
from glossary.formats.errors import FormatError
from glossary.formats.table import read_table, write_table
from tests.glossary.formats.glossaries import glossaries


def read(text: str, encoding: str = "utf-8") -> tuple[Concept, ...]:
    """The concepts of a table given as text."""
    return read_table(io.BytesIO(text.encode(encoding)), name="terms.csv").glossary.concepts


def remarks(text: str) -> list[str]:
    """What is said of a table given as text."""
    return [remark.text for remark in read_table(io.BytesIO(text.encode())).remarks]


@pytest.mark.parametrize("delimiter", [",", ";"])
@given(glossary=glossaries())
def test_round_trip(delimiter: str, glossary: Glossary) -> None:
    """Every field of every concept and term survives."""
    file = io.BytesIO()
    write_table(glossary, file, delimiter=delimiter)
    assert read_table(file).glossary.concepts == glossary.concepts


def test_rows_of_a_concept_belong_together() -> None:
    """Apart or not, in any language, with definitions and domain from any of the rows."""
    concepts = read(
        "concept,language,term,status,definition,domain,note\n"
        "1,ru,кордон,preferred,объединение предприятий,history,homonym\n"
        "2,ru,мятеж,,,,\n"
        '1,es,cordón,admitted,"agrupación, de empresas",,\n'
    )
    assert concepts == (
        Concept(
            "1",
            (
                Term("кордон", "ru", TermStatus.PREFERRED, note="homonym"),
                Term("cordón", "es", TermStatus.ADMITTED),
            ),
            domain="history",
            definitions=(
                Definition("ru", "объединение предприятий"),
                Definition("es", "agrupación, de empresas"),
            ),
        ),
        Concept("2", (Term("мятеж", "ru"),)),
    )


def test_language_and_term_are_enough() -> None:
    """Each row without concept is a concept of its own, numbered past the ids in use."""
    concepts = read("language,term\nru,кордон\nes,cordón\n")
    assert [(concept.id, concept.terms[0].text) for concept in concepts] == [
        ("c1", "кордон"),
        ("c2", "cordón"),
    ]


def test_the_spellings_of_other_tools_are_read() -> None:
    """Column names in capitals, with spaces; statuses of TBX and of plain English; semicolons; a mark."""
    (concept,) = read("\ufeffConcept;Lang;Term;Status;Case\n7;EN_us;CUT;not recommended;EXACT\n")
    assert concept.terms == (Term("CUT", "EN-us", TermStatus.DEPRECATED, case=CaseMode.EXACT),)


def test_a_quotation_mark_in_a_tab_table_is_a_character() -> None:
    """CSV quoting is not applied where tabs delimit."""
    (concept,) = read('language\tterm\nen\t"the 9:25 call" of CUT\n')
    assert concept.terms[0].text == '"the 9:25 call" of CUT'


def test_a_column_for_each_language_is_read() -> None:
    """Each row is a concept; part of speech goes to all its terms, an unknown column to the note."""
    (concept,) = read('"en-US","es","pos","description","Team"\n"Hello","Hola","noun","a greeting","web"\n')
    assert concept == Concept(
        "c1",
        (Term("Hello", "en-US", part_of_speech="noun"), Term("Hola", "es", part_of_speech="noun")),
        definitions=(Definition("en-US", "a greeting"),),
        note="Team: web",
    )


def test_what_is_left_out_is_told() -> None:
    """Cells beyond the header, rows without a term, a domain that contradicts an earlier one."""
    told = remarks("concept,language,term,domain\n1,ru,кордон,a,more\n,ru,\n1,es,cordón,b\n")
    assert told == [
        "A row has more cells than the header; they were left out.",
        "A row has no term; it was left out.",
        "Rows of a concept differ in “domain”; the first was kept.",
    ]


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ("", "terms.csv", "empty"),
        ("\n \n", "terms.csv", "empty"),
        ("abort\t中断\n", "terms.csv:1:1", "must name the columns"),
        ("SRC_CANFORM\tTGT_CANFORM\n", "terms.csv:1:1", "must name the columns"),
        ("language,term,status\nru,кордон,best\n", "terms.csv:2:3", "“best” is none of proposed, preferred"),
        ("language,term,enforced\nru,кордон,\nru,мятеж,perhaps\n", "terms.csv:3:3", "neither yes nor no"),
        ("language,term\n,кордон\n", "terms.csv:2:1", "write the term's language"),
        ("language,term,kind\nru,кордон,city\n", "terms.csv", "“city” is none of person, place"),
        ("language,term\nru,a\0b\n", "terms.csv:2:1", "not a text file"),
        (f'language,term\nru,"{"я" * 200_000}"\n', "terms.csv:2:1", "cannot be read"),
    ],
)
def test_bad_tables_are_refused(text: str, place: str, reason: str) -> None:
    """The message says file, line, column number and remedy."""
    with pytest.raises(FormatError) as caught:
        read(text)
    assert str(caught.value).startswith(f"{place}: ")
    assert reason in str(caught.value)


def test_another_encoding_is_told() -> None:
    """Cyrillic of Windows is recognised."""
    reading = read_table(io.BytesIO("language,term\nru,вооружённые силы\n".encode("cp1251")))
    assert reading.glossary.concepts[0].terms[0].text == "вооружённые силы"
    assert [remark.text for remark in reading.remarks] == ["The text is not UTF-8; it was read as cp1251."]


def test_a_tab_table_tells_what_it_cannot_hold() -> None:
    """Line breaks become spaces, for nothing is quoted there; title and description have no place."""
    term = Term("кордон", "ru", note="one\ntwo")
    glossary = Glossary("g", (Concept("1", (term,)),), title="Title")
    file = io.BytesIO()
    told = [remark.text for remark in write_table(glossary, file, delimiter="\t")]
    assert told == [
        "A table has no place for the glossary's title and description.",
        "Tabs and line breaks inside a text became spaces.",
    ]
    assert read_table(file).glossary.concepts[0].terms == (replace(term, note="one two"),)
