"""What a glossary holds: concepts, and the terms that name them in each language (ISO 30042, TBX).

A *concept* is one thing in the world; its *terms* are the words for it, any number in any language.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class TermStatus(StrEnum):
    """What a term's use is worth (ISO 30042 administrativeStatus; proposed = not decided yet)."""

    PROPOSED = "proposed"
    PREFERRED = "preferred"
    ADMITTED = "admitted"
    DEPRECATED = "deprecated"
    FORBIDDEN = "forbidden"


class ConceptKind(StrEnum):
    """What sort of thing a concept is; names (all but general) are matched with an initial capital."""

    PERSON = "person"
    PLACE = "place"
    BODY = "body"
    EVENT = "event"
    GENERAL = "general"


class TermType(StrEnum):
    """How the term's form relates to the full one; acronyms and abbreviations are matched in exact case."""

    FULL = "full"
    ACRONYM = "acronym"
    ABBREVIATION = "abbreviation"
    SHORT = "short"
    VARIANT = "variant"
    SOURCE_SPELLING = "source-spelling"


class CaseMode(StrEnum):
    """Which letters' case an occurrence must have; initial: the first letter of each capitalised word."""

    ANY = "any"
    INITIAL = "initial"
    EXACT = "exact"


class MatchMode(StrEnum):
    """How an occurrence is found: by lemma, as written or in one of the term's own forms, only as written."""

    LEMMA = "lemma"
    FORMS = "forms"
    EXACT = "exact"


@dataclass(frozen=True, slots=True)
class Definition:
    """What a concept is, in one language, and where that was taken from."""

    language: str
    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase for a concept in one language.

    ``case`` and ``match`` None: by the concept's kind and the term's type. ``forms`` are spellings that
    count as this term besides those its lemma gives; ``indeclinable``: only the form as written. ``accepted``
    terms satisfy a check but are never suggested. ``everywhere``: a forbidden or deprecated term that is
    reported even where its concept is not in the source. ``enforced`` False: shown, never checked.
    """

    text: str
    language: str
    status: TermStatus = TermStatus.ADMITTED
    type: TermType = TermType.FULL
    part_of_speech: str = ""
    gender: str = ""
    number: str = ""
    country: str = ""
    case: CaseMode | None = None
    match: MatchMode | None = None
    forms: tuple[str, ...] = ()
    indeclinable: bool = False
    accepted: bool = False
    enforced: bool = True
    everywhere: bool = False
    context: str = ""
    context_source: str = ""
    replaced_by: str = ""
    note: str = ""
    changed_by: str = ""
    changed_at: str = ""


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing and its names; ``id`` is unique in its glossary, order of terms is theirs in the file.

    ``related`` and ``not_to_confuse`` hold ids of other concepts. ``valid_from`` and ``valid_until`` are ISO
    dates or years, "" open. ``revision`` is that of its last change where it is stored, else 0.
    """

    id: str
    terms: tuple[Term, ...] = ()
    kind: ConceptKind = ConceptKind.GENERAL
    domain: str = ""
    definitions: tuple[Definition, ...] = ()
    note: str = ""
    related: tuple[str, ...] = ()
    not_to_confuse: tuple[str, ...] = ()
    valid_from: str = ""
    valid_until: str = ""
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Glossary:
    """A named set of concepts, in file order."""

    name: str
    concepts: tuple[Concept, ...] = ()
    title: str = ""
    description: str = ""
