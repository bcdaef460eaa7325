"""Opening a document to translate, whatever its format."""

from __future__ import annotations

from pathlib import Path
from typing import IO

from glossary.formats.packed import file_name
from tmserver.errors import UnreadableFile
from tmserver.exchange.filling import Document
from tmserver.exchange.formats import Format, find_format
from tmserver.exchange.po.filling import PoDocument
from tmserver.exchange.xliff.filling import XliffDocument

KINDS: dict[Format, type[XliffDocument] | type[PoDocument]] = {
    Format.XLIFF: XliffDocument,
    Format.PO: PoDocument,
}


def open_document(file: Path | IO[bytes], *, name: str = "", source: str = "", target: str = "") -> Document:
    """The document, XLIFF or PO; ``source`` and ``target`` are the languages that it does not say itself.

    :raise UnreadableFile: it cannot be read, or is in another format
    """
    format_ = find_format(file, name=name)
    if format_ not in KINDS:
        called = "a table" if format_ is Format.TABLE else format_.upper()
        reason = f"A document to translate is XLIFF or PO; this is {called}."
        raise UnreadableFile(reason, file=file_name(file, name))
    return KINDS[format_](file, name=name, source=source, target=target)
