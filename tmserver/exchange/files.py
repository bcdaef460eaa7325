"""Opening exchange files: what cannot be read is told in the words of tmserver."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from glossary.formats.errors import FormatError
from glossary.formats.xml import XmlFile, open_xml
from tmserver.errors import UnreadableFile
from tmserver.exchange.report import ReadReport

# Roots of files that share a suffix with ours.
_OTHERS = {
    "map": "a map of the Tiled editor",
    "TAGTABLE": "a markup table of OpenTM2",
    "tmx": "a translation memory (TMX)",
    "xliff": "XLIFF",
    "martif": "a glossary (TBX)",
    "tbx": "a glossary (TBX)",
    "TBX": "a glossary (TBX-Min)",
    "html": "an HTML page",
    "TS": "a Qt translation file",
}


@contextmanager
def told() -> Iterator[None]:
    """A FormatError of the glossary's readers becomes an UnreadableFile."""
    try:
        yield
    except FormatError as error:
        raise UnreadableFile(error.reason, file=error.file, line=error.line, column=error.column) from error


def open_exchange(
    file: Path | IO[bytes], report: ReadReport, *, name: str, roots: Collection[str]
) -> XmlFile:
    """The XML file, found well-formed, with one of the ``roots``; its name and warnings go to ``report``.

    :raise UnreadableFile: not well-formed, beyond the limits, or with another root
    """
    with told():
        opened = open_xml(file, name=name)
    report.file = opened.name
    report.warnings.update(opened.warnings)
    if opened.root not in roots:
        what = _OTHERS.get(opened.root, f"XML with the root <{opened.root}>")
        raise UnreadableFile(
            f"This is {what}, not {report.format.upper()}.", file=opened.name, line=1, column=1
        )
    return opened
