"""Documents of each format give the paragraphs that a reader sees."""

from __future__ import annotations

import gzip
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tmserver.errors import UnreadableFile
from tmserver.exchange.prose.paragraphs import read_paragraphs
from tmserver.exchange.report import ReadReport

SAME = ["Народная власть", "Рабочие заняли комплекс.", "Пункт", "29\u00a0июня", "11 часов"]

MARKDOWN = """---
title: not text
---
Народная *власть*
=================

Рабочие   заняли
**комплекс**.

- Пункт

| 29\u00a0июня | 11 часов |
|--------------|----------|

```
code is left out
```
"""
HTML = """<!DOCTYPE html><html><head><title>x</title><style>p {}</style></head><body>
<h1>Народная <em>власть</em></h1><p>Рабочие
заняли комплекс<!-- remark -->.<ul><li>Пункт</ul><script>left("out")</script>
<table><tr><td>29&nbsp;июня<td>11&#32;часов</table></body></html>"""
W = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' xmlns:mc='m'"
DOCX = f"""<?xml version="1.0"?><w:document {W}><w:body>
<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>Народная</w:t><w:tab/><w:t>власть</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">Рабочие </w:t></w:r><w:del><w:r><w:delText>не</w:delText></w:r></w:del>
<w:ins><w:r><w:t>заняли комплекс.</w:t></w:r></w:ins><w:r><w:instrText>PAGE</w:instrText><mc:AlternateContent>
<mc:Choice><w:txbxContent><w:p><w:r><w:t>Пункт</w:t></w:r></w:p></w:txbxContent></mc:Choice>
<mc:Fallback><w:p><w:r><w:t>Пункт</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>29\u00a0июня</w:t></w:r></w:p></w:tc>
<w:tc><w:p><w:r><w:t>11 часов</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/></w:body></w:document>"""
ODT = """<?xml version="1.0"?><office:document-content xmlns:office="o" xmlns:text="t"><office:body>
<office:text>
<text:tracked-changes><text:changed-region><text:deletion><text:p>не</text:p></text:deletion>
</text:changed-region></text:tracked-changes>
<text:h>Народная<text:tab/><text:span>власть</text:span></text:h>
<text:p>Рабочие<text:s text:c="2"/>заняли комплекс.<text:note><text:note-citation>1</text:note-citation>
<text:note-body><text:p>Пункт</text:p></text:note-body></text:note><office:annotation><text:p>remark</text:p>
</office:annotation></text:p><table:table xmlns:table="b"><table:table-cell><text:p>29\u00a0июня</text:p>
</table:table-cell><table:table-cell><text:p>11 часов</text:p></table:table-cell></table:table>
</office:text></office:body></office:document-content>"""


def packed(member: str, content: str) -> bytes:
    """A zip file with one more member, as office files have."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/x")
        archive.writestr(member, content)
    return file.getvalue()


def read(content: bytes, name: str = "document") -> list[str]:
    """The paragraphs of a file of this content and name."""
    return read_paragraphs(BytesIO(content), ReadReport(), name=name)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("text.txt", "\n".join(SAME).encode()),
        ("windows.txt", "\r\n\r\n".join(SAME).encode("cp1251")),
        ("text.txt.gz", gzip.compress("\n\n".join(SAME).encode("utf-16"))),
        ("text.md", MARKDOWN.encode()),
        ("page", HTML.encode()),
        ("page.html", HTML.replace("<head>", "<head><meta charset=koi8-r>").encode("koi8-r")),
        ("letter.docx", packed("word/document.xml", DOCX)),
        ("letter.odt", packed("content.xml", ODT)),
    ],
)
def test_every_format_gives_the_same_paragraphs(name: str, content: bytes) -> None:
    """Headings, items, cells, text boxes and notes are paragraphs; code, deletions and remarks are none."""
    assert read(content, name) == SAME


def test_wrapped_lines_are_joined() -> None:
    """Blank lines part paragraphs where lines break in mid-sentence, and only there."""
    wrapped = (
        "In those first days of July 1973, popular power was\ntaking shape at the grass roots.\n\n"
        "During the Tancazo mutiny, Allende called on the\nworkers to take power in the workplace.\n"
    )
    assert [text.split()[-1] for text in read(wrapped.encode())] == ["roots.", "workplace."]
    listed = "Menu\nFile\nEdit\n\nView\nHelp\n"
    assert read(listed.encode()) == listed.split()


def test_a_line_break_within_a_paragraph_stays() -> None:
    """<br> and two spaces at the end of a line of Markdown end no paragraph."""
    assert read(b"<!doctype html><p>one<br>two</p>") == ["one\ntwo"]
    assert read(b"one  \ntwo", "a.md") == ["one\ntwo"]


def test_a_page_in_markdown_is_read_too() -> None:
    """Blocks of HTML within Markdown give their paragraphs; tags within a line give nothing."""
    assert read(b"<div><p>one</p><p>two</p></div>\n\nthree <b>four</b>\n", "a.md") == [
        "one",
        "two",
        "three four",
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b" \n\n ", "no text"),
        (b"%PDF-1.7\n", "PDF"),
        (b"{\\rtf1 x}", "RTF"),
        (b"\xd0\xcf\x11\xe0\0\0", "without a password"),
        (b"a\0b", "NUL"),
        (packed("word/document.xml", DOCX)[:-200], "damaged"),
        (packed("content.xml", "<office:document-content>"), "not well-formed|ends before"),
        (packed("content.xml", "<svg/>"), "no text document"),
        (packed("xl/workbook.xml", "<workbook/>"), "2 files"),
        (
            packed("content.xml", '<!DOCTYPE d [<!ENTITY a "b">]><document-content>&a;</document-content>'),
            "entities are refused",
        ),
        (packed("content.xml", " " * 9_000_000), "times its size"),
    ],
)
def test_what_is_no_document_is_refused_with_its_reason(content: bytes, reason: str) -> None:
    """Broken, empty and hostile files, and formats that are not read."""
    with pytest.raises(UnreadableFile, match=reason):
        read(content)


@settings(max_examples=30)
@given(st.text())
def test_any_text_as_html_and_markdown_is_read_or_refused(text: str) -> None:
    """No text whatever makes a reader fail, and paragraphs are never blank."""
    for name in ("a.html", "a.md", "a.txt"):
        try:
            found = read(text.encode("utf-8", "replace"), name)
        except UnreadableFile:
            continue
        assert all(paragraph.strip() for paragraph in found)


def test_html_may_nest_as_deep_as_it_likes() -> None:
    """10,000 open elements do not end in a RecursionError."""
    assert read(b"<html>" + b"<div>" * 10_000 + b"text") == ["text"]


def test_what_was_put_right_is_reported(tmp_path: Path) -> None:
    """A guessed encoding is told."""
    (tmp_path / "a.txt").write_bytes("Рабочие заняли комплекс".encode("cp1251"))
    report = ReadReport()
    read_paragraphs(tmp_path / "a.txt", report)
    assert list(report.warnings) == ["The text is not UTF-8; it was read as cp1251."]
    assert report.file.endswith("a.txt")
