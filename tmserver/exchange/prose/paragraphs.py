"""The paragraphs of a document of running text, whatever its format.

A new format: a module beside this one with a function from text to paragraphs, its suffixes in SUFFIXES.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO

from glossary.formats.errors import FormatError
from glossary.formats.packed import chunks, file_name
from tmserver.errors import UnreadableFile
from tmserver.exchange.files import told
from tmserver.exchange.lines import text_lines
from tmserver.exchange.prose.html import paragraphs_of_html
from tmserver.exchange.prose.markdown import paragraphs_of_markdown
from tmserver.exchange.prose.office import paragraphs_of_office
from tmserver.exchange.prose.plain import paragraphs_of_plain
from tmserver.exchange.report import ReadReport

LARGEST = 32 * 1024**2
"""Bytes of a document's text when unpacked: some 5,000 printed pages."""

SUFFIXES: dict[str, Callable[[str], Iterable[str]]] = {
    ".md": paragraphs_of_markdown,
    ".markdown": paragraphs_of_markdown,
    ".htm": paragraphs_of_html,
    ".html": paragraphs_of_html,
    ".xhtml": paragraphs_of_html,
}
_HTML = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S)
_CHARSET = re.compile(rb"""<meta[^>]*?charset\s*=\s*["']?([\w-]{1,40})""", re.I)
# Codecs that pages are really written in; others of Python's run escapes or are slow.
_CODECS = ("cp125", "iso8859", "koi8", "mac", "gb", "big5", "euc", "shift_jis")
_OTHERS = {
    b"%PDF": "This is PDF, where paragraphs are not kept. Export it as DOCX, or as text.",
    b"{\\rtf": "This is RTF. Save it as DOCX or ODT.",
    b"\xd0\xcf\x11\xe0": "This is an old or an encrypted office file. Save it as DOCX, without a password.",
}

# Within a paragraph; a line break is kept, for a sentence ends there.
_SPACES = re.compile(r"[^\S\n\u00a0\u202f]+")
_BREAKS = re.compile(r"\s*\n\s*")


def read_paragraphs(file: Path | IO[bytes], report: ReadReport, *, name: str = "") -> list[str]:
    r"""The paragraphs, headings, list items and table cells of a document in their order, none blank.

    Runs of white space are one space; a line break within a paragraph is "\n". DOCX and ODT are told by their
    content, HTML by its beginning or suffix, Markdown by its suffix; all else is plain text in any encoding.
    ``report`` gets the name, and what was put right.

    :raise UnreadableFile: broken, encrypted, without text or larger than LARGEST when unpacked
    """
    called = file_name(file, name)
    report.file = called
    with told():
        found = paragraphs_of_office(file, called, LARGEST)
        paragraphs = list(_tidy(_of_text(file, called, report) if found is None else found))
    if not paragraphs:
        raise UnreadableFile("There is no text in the document.", file=called)
    return paragraphs


def _of_text(file: Path | IO[bytes], called: str, report: ReadReport) -> Iterable[str]:
    head = next(chunks(file, name=called), b"")
    for beginning, reason in _OTHERS.items():
        if head.startswith(beginning):
            raise FormatError(reason, file=called)
    text = _whole(text_lines(file, report, name=called, encoding=_charset(head)), called)
    by_suffix = SUFFIXES.get(Path(called.lower().removesuffix(".gz")).suffix)
    return (by_suffix or (paragraphs_of_html if _HTML.match(text[:2_000]) else paragraphs_of_plain))(text)


def _charset(head: bytes) -> str:
    """The codec that a page declares, "" if none or a strange one."""
    declared = _CHARSET.search(head[:2_048])
    try:
        codec = codecs.lookup(declared[1].decode("ascii")).name if declared else ""
    except LookupError:
        return ""
    return codec if codec.startswith(_CODECS) else ""


def _whole(lines: Iterable[str], called: str) -> str:
    kept, size = [], 0
    for line in lines:
        kept.append(line)
        size += len(line)
        if size > LARGEST:
            raise FormatError(f"The text is longer than {LARGEST:,} characters. Split it.", file=called)
    return "".join(kept).replace("\r\n", "\n").replace("\r", "\n")


def _tidy(paragraphs: Iterable[str]) -> Iterator[str]:
    for paragraph in paragraphs:
        tidy = _BREAKS.sub("\n", _SPACES.sub(" ", paragraph)).strip()
        if tidy:
            yield tidy
