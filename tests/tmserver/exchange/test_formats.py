"""A file of any format is told by its content, and any format is written."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from translate.storage.po import pofile
from translate.storage.tmx import tmxfile
from translate.storage.xliff2 import Xliff2File

from tmserver.errors import InvalidInput, UnreadableFile
from tmserver.exchange.formats import Format, Options, find_format, read_units, write_units
from tmserver.exchange.report import ReadReport
from tmserver.segment import Code, Status, Unit, Variant


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"<?xml version='1.0'?><tmx/>", Format.TMX),
        ("\ufeff<x:xliff/>".encode("utf-16"), Format.XLIFF),
        (gzip.compress(b"<tmx/>", mtime=0), Format.TMX),  # the time would be in the test's name
        (b"<tmx", Format.TMX),
        (b"<xliff", Format.XLIFF),
        (b'# c\nmsgid ""\n', Format.PO),
        (b"en,es\n", Format.TABLE),
        (b"a\tb\n", Format.TABLE),
    ],
)
def test_the_content_tells_the_format(data: bytes, expected: Format, tmp_path: Path) -> None:
    """Under a suffix that lies."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    assert find_format(path) is expected


def test_a_workbook_is_a_table_though_it_is_a_zip_of_many_files(tmp_path: Path) -> None:
    """And the zip of one TMX is TMX."""
    book = openpyxl.Workbook()
    for row in (["en", "es"], ["Yes", "Sí"]):
        book.worksheets[0].append(row)
    path = tmp_path / "a.tmx"
    book.save(path)
    assert [len(unit.variants) for unit in read_units(path, ReadReport())] == [2]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("b.csv", b"<tmx/>")
    assert find_format(path) is Format.TMX


def test_other_xml_is_named() -> None:
    """A Tiled map has the suffix of TMX."""
    with pytest.raises(UnreadableFile, match="with the root <map>"):
        find_format(io.BytesIO(b"<map/>"))


UNITS = [
    Unit(
        (
            Variant("ru", f"Да {number}", (Code(2, "ph"),)),
            Variant("es-CL", f"Sí «{number}»"),
            Variant("en", f"Yes & {number}"),
        ),
        document="a",
        position=number,
        source_language="ru",
        status=Status.REVIEWED if number % 2 else Status.DRAFT,
    )
    for number in range(1, 6)
]
PAIR = Options(source="ru", target="es")


def written(to: Format, options: Options) -> io.BytesIO:
    """UNITS in this format."""
    file = io.BytesIO()
    assert write_units(UNITS, file, to, options).written == len(UNITS)
    return file


@pytest.mark.parametrize("to", Format)
def test_every_format_comes_back_with_its_texts(to: Format) -> None:
    """Bilingual, source first."""
    again = list(read_units(written(to, PAIR), ReadReport()))
    assert [[variant.text for variant in unit.variants] for unit in again] == [
        [variant.text for variant in unit.variants[:2]] for unit in UNITS
    ]
    assert [unit.variants[0].language for unit in again] == ["ru"] * 5


def test_all_languages_leave_together_where_the_format_can() -> None:
    """TMX and tables; XLIFF and PO are bilingual, and a table must know its columns."""
    assert len(next(read_units(written(Format.TMX, Options()), ReadReport())).variants) == 3
    table = written(Format.TABLE, Options(languages=("ru", "es", "en")))
    assert len(next(read_units(table, ReadReport())).variants) == 3
    for to in (Format.XLIFF, Format.PO, Format.TABLE):
        with pytest.raises(InvalidInput):
            write_units(UNITS, io.BytesIO(), to)


TOOLKIT = [(tmxfile, Format.TMX), (pofile, Format.PO), (Xliff2File, Format.XLIFF)]


def loaded(kind: Any, to: Format) -> Any:
    """UNITS as Translate Toolkit, which has no annotations, loads them."""
    return kind.parsestring(written(to, PAIR).getvalue())


def test_translate_toolkit_loads_what_we_write() -> None:
    """With the same count and texts."""
    tmx, po, xliff = (loaded(kind, to) for kind, to in TOOLKIT)
    assert [(unit.source, unit.target) for unit in tmx.units] == [
        (f"Да {n}", f"Sí «{n}»") for n in range(1, 6)
    ]
    assert [unit.target for unit in po.units if not unit.isheader()] == [f"Sí «{n}»" for n in range(1, 6)]
    assert sum(unit.isfuzzy() for unit in po.units) == 2
    assert [(unit.source, unit.target) for unit in xliff.units] == [
        (unit.source, unit.target) for unit in tmx.units
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (
            "a.tmx",
            (
                b'<tmx version="1.4"><header srclang="ru"/><body>'
                b'<tu><tuv xml:lang="ru"><seg>A</seg></tuv></tu>'
                b'<tu><tuv xml:lang="ru"><seg>B</seg></tuv><tuv xml:lang="es"><seg></seg></tuv></tu>'
                b'<tu><tuv xml:lang="ru"><seg>C</seg></tuv></tu></body></tmx>'
            ),
        ),
        ("a.csv", b"ru,es,note\nA,,\nB,,x\n,,empty\n"),
    ],
)
def test_variants_without_text_stay_where_a_file_is_read_as_it_is(
    tmp_path: Path, name: str, content: bytes
) -> None:
    """An audit sees them, with the number of their unit among all; others take them for no translation."""
    file = tmp_path / name
    file.write_bytes(content)
    report = ReadReport()
    found = [(report.number, unit) for unit in read_units(file, report, options=Options(as_is=True))]
    assert (2, ["B", ""]) in [(number, [each.text for each in unit.variants]) for number, unit in found]
    assert list(read_units(file, ReadReport())) == []


def test_a_po_file_read_as_it_is_keeps_its_own_languages(tmp_path: Path) -> None:
    """The languages given count only where the header says none."""
    file = tmp_path / "a.po"
    file.write_bytes(b'msgid ""\nmsgstr "Language: es\\n"\n\nmsgid "Yes"\nmsgstr "S\xc3\xad"\n')
    for as_is, languages in ((True, ["ru", "es"]), (False, ["ru", "en"])):
        (unit,) = read_units(file, ReadReport(), options=Options(source="ru", target="en", as_is=as_is))
        assert [variant.language for variant in unit.variants] == languages
