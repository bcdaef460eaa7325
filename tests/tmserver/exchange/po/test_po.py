"""PO read and written."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmserver.errors import UnreadableFile
from tmserver.exchange.po.reader import read_po
from tmserver.exchange.po.writer import write_po
from tmserver.exchange.report import ReadReport, WriteReport
from tmserver.segment import Code, Prop, Status, Unit, Variant

HEADER = 'msgid ""\nmsgstr "Language: ru\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def read(text: str, report: ReadReport | None = None, encoding: str = "utf-8") -> list[Unit]:
    """The units of a file with this text."""
    return list(read_po(io.BytesIO(text.encode(encoding)), report, name="dir/a.po"))


def pair(source: str, target: str, **more: object) -> Unit:
    """A unit from English to Russian."""
    return Unit((Variant("en", source), Variant("ru", target)), source_language="en", **more)  # type: ignore[arg-type]  # fields by name


def test_it_works() -> None:
    """Context, comments, flags and line breaks of a message."""
    assert read(
        HEADER + '# note\n#. why\n#: a.c:1\n#, fuzzy, c-format\n#| msgid "Old"\nmsgctxt "menu"\n'
        'msgid ""\n"Open\\n"\n"\\"%s\\"\\t"\nmsgstr "Открыть\\n«%s»"\n'
    ) == [
        pair(
            'Open\n"%s"\t',
            "Открыть\n«%s»",
            document="a.po",
            position=1,
            notes=("note",),
            props=(
                Prop("x-context", "menu"),
                Prop("po:comment", "why"),
                Prop("po:reference", "a.c:1"),
                Prop("po:previous", 'msgid "Old"'),
                Prop("po:flag", "c-format"),
            ),
            status=Status.DRAFT,
        )
    ]


def test_plural_forms_are_units_and_missing_ones_are_not() -> None:
    """The singular with form 0, the plural with each other."""
    units = read(
        HEADER + 'msgid "file"\nmsgid_plural "files"\nmsgstr[0] "файл"\nmsgstr[1] "файла"\nmsgstr[2] ""\n'
        'msgstr[3] "файлов"\n\nmsgid "dog"\nmsgid_plural "dogs"\nmsgstr[0] "いぬ"\n'
    )
    assert [tuple(variant.text for variant in unit.variants) for unit in units] == [
        ("file", "файл"),
        ("files", "файла"),
        ("files", "файлов"),
        ("dog", "いぬ"),
        ("dogs", "いぬ"),
    ]
    assert [unit.position for unit in units] == [1, 1, 1, 2, 2]


def test_obsolete_messages_are_taken_and_untranslated_ones_reported() -> None:
    """Entries need no blank line between them."""
    report = ReadReport()
    units = read(
        HEADER + 'msgid "a"\nmsgstr ""\nmsgid "b"\nmsgstr "б"\n#~ msgid "c"\n#~ msgstr "в"\n#~| msgid "x"\n',
        report,
    )
    assert [(unit.variants[0].text, unit.props) for unit in units] == [
        ("b", ()),
        ("c", (Prop("po:obsolete", "yes"),)),
    ]
    assert report.skipped == {"no translation": 1}
    assert report.examples[0].line == 5


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("UTF-8", "utf-8"), ("CP1251", "utf-8"), ("CP1251", "cp1251"), ("KOI8-R", "koi8-r"), ("x", "utf-8-sig")],
)
def test_the_charset_may_lie(declared: str, encoding: str) -> None:
    """UTF-8 where the bytes are, else what the header says."""
    text = HEADER.replace("UTF-8", declared) + 'msgid "a"\r\nmsgstr "Привет, мир"\r\n'
    assert read(text, encoding=encoding)[0].variants[1].text == "Привет, мир"


def test_a_charset_that_is_none_is_guessed_and_told() -> None:
    """Rather than refused."""
    report = ReadReport()
    text = HEADER.replace("UTF-8", "CHARSET") + 'msgid "a"\nmsgstr "Привет, мир"\n'
    assert read(text, report, encoding="cp1251")[0].variants[1].text == "Привет, мир"
    assert report.warnings == {"The text is not UTF-8; it was read as cp1251.": 1}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEADER + 'msgid "a"\nmsgstr "b\n', "dir/a.po:6:1: This is no line of a PO file."),
        (HEADER + 'msgid "a"\nnonsense\n', "dir/a.po:6:1: This is no line of a PO file."),
        (
            'msgid "a"\nmsgstr "b"\n',
            "dir/a.po:1:1: The header names no Language: say it with --to.",
        ),
        ("", "dir/a.po: The file is empty."),
        ("a\0b", "dir/a.po:1:1: This is not a text file: it holds NUL."),
    ],
)
def test_a_broken_file_is_refused_before_its_first_unit(text: str, message: str) -> None:
    """With the line."""
    with pytest.raises(UnreadableFile) as caught:
        read_po(io.BytesIO(text.encode()), name="dir/a.po")
    assert str(caught.value) == message


def written(*units: Unit) -> tuple[str, WriteReport]:
    """What follows the header, and the report."""
    file = io.BytesIO()
    report = write_po(units, file, source="en", target="ru")
    return file.getvalue().decode().partition("\n\n")[2], report


def test_a_unit_becomes_a_message() -> None:
    """Fuzzy if a draft; line breaks within begin a string of their own."""
    unit = pair("a\nb\n", 'в "г"', notes=("n",), props=(Prop("x-context", "k"),), status=Status.DRAFT)
    assert written(unit)[0] == '# n\n#, fuzzy\nmsgctxt "k"\nmsgid ""\n"a\\n"\n"b\\n"\nmsgstr "в \\"г\\""\n'


def test_messages_are_unique() -> None:
    """The same message twice is written once; another translation gets a msgctxt of its own."""
    text, report = written(
        pair("a", "б"), pair("a", "б"), pair("a", "в"), pair("a", "г", status=Status.REJECTED)
    )
    assert text == 'msgid "a"\nmsgstr "б"\n\nmsgctxt "2"\nmsgid "a"\nmsgstr "в"\n'
    assert report.written == 2
    assert report.lost == {
        "repeated messages, written once": 1,
        "messages that needed a msgctxt of their own": 1,
        "rejected units, left out": 1,
    }


def test_what_po_cannot_hold_is_counted() -> None:
    """Inline codes, lone surrogates, units without text."""
    coded = Unit((Variant("en", "a", (Code(0, "ph"),)), Variant("ru", "б\ud800", next="в")))
    named = pair(
        "k",
        "к",
        external_id="1",
        document="d",
        status=Status.REVIEWED,
        notes=("one\ntwo", "three"),
        props=(Prop("po:flag", "a,b"), Prop("po:flag", "c-format")),
    )
    assert written(coded, pair("", "x"), named)[1].lost == {
        "inline codes": 1,
        "neighbours": 1,
        "lone surrogates, taken out": 1,
        "units without text, left out": 1,
        "ids": 1,
        "documents": 1,
        "reviewed units, written as translated": 1,
        "notes and comments, each line on its own now": 1,
        "flags that PO does not take": 1,
    }


def test_flags_come_back() -> None:
    """Tools check placeholders by c-format, in drafts too."""
    unit = pair("%d a", "%d б", props=(Prop("po:flag", "c-format"),), status=Status.DRAFT)
    text, _ = written(unit)
    assert text.startswith("#, fuzzy, c-format\n")
    assert read(HEADER + text)[0].props == unit.props


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1).filter(
    str.strip
)


@given(st.lists(st.tuples(TEXT, TEXT), max_size=4))
def test_texts_come_back(texts: list[tuple[str, str]]) -> None:
    """Whatever characters they hold."""
    file = io.BytesIO()
    write_po([pair(*each) for each in texts], file, source="en", target="ru")
    again = [tuple(variant.text for variant in unit.variants) for unit in read_po(file)]
    assert again == list(dict.fromkeys(texts))
