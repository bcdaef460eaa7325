"""Word's DOCX and OpenDocument's ODT as paragraphs, by the hardened reader of XML that TMX has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element

from glossary.formats.errors import FormatError
from glossary.formats.packed import PackingLimits, find_member
from glossary.formats.xml import local_name, open_xml


@dataclass(frozen=True, slots=True)
class _Kind:
    """How a format writes paragraphs, by local names.

    ``texts`` are the elements whose characters count, None all; ``skipped`` are left out with all they hold:
    what was deleted with changes tracked, properties, notes on the text, a second form of the same.
    """

    paragraphs: frozenset[str]
    texts: frozenset[str] | None
    marks: dict[str, str]
    skipped: frozenset[str]


_DOCX = _Kind(
    paragraphs=frozenset(["p"]),
    texts=frozenset(["t"]),
    marks={"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"},
    skipped=frozenset(["del", "moveFrom", "pPr", "rPr", "Fallback"]),
)
_ODT = _Kind(
    paragraphs=frozenset(["p", "h"]),
    texts=None,
    marks={"tab": " ", "s": " ", "line-break": "\n"},
    skipped=frozenset(["tracked-changes", "annotation", "note-citation", "ruby-text"]),
)
_KINDS = {"word/document.xml": _DOCX, "word/document2.xml": _DOCX, "content.xml": _ODT}


def paragraphs_of_office(file: Path | IO[bytes], name: str, limit: int) -> Iterator[str] | None:
    """The paragraphs of the body, in tables and text boxes too, without headers; None if the file is neither.

    A footnote of ODT comes behind its paragraph; DOCX has them elsewhere, and they are left out.

    :raise FormatError: damaged, encrypted, or more than ``limit`` bytes unpacked
    """
    found = find_member(file, _KINDS, name=name, limits=PackingLimits(unpacked=limit))
    return None if found is None else _paragraphs(found[1], _KINDS[found[0]], f"{name}:{found[0]}")


def _paragraphs(content: bytes, kind: _Kind, name: str) -> Iterator[str]:
    document = open_xml(BytesIO(content), name=name)
    if document.root not in {"document", "document-content"}:
        raise FormatError(f"This is no text document, but <{document.root}>.", file=name)
    for element, _, ancestors in document.subtrees(*kind.paragraphs):
        if not any(local_name(around.tag) in kind.skipped for around in ancestors):
            yield from _read(element, kind)


def _read(paragraph: Element, kind: _Kind) -> list[str]:
    """The paragraph's own text, then that of the paragraphs within it (text boxes, notes)."""
    own: list[str] = []
    within: list[str] = []
    _collect(paragraph, kind, own, within)
    return ["".join(own), *within]


def _collect(element: Element, kind: _Kind, own: list[str], within: list[str]) -> None:
    name = local_name(element.tag)
    if name in kind.marks:
        own.append(kind.marks[name])
    if element.text and (kind.texts is None or name in kind.texts):
        own.append(element.text)
    for child in element:
        inner = local_name(child.tag)
        if inner in kind.paragraphs:
            within += _read(child, kind)
        elif inner not in kind.skipped:
            _collect(child, kind, own, within)
        if child.tail and kind.texts is None:
            own.append(child.tail)
