"""Reads one term of a TBX file, in the categories of the standards and of the tools met."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from xml.etree.ElementTree import Element

from glossary.concept import CaseMode, MatchMode, Term, TermStatus
from glossary.formats.fields import TERM_FIELDS, value_of
from glossary.formats.tbx_categories import MARK, line_text, status_of, type_of
from glossary.formats.tbx_items import Item, Keeper, items, marked, text_of
from glossary.formats.xml import local_name

_TEXT_FIELDS = {
    "partofspeech": "part_of_speech",
    "grammaticalgender": "gender",
    "gender": "gender",
    "grammaticalnumber": "number",
    "geographicalusage": "country",
    "lastmodifiedby": "changed_by",
}

# Where two categories speak of the status, the stronger wins: Phrase writes forbidden=true beside Approved.
_STATUS_STRENGTH = {
    "administrativestatus": 2,
    "normativeauthorization": 2,
    "termstatus": 2,
    "usagestatus": 2,
    "status": 1,
    "processstatus": 1,
}
_FLAGS: dict[str, dict[str, Any]] = {
    "forbidden": {"status": TermStatus.FORBIDDEN},
    "preferred": {"status": TermStatus.PREFERRED},
    "exactmatch": {"match": MatchMode.EXACT},
    "casesensitive": {"case": CaseMode.EXACT},
}
_FLAG_STRENGTH = 3
_DROPPED = frozenset({"termid", "createdby", "createdat"})


def read_term(section: Element, language: str, part_of_speech: str, keeper: Keeper) -> Term | None:
    """The term of a tig, ntig or termSec; None if it is empty. ``part_of_speech``: unless it has its own."""
    reader = _TermReader(Term("", language, part_of_speech=part_of_speech), keeper)
    for item in items(section):
        reader.take(item)
    return reader.finished()


class _TermReader:
    """A term while its section is read."""

    def __init__(self, term: Term, keeper: Keeper) -> None:
        self.term = term
        self.fields: dict[str, Any] = {}
        self.keeper = keeper
        self.notes: list[str] = []
        self.marks: dict[str, str] = {}
        self.strength = 0
        self.modified = False

    def take(self, item: Item) -> None:
        """One statement on the term."""
        mark = marked(item, TERM_FIELDS)
        if mark and mark[0] == "note":
            self.notes.append(mark[1])
        elif mark:
            self.marks.update([mark])
        elif item.category == "transaction":
            self._transaction(item.element)
        elif not item.empty and not self._field(item):
            self.notes.append(self.keeper.note(item))

    def _field(self, item: Item) -> bool:
        """Whether the statement belongs to a field, or is dropped and told."""
        category, text = item.category, item.text
        if category == "term":
            self.fields["text"] = line_text(text)
        elif category in _TEXT_FIELDS:
            self.fields[_TEXT_FIELDS[category]] = line_text(text)
        elif category in _FLAGS and text.casefold() in {"true", "false"}:
            self._flag(category, text)
        elif category in _DROPPED:
            self.keeper.tell("Who made a term, when, and its id in another tool, were dropped.")
        else:
            parse = _OTHER.get(category)
            return parse is not None and parse(self, item)
        return True

    def _flag(self, category: str, text: str) -> None:
        if text.casefold() == "true":
            self.fields.update(_FLAGS[category])
            if "status" in _FLAGS[category]:
                self.strength = _FLAG_STRENGTH

    def status(self, item: Item) -> bool:
        """Whether the text is a status that we know."""
        status = status_of(item.text)
        if status and _STATUS_STRENGTH[item.category] > self.strength:
            self.strength = _STATUS_STRENGTH[item.category]
            self.fields["status"] = status
        return status is not None

    def type(self, item: Item) -> bool:
        """Whether the text is a term type that we know."""
        kind = type_of(item.text)
        if kind:
            self.fields["type"] = kind
        return kind is not None

    def context(self, item: Item) -> bool:
        """Whether the term had no context yet; a second one goes to the note."""
        if self.fields.get("context"):
            return False
        self.fields.update(context=item.text, context_source=item.source)
        return True

    def changed_at(self, item: Item) -> bool:
        """Whether the text is a time as Phrase writes it, milliseconds since 1970."""
        if not item.text.isdecimal() or len(item.text) > 14:
            return False
        self.fields["changed_at"] = datetime.fromtimestamp(int(item.text) // 1000, UTC).isoformat()
        return True

    def _transaction(self, group: Element) -> None:
        """The last modification, or the origination if nothing else is told; earlier ones are dropped."""
        found = {local_name(part.tag): line_text(text_of(part)) for part in group}
        kind = found.get("transac") or found.get("transactionType", "")
        by = found.get("transacNote") or found.get("responsibility", "")
        modified = kind.casefold() != "origination"
        if self.fields.get("changed_by") or self.fields.get("changed_at") or not modified:
            self.keeper.tell("Of a term's history only the last change is kept.")
        if modified or not self.modified:
            self.fields.update(changed_by=by, changed_at=found.get("date", ""))
        self.modified = self.modified or modified

    def finished(self) -> Term | None:
        """The term with what our own notes say of it, which is more than the categories could."""
        if not self.fields.get("text"):
            self.keeper.tell("A term is empty; it was left out.")
            return None
        for name, text in self.marks.items():
            try:
                self.fields[name.replace("-", "_")] = value_of(name, text)
            except ValueError as error:
                self.keeper.tell(f"{name}: {error}; it was kept in the note.")
                self.notes.append(f"{MARK}{name} {text}")
        return replace(self.term, note="\n".join(self.notes), **self.fields)


_OTHER: dict[str, Callable[[_TermReader, Item], bool]] = {
    **dict.fromkeys(_STATUS_STRENGTH, _TermReader.status),
    "termtype": _TermReader.type,
    "context": _TermReader.context,
    "example": _TermReader.context,
    "lastmodifiedat": _TermReader.changed_at,
}
