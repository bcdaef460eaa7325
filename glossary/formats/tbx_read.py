"""Reads TBX of every version and dialect met: martif (v2), tbx (v3, DCA and DCT), TBX-Min of 2013.

The structure decides, not the declared dialect: whatever has entries, languages and terms is read. What has
no field of ours is kept in the note as "category: text"; only other tools' bookkeeping is dropped, and told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element

from glossary.concept import Concept, Definition, Glossary, Term
from glossary.formats.errors import FormatError
from glossary.formats.fields import CONCEPT_FIELDS, with_text
from glossary.formats.remarks import GlossaryReading, Remarks
from glossary.formats.tbx_categories import CONFUSED, MARK, NO_DESCRIPTION, line_text, prose
from glossary.formats.tbx_items import SECTIONS, TERMS, Item, Keeper, items, marked, text_of
from glossary.formats.tbx_term import read_term
from glossary.formats.xml import Subtree, local_name, open_xml

_LANGUAGE = "xml:lang"
_ENTRIES = ("termEntry", "conceptEntry")
_HEADERS = ("martifHeader", "tbxHeader", "header")


def read_tbx(
    file: Path | IO[bytes], *, name: str = "", normalise: Callable[[str], str] | None = None
) -> GlossaryReading:
    """The glossary in ``file``, and what about the file was passed over or put right.

    ``name`` is what messages call the file. ``normalise`` turns a language code as read into a tag; without
    it "_" becomes "-". Terms are grouped by language; an entry without id gets the first free c1, c2 …

    :raise FormatError: not well-formed, beyond the limits, or not TBX; with file, line and column
    """
    xml = open_xml(file, name=name)
    if xml.root.casefold() not in {"martif", "tbx"}:
        reason = f"The root element is <{xml.root}>; a TBX file begins with <martif> or <tbx>."
        raise FormatError(reason, file=xml.name, line=1, column=1)
    keeper = Keeper()
    for warning in xml.warnings:
        keeper.tell(warning)
    glossary = Glossary("")
    entries = []
    for subtree in xml.subtrees(*_ENTRIES, *_HEADERS):
        if local_name(subtree.element.tag) in _HEADERS:
            glossary = _about(subtree.element)
        else:
            entries.append(_entry(subtree, keeper, normalise or (lambda tag: tag.replace("_", "-"))))
    ids = _identified([entry.value.id for entry in entries], keeper.remarks)
    targets = {entry.xml_id: chosen for entry, chosen in zip(entries, ids, strict=True)}
    concepts = tuple(entry.concept(chosen, targets) for entry, chosen in zip(entries, ids, strict=True))
    unnamed = frozenset(chosen for entry, chosen in zip(entries, ids, strict=True) if not entry.value.id)
    return GlossaryReading(replace(glossary, concepts=concepts), keeper.remarks.all(), unnamed)


def _about(header: Element) -> Glossary:
    """Name, title and description out of the file's header."""
    found = [(local_name(element.tag), prose(text_of(element))) for element in header.iter()]
    mark = f"{MARK}name "
    name = _first(text.removeprefix(mark) for tag, text in found if tag == "note" and text.startswith(mark))
    title = line_text(_first(text for tag, text in found if tag == "title"))
    description = _first(text for tag, text in found if tag in {"sourceDesc", "description"})
    return Glossary(
        name,
        title="" if title == name else title,
        description="" if description == NO_DESCRIPTION else description,
    )


def _first(texts: Iterable[str]) -> str:
    return next(iter(texts), "")


def _identified(read: list[str], remarks: Remarks) -> list[str]:
    """An id for each entry: a repeated one gets a number, a missing one the first free c1, c2 …"""
    taken = set(read)
    numbers: dict[str, Iterator[int]] = {}
    free = (name for n in count(1) if (name := f"c{n}") not in taken)
    result = []
    for wanted in read:
        chosen = wanted or next(free)
        if chosen in numbers:
            remarks.add("An entry's id was used before; it got a number.")
            chosen = next(name for n in numbers[wanted] if (name := f"{wanted}-{n}") not in taken)
        numbers.setdefault(wanted or chosen, count(2))
        result.append(chosen)
    return result


def _entry(subtree: Subtree, keeper: Keeper, normalise: Callable[[str], str]) -> _Entry:
    keeper.line = subtree.line
    root = subtree.ancestors[0] if subtree.ancestors else subtree.element
    return _Entry(subtree.element, _tag(root, normalise), keeper, normalise)


def _tag(element: Element, normalise: Callable[[str], str]) -> str:
    """The language of an element; one tool writes xml_lang, old ones lang."""
    read = next((element.get(key, "") for key in (_LANGUAGE, "xml_lang", "lang") if element.get(key)), "")
    return normalise(line_text(read))


class _Entry:
    """What an entry says; ``language`` is that of the file, for definitions without one."""

    def __init__(
        self, entry: Element, language: str, keeper: Keeper, normalise: Callable[[str], str]
    ) -> None:
        self.xml_id = line_text(entry.get("id", ""))
        self.value = Concept(self.xml_id)
        self.language = language
        self.keeper = keeper
        self.normalise = normalise
        self.part_of_speech = ""
        self.terms: list[Term] = []
        self.definitions: list[Definition] = []
        self.notes: list[str] = []
        self.references: list[tuple[str, str]] = []
        for item in items(entry):
            self._take(item, "")
        for section in entry:
            if local_name(section.tag) in SECTIONS:
                self._section(section)
        if not self.terms:
            self.keeper.tell("An entry has no term.")

    def _section(self, section: Element) -> None:
        """A language of the entry: its definitions, notes and terms."""
        language = _tag(section, self.normalise)
        for item in items(section):
            self._take(item, language)
        for child in section:
            if local_name(child.tag) in TERMS:
                term = read_term(child, language, self.part_of_speech, self.keeper)
                self.terms.extend([term] if term else [])

    def _take(self, item: Item, section: str) -> None:
        """One statement of the entry ("" for ``section``), or of its section in a language."""
        if mark := marked(item, (*CONCEPT_FIELDS, "id")):
            self._mark(*mark)
        elif item.category == "transaction":
            self.keeper.tell("Who made or changed an entry, and when, was dropped; only terms keep that.")
        elif item.category == "crossreference" and item.target:
            name = "not-to-confuse" if item.text.casefold() == CONFUSED else "related"
            self.references.append((name, item.target))
        elif not item.empty and not self._field(item, section):
            text = self.keeper.note(item)
            self.notes.append(f"[{section}] {text}" if section else text)

    def _field(self, item: Item, section: str) -> bool:
        """Whether the statement belongs to a field."""
        if item.category == "definition":
            own = item.element.get(_LANGUAGE)
            language = section or (self.language if own is None else self.normalise(own))
            self.definitions.append(Definition(language, item.text, item.source))
        elif item.category in {"subjectfield", "domain"}:
            domains = [self.value.domain] if self.value.domain else []
            self.value = replace(self.value, domain="; ".join([*domains, line_text(item.text)]))
        elif item.category == "partofspeech":
            self.part_of_speech = line_text(item.text)
        elif item.category == "conceptid" and not self.value.id:
            self.value = replace(self.value, id=line_text(item.text))
        else:
            return False
        return True

    def _mark(self, name: str, text: str) -> None:
        """A field that our own note holds."""
        if name == "id":
            self.value = replace(self.value, id=text)
        elif name == "note":
            self.notes.append(text)
        else:
            try:
                self.value = with_text(self.value, {name: text})
            except ValueError as error:
                self.keeper.tell(f"{name}: {error}; it was kept in the note.")
                self.notes.append(f"{MARK}{name} {text}")

    def concept(self, chosen: str, targets: Mapping[str, str]) -> Concept:
        """The concept with its id; ``targets`` are the ids of the concepts by those of their entries.

        Terms are grouped by language, in the order in which the languages first occur.
        """
        languages = list(dict.fromkeys(term.language for term in self.terms))

        def referred(name: str) -> list[str]:
            return [targets.get(target, target) for kind, target in self.references if kind == name]

        return replace(
            self.value,
            id=chosen,
            terms=tuple(sorted(self.terms, key=lambda term: languages.index(term.language))),
            definitions=tuple(self.definitions),
            note="\n".join(self.notes),
            related=(*self.value.related, *referred("related")),
            not_to_confuse=(*self.value.not_to_confuse, *referred("not-to-confuse")),
        )
