"""Tables of segments read and written."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmserver.errors import InvalidInput, UnreadableFile
from tmserver.exchange.report import ReadReport
from tmserver.exchange.table.reader import read_table
from tmserver.exchange.table.writer import write_table
from tmserver.segment import Code, Prop, Status, Unit, Variant


def texts(data: bytes, report: ReadReport | None = None, **options: str) -> list[list[tuple[str, str]]]:
    """Language and text of each variant."""
    found = read_table(
        io.BytesIO(data), report, source=options.get("source", ""), target=options.get("target", "")
    )
    return [[(variant.language, variant.text) for variant in unit.variants] for unit in found]


def test_it_works() -> None:
    """A header of language codes, fields and a column of its own."""
    data = (
        "ru,es_CL,English,tuid,document,position,status,note,date,author,Client\r\n"
        '"Да, да","Sí\n«sí»",Yes,7,a.txt,3,reviewed,n,20200102T030405Z,Ana,X\r\n'
    )
    (unit,) = read_table(io.BytesIO(data.encode()))
    assert unit == Unit(
        (Variant("ru", "Да, да"), Variant("es-CL", "Sí\n«sí»"), Variant("en", "Yes")),
        external_id="7",
        document="a.txt",
        position=3,
        notes=("n",),
        props=(Prop("Client", "X"),),
        status=Status.REVIEWED,
        changed_by="Ana",
        changed_at=datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC),
    )


PAIR = [[("en", "Yes"), ("ru", "Да")]]


@pytest.mark.parametrize(
    "data",
    [
        "en,ru\nYes,Да\n".encode(),
        "\ufeffen;ru\r\nYes;Да\r\n".encode(),
        "en\tru\nYes\tДа".encode(),
        "source\ttarget\n\nYes\tДа\n".encode(),
        "Yes\tДа\tcomment\n".encode(),
        "# comment\nYes\tДа\n\t\n".encode(),
        "source,target\nYes,Да\n".encode("cp1251"),
        "source;target\nYes;Да\n".encode("utf-16"),
    ],
)
def test_delimiter_encoding_and_header_are_found(data: bytes) -> None:
    """Tab, semicolon and comma; UTF-8, UTF-16, cp1251; codes, source and target, or no header at all."""
    assert texts(data, source="en", target="ru") == PAIR


def test_quotes_in_a_table_with_tabs_are_text() -> None:
    """As OmegaT writes them; and #10 Envelope is a term."""
    assert texts(b'en\tes\n"a" b\t"c\n#10 Envelope\tsobre\n') == [
        [("en", '"a" b'), ("es", '"c')],
        [("en", "#10 Envelope"), ("es", "sobre")],
    ]


def test_id_is_an_identifier_unless_it_must_be_indonesian() -> None:
    """By the other columns."""
    assert texts(b"id,en,es\n1,a,b\n") == [[("en", "a"), ("es", "b")]]
    assert texts(b"en,id\na,b\n") == [[("en", "a"), ("id", "b")]]


def test_columns_may_be_named_by_the_caller() -> None:
    """With or without a header in the file; "-" passes one over."""
    for data in (b"1,a,b\n", b"n,en,es\n1,a,b\n"):
        found = list(read_table(io.BytesIO(data), columns=["-", "en", "es-CL"]))
        assert [[v.text for v in unit.variants] for unit in found] == [["a", "b"]]


def test_a_workbook_is_read_by_content() -> None:
    """The first sheet, numbers as text."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (["en", "es", "key"], ["Yes", "Sí", 12], [None, None, None], ["No", None, None]):
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    report = ReadReport()
    (unit,) = read_table(file, report, name="a.csv")
    assert ([v.text for v in unit.variants], unit.external_id) == (["Yes", "Sí"], "12")
    assert report.skipped == {"one language only": 1}
    assert report.examples[0].line == 4


def test_ragged_rows_are_told() -> None:
    """Too few cells are a skipped row, too many a warning."""
    report = ReadReport()
    assert texts(b"en,es\na\nb,c,d\ne,f,,\n", report) == [
        [("en", "b"), ("es", "c")],
        [("en", "e"), ("es", "f")],
    ]
    assert report.skipped == {"one language only": 1}
    assert report.warnings == {"Cells beyond the last column were left out.": 1}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "a.csv: The file is empty."),
        (b" \n\n", "a.csv:1:1: The file has no row with text."),
        (b"en,es\n" + b"a" * (17 * 1024**2), "a.csv:2:1: A line is longer than 16,777,216 characters."),
        (b'en,es\n"a" b,c\n', "a.csv:2:1: This is not a table (',' expected after '\"')."),
        (b'en,es\na,"b\n', "a.csv:2:1: This is not a table (unexpected end of data)."),
        (b"en\tes\na\0b\tc\n", "a.csv:1:1: This is not a text file: it holds NUL."),
    ],
)
def test_what_is_no_table_is_refused(data: bytes, message: str) -> None:
    """With file, line and reason."""
    with pytest.raises(UnreadableFile) as caught:
        list(read_table(io.BytesIO(data), name="a.csv"))
    assert str(caught.value) == message


def test_languages_must_be_known() -> None:
    """By the header or by the caller."""
    with pytest.raises(InvalidInput, match="names no two languages"):
        read_table(io.BytesIO(b"foo,bar\n1,2\n"), name="a.csv")


UNIT = Unit(
    (Variant("ru", "-Да", (Code(0, "ph"),)), Variant("es-CL", 'S"í\n'), Variant("fr", "Oui")),
    external_id="=1+1",
    position=2,
    props=(Prop("x-context", "k"), Prop("client", "X")),
    notes=("n", "m"),
)


def written(
    units: list[Unit], languages: Sequence[str], delimiter: str = ","
) -> tuple[bytes, dict[str, int]]:
    """The file and what was lost."""
    file = io.BytesIO()
    report = write_table(units, file, languages=languages, delimiter=delimiter)
    return file.getvalue(), dict(report.lost)


def test_cells_are_quoted_and_formulas_made_harmless() -> None:
    """UTF-8 with mark; a column for each language asked for, region or not."""
    data, lost = written([UNIT], ["ru", "es"])
    assert data.decode() == (
        "\ufeffru,es,tuid,document,position,status,source_language,context,note,created_by,created_at,"
        "changed_by,changed_at\r\n"
        '\'-Да,"S""í\n",\'=1+1,,2,translated,,k,"n\nm",,,,\r\n'
    )
    assert lost == {"inline codes": 1, "props": 1, "variants without a column of their own": 1}


def test_tabs_quote_nothing() -> None:
    """Line breaks become spaces, and that is counted."""
    data, lost = written([UNIT], ["ru", "es-CL"], "\t")
    assert data.decode().splitlines()[1].startswith("'-Да\tS\"í \t'=1+1\t")
    assert lost["texts whose line breaks or tabs became spaces"] == 2


def test_units_without_two_of_the_languages_are_left_out() -> None:
    """And counted."""
    assert written([UNIT], ["ru", "en"])[1]["units without text in two of the languages, left out"] == 1


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r")).filter(str.strip)


@given(st.lists(st.tuples(TEXT, TEXT), max_size=4), st.sampled_from(",;"))
def test_texts_come_back(pairs: list[tuple[str, str]], delimiter: str) -> None:
    """Formulas, apostrophes, quotes and line breaks included."""
    units = [Unit((Variant("en", a), Variant("ru", b))) for a, b in pairs]
    data, _ = written(units, ["en", "ru"], delimiter)
    assert list(read_table(io.BytesIO(data))) == units
