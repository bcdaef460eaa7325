"""The data categories of TBX and how their values are spelled: by the standards, and by the tools we met.

Picklists of TBX-Basic (TBX-Basic specification of LTAC Global, for ISO 30042:2019). What has no category
there is kept in notes that begin with MARK, a field's name and its value ("tmserver:forms Лоты | Лоте"), one
note a field, so that every other reader shows it and we read it back.
"""

from __future__ import annotations

import re

from glossary.concept import TermStatus, TermType

NAMESPACE = "urn:iso:std:iso:30042:ed-2"
MARK = "tmserver:"
NO_DESCRIPTION = "Exported by tmserver."
CONFUSED = "not to be confused with"
SEE_ALSO = "see also"

STATUS_WRITTEN = {
    TermStatus.PREFERRED: "preferredTerm-admn-sts",
    TermStatus.ADMITTED: "admittedTerm-admn-sts",
    TermStatus.DEPRECATED: "deprecatedTerm-admn-sts",
    TermStatus.FORBIDDEN: "deprecatedTerm-admn-sts",
}
"""Status values; TBX has no forbidden, and a proposed term has no status at all. Both need a mark."""

TYPE_WRITTEN = {
    TermType.FULL: "fullForm",
    TermType.ACRONYM: "acronym",
    TermType.ABBREVIATION: "abbreviation",
    TermType.SHORT: "shortForm",
    TermType.VARIANT: "variant",
    TermType.SOURCE_SPELLING: "variant",
}

PARTS_OF_SPEECH = frozenset({"noun", "verb", "adjective", "adverb", "properNoun", "other"})
GENDERS = frozenset({"masculine", "feminine", "neuter", "other"})

_STATUS = {
    TermStatus.PREFERRED: ("preferred", "standardized", "standardised"),
    TermStatus.ADMITTED: (
        "admitted",
        "accepted",
        "allowed",
        "approved",
        "finalized",
        "finalised",
        "legal",
        "regulated",
    ),
    TermStatus.DEPRECATED: (
        "deprecated",
        "superseded",
        "obsolete",
        "notrecommended",
        "discouraged",
        "rejected",
    ),
    TermStatus.FORBIDDEN: ("forbidden", "prohibited", "banned", "nottobeused", "donotuse"),
    TermStatus.PROPOSED: (
        "proposed",
        "provisionallyprocessed",
        "unprocessed",
        "new",
        "draft",
        "pending",
        "candidate",
    ),
}
_STATUS_OF = {spelling: status for status, spellings in _STATUS.items() for spelling in spellings}

_TYPE = {
    TermType.FULL: ("fullform", "full", "entryterm", "mainentryterm", "synonym"),
    TermType.ACRONYM: ("acronym", "initialism"),
    TermType.ABBREVIATION: ("abbreviation", "abbreviatedform"),
    TermType.SHORT: ("shortform", "short", "clippedterm", "shortcut"),
    TermType.VARIANT: ("variant", "spellingvariant"),
    TermType.SOURCE_SPELLING: ("sourcespelling",),
}
_TYPE_OF = {spelling: kind for kind, spellings in _TYPE.items() for spelling in spellings}


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def status_of(text: str) -> TermStatus | None:
    """The status that a spelling means, None if unknown.

    >>> status_of("supersededTerm-admn-sts"), status_of("not recommended"), status_of("asdf")
    (<TermStatus.DEPRECATED: 'deprecated'>, <TermStatus.DEPRECATED: 'deprecated'>, None)
    """
    return _STATUS_OF.get(_key(text).removesuffix("admnsts").removesuffix("term"))


def type_of(text: str) -> TermType | None:
    """The term type that a spelling means ("full form", "fullForm", "shortForm"), None if unknown."""
    return _TYPE_OF.get(_key(text))


def line_text(text: str) -> str:
    """``text`` on one line, as a term or a name is read: each run of blanks one space, none at the edges.

    A no-break space is a character of the text and stays.
    """
    return re.sub(r"[ \t\r\n]+", " ", text).strip(" ")


def prose(text: str) -> str:
    """``text`` of a note or definition without the indentation of the file that it stands in.

    A line break that blanks follow was made by an indenting writer and is a space; any other is real.
    """
    return re.sub(r"[ \t]*\r?\n[ \t]+", " ", text).strip(" \t\r\n")


_NAME_START = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME = re.compile(f"[{_NAME_START}][{_NAME_START}\\-.0-9\u00b7\u0300-\u036f\u203f\u2040]*")


def is_xml_name(text: str) -> bool:
    """Whether ``text`` can be an XML id (NCName: XML 1.0, production 5, without the colon)."""
    return _NAME.fullmatch(text) is not None
