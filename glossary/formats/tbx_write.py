"""Writes a glossary as TBX-Basic: version 3 (ISO 30042:2019, DCA) or version 2 (martif, ISO 30042:2008)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from glossary.concept import Concept, Definition, Glossary, Term, TermStatus, TermType
from glossary.formats.fields import as_text
from glossary.formats.remarks import Remark, Remarks
from glossary.formats.tbx_categories import (
    CONFUSED,
    GENDERS,
    MARK,
    NAMESPACE,
    NO_DESCRIPTION,
    PARTS_OF_SPEECH,
    SEE_ALSO,
    STATUS_WRITTEN,
    TYPE_WRITTEN,
    is_xml_name,
    line_text,
    prose,
)

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class _Names:
    """What the elements are called in one version of TBX."""

    root: str
    header: str
    entry: str
    language: str
    term: str
    opening: str


_VERSIONS = {
    2: _Names(
        "martif", "martifHeader", "termEntry", "langSet", "tig", '<martif type="TBX-Basic" xml:lang="en">'
    ),
    3: _Names(
        "tbx",
        "tbxHeader",
        "conceptEntry",
        "langSec",
        "termSec",
        f'<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="{NAMESPACE}">',
    ),
}


def write_tbx(glossary: Glossary, file: IO[bytes], *, version: int = 3) -> tuple[Remark, ...]:
    """Write ``glossary`` as indented UTF-8, concepts in order; what could not be kept as it was.

    ``version`` is 3 or 2 (for OmegaT and other older readers). Terms are grouped by language, in the order in
    which a concept's languages first occur.
    """
    writer = _Writer(glossary, _VERSIONS[version])
    for line in writer.lines():
        file.write(line.encode() + b"\n")
    return writer.remarks.all()


class _Writer:
    """One run: the names of the version, the ids given, what was lost."""

    def __init__(self, glossary: Glossary, names: _Names) -> None:
        self.glossary = glossary
        self.names = names
        self.remarks = Remarks()
        self.ids = self._xml_ids()

    def _xml_ids(self) -> dict[str, str]:
        """The XML id of each concept: its own if XML takes it, else the first free c1, c2 …"""
        ids = {concept.id: concept.id for concept in self.glossary.concepts if is_xml_name(concept.id)}
        free = (f"c{n}" for n in range(1, 2 * len(self.glossary.concepts) + 2) if f"c{n}" not in ids)
        return ids | {
            concept.id: next(free) for concept in self.glossary.concepts if not is_xml_name(concept.id)
        }

    def lines(self) -> Iterator[str]:
        yield '<?xml version="1.0" encoding="UTF-8"?>'
        yield self.names.opening
        yield f"  <{self.names.header}>"
        yield from _indented(self._file_description(), 4)
        yield f"  </{self.names.header}>"
        yield "  <text>"
        yield "    <body>"
        for concept in self.glossary.concepts:
            yield from _indented(self._entry(concept), 6)
        yield "    </body>"
        yield "  </text>"
        yield f"</{self.names.root}>"

    def _file_description(self) -> Iterator[str]:
        name, title = self.glossary.name, self.glossary.title
        yield "<fileDesc>"
        if name or title:
            yield "  <titleStmt>"
            yield f"    <title>{self._line(title or name, 'the title')}</title>"
            if name:
                yield f"    <note>{MARK}name {self._line(name, 'the name')}</note>"
            yield "  </titleStmt>"
        yield "  <sourceDesc>"
        yield f"    <p>{self._prose(self.glossary.description or NO_DESCRIPTION, 'the description')}</p>"
        yield "  </sourceDesc>"
        yield "</fileDesc>"
        if self.names.root == "martif":
            yield "<encodingDesc>"
            yield '  <p type="XCSURI">TBXBasicXCSV02.xcs</p>'
            yield "</encodingDesc>"

    def _entry(self, concept: Concept) -> Iterator[str]:
        languages = list(dict.fromkeys(term.language for term in concept.terms))
        if not languages:
            self.remarks.add("A concept without terms is not valid TBX; it was written all the same.")
        yield f"<{self.names.entry} id={quoteattr(self.ids[concept.id])}>"
        yield from _indented(self._about(concept, languages), 2)
        for language in languages:
            yield f"  <{self.names.language} xml:lang={quoteattr(self._clean(language))}>"
            for definition in concept.definitions:
                if definition.language == language:
                    yield from _indented(self._definition(definition), 4)
            for term in concept.terms:
                if term.language == language:
                    yield from _indented(self._term(term), 4)
            yield f"  </{self.names.language}>"
        yield f"</{self.names.entry}>"

    def _about(self, concept: Concept, languages: list[str]) -> Iterator[str]:
        """What is said of the concept as a whole, and definitions in languages without a term."""
        texts = as_text(concept)
        if domain := texts.pop("domain", ""):
            yield f'<descrip type="subjectField">{self._line(domain, "a domain")}</descrip>'
        for definition in concept.definitions:
            if definition.language not in languages:
                yield from self._definition(definition, definition.language)
        if self.ids[concept.id] != concept.id:
            yield self._mark("id", concept.id)
        for field, label in (("related", SEE_ALSO), ("not-to-confuse", CONFUSED)):
            targets = getattr(concept, field.replace("-", "_"))
            if all(target in self.ids for target in targets):
                texts.pop(field, "")
                yield from (
                    f'<ref type="crossReference" target={quoteattr(self.ids[target])}>{label}</ref>'
                    for target in targets
                )
        note = texts.pop("note", "")
        yield from (self._mark(name, text) for name, text in texts.items())
        yield from self._note(note)

    def _definition(self, definition: Definition, language: str | None = None) -> Iterator[str]:
        mark = "" if language is None else f" xml:lang={quoteattr(self._clean(language))}"
        text = self._prose(definition.text, "a definition")
        yield from self._described(f'<descrip type="definition"{mark}>{text}</descrip>', definition.source)

    def _described(self, descrip: str, source: str) -> Iterator[str]:
        if not source:
            yield descrip
            return
        yield "<descripGrp>"
        yield f"  {descrip}"
        yield f'  <admin type="source">{self._prose(source, "a source")}</admin>'
        yield "</descripGrp>"

    def _term(self, term: Term) -> Iterator[str]:
        texts = as_text(term)
        yield f"<{self.names.term}>"
        yield f"  <term>{self._line(term.text, 'a term')}</term>"
        yield from _indented(self._term_notes(term, texts), 2)
        context, source = texts.pop("context", ""), texts.get("context-source", "")
        if context:
            texts.pop("context-source", "")
            descrip = f'<descrip type="context">{self._prose(context, "a context")}</descrip>'
            yield from _indented(self._described(descrip, source), 2)
        yield from _indented(self._change(texts), 2)
        note = texts.pop("note", "")
        yield from (f"  {self._mark(name, text)}" for name, text in texts.items())
        yield from _indented(self._note(note), 2)
        yield f"</{self.names.term}>"

    def _term_notes(self, term: Term, texts: dict[str, str]) -> Iterator[str]:
        """The categories that TBX-Basic has; those that say all of a field are taken out of ``texts``."""
        if term.part_of_speech in PARTS_OF_SPEECH:
            yield _term_note("partOfSpeech", texts.pop("part-of-speech"))
        if term.gender in GENDERS:
            yield _term_note("grammaticalGender", texts.pop("gender"))
        if "type" in texts:
            yield _term_note("termType", TYPE_WRITTEN[term.type])
            if term.type is not TermType.SOURCE_SPELLING:
                del texts["type"]
        if term.country:
            yield _term_note("geographicalUsage", self._line(texts.pop("country"), "a country"))
        if term.status in STATUS_WRITTEN:
            yield _term_note("administrativeStatus", STATUS_WRITTEN[term.status])
            if term.status is not TermStatus.FORBIDDEN:
                texts.pop("status", "")

    def _change(self, texts: dict[str, str]) -> Iterator[str]:
        """Who last changed the term and when; a time of day needs a mark, TBX takes dates only."""
        date = re.match(r"\d{4}-\d{2}-\d{2}(?!\d)", texts.get("changed-at", ""))
        if not texts.get("changed-by") and not date:
            return
        yield "<transacGrp>"
        yield '  <transac type="transactionType">modification</transac>'
        if by := texts.pop("changed-by", ""):
            yield f'  <transacNote type="responsibility">{self._line(by, "a name")}</transacNote>'
        if date:
            yield f"  <date>{date[0]}</date>"
            if date[0] == texts["changed-at"]:
                del texts["changed-at"]
        yield "</transacGrp>"

    def _note(self, note: str) -> Iterator[str]:
        if note.startswith(MARK):
            yield self._mark("note", note)
        elif note:
            yield f"<note>{self._prose(note, 'a note')}</note>"

    def _mark(self, name: str, text: str) -> str:
        return f"<note>{MARK}{name} {self._prose(text, name)}</note>"

    def _line(self, text: str, what: str) -> str:
        return self._kept(text, line_text(self._clean(text)), what)

    def _prose(self, text: str, what: str) -> str:
        return self._kept(text, prose(self._clean(text).replace("\r", "\n")), what)

    def _kept(self, text: str, kept: str, what: str) -> str:
        if kept != text:
            self.remarks.add(
                f"Blanks, line breaks or characters that XML does not allow were dropped in {what}."
            )
        return escape(kept)

    def _clean(self, text: str) -> str:
        return _NOT_XML.sub("", text)


def _term_note(category: str, value: str) -> str:
    return f'<termNote type="{category}">{escape(value)}</termNote>'


def _indented(lines: Iterable[str], by: int) -> Iterator[str]:
    return (" " * by + line for line in lines)
