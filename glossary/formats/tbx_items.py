"""The statements of a TBX file, in one shape whatever the version: category, text, source.

A category is an attribute (``<termNote type="partOfSpeech">``, DCA and v2) or an element's name
(``<min:partOfSpeech>``, DCT; ``<partOfSpeech>``, TBX-Min of 2013).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from glossary.formats.remarks import Remarks
from glossary.formats.tbx_categories import MARK, line_text, prose
from glossary.formats.xml import local_name

SECTIONS = frozenset({"langSet", "langSec"})
TERMS = frozenset({"tig", "ntig", "termSec"})
_EMPTY = frozenset({"", "---"})
_TYPED = frozenset(
    {"descrip", "termNote", "admin", "adminNote", "descripNote", "ref", "xref", "transac", "note"}
)
_GROUPS = frozenset({"termGrp", "termNoteGrp", "adminGrp", "noteGrp"})
_SOURCES = frozenset({"source", "sourceidentifier"})


@dataclass(frozen=True, slots=True)
class Item:
    """One statement: its category in lower case and as written, its text, its source; "" where none."""

    category: str
    written: str
    text: str
    element: Element
    source: str = ""

    @property
    def empty(self) -> bool:
        """Whether it says nothing: no text, or the "---" of one tool, and no target."""
        return self.text in _EMPTY and not self.target

    @property
    def target(self) -> str:
        """The id or address that the statement points to."""
        return line_text(self.element.get("target", ""))


def text_of(element: Element) -> str:
    """All text in an element, inline markup dropped."""
    return "".join(element.itertext())


def items(element: Element) -> Iterator[Item]:
    """The statements directly in an element, groups opened; languages and terms are left out."""
    for child in element:
        name = local_name(child.tag)
        if name == "transacGrp":
            yield Item("transaction", "transaction", "", child)
        elif name == "descripGrp":
            yield from _described(child)
        elif name in _GROUPS:
            yield from items(child)
        elif name not in SECTIONS | TERMS:
            yield _item(child, name)


def _item(element: Element, name: str) -> Item:
    untyped = name if name in {"ref", "xref"} else "note"
    category = (element.get("type", "") or untyped) if name in _TYPED else name
    text = prose(text_of(element))
    if name == "note" and [local_name(part.tag) for part in element] == ["noteKey", "noteValue"]:
        text = f"{line_text(text_of(element[0]))}: {prose(text_of(element[1]))}"
    return Item(category.casefold(), category, text, element)


def _described(group: Element) -> Iterator[Item]:
    """What a group describes; the first statement carries the source that stands beside it."""
    inside = list(items(group))
    source = "; ".join(item.text for item in inside if item.category in _SOURCES)
    rest = [item for item in inside if item.category not in _SOURCES]
    for number, item in enumerate(rest):
        yield replace(item, source=source) if number == 0 else item


class Keeper:
    """Keeps in notes what has no field, and remembers what to tell; ``line`` is that of the present entry."""

    def __init__(self) -> None:
        self.remarks = Remarks()
        self.line = 0

    def tell(self, text: str) -> None:
        """One more remark on the present entry."""
        self.remarks.add(text, self.line)

    def note(self, item: Item) -> str:
        """A statement as a line of a note; told unless it is a note itself."""
        if item.category in {"note", "notes"}:
            return item.text
        self.tell(f"“{item.written}” has no field of its own; it was kept in the note.")
        beside = "".join(f" ({text})" for text in (item.target, item.source) if text)
        return f"{item.written}: {item.text}{beside}"


def marked(item: Item, names: tuple[str, ...]) -> tuple[str, str] | None:
    """Field and value of a note that `write_tbx` wrote for want of a category; None for other statements."""
    if item.category != "note" or not item.text.startswith(MARK):
        return None
    name, _, value = item.text.removeprefix(MARK).partition(" ")
    return (name, value) if name in names else None
