"""TMX 1.4 as a table: what each element may hold and which attributes it must and may have.

Written from the specification (LISA OSCAR, TMX 1.4b); order of children is a regular expression over names.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

_XML = "{http://www.w3.org/XML/1998/namespace}"
_STAMPS = (
    "o-encoding datatype usagecount lastusagedate creationtool creationtoolversion creationdate creationid "
    "changedate changeid o-tmf"
)
_INLINE = "(bpt |ept |ph |it |hi |ut )*"


class Rule(NamedTuple):
    """Children as an expression, required and optional attributes, whether text may stand inside."""

    children: str
    required: str = ""
    optional: str = ""
    text: bool = False


RULES = {
    "tmx": Rule("header body ", "version"),
    "header": Rule(
        "(note |prop |ude )*",
        "creationtool creationtoolversion segtype o-tmf adminlang srclang datatype",
        "o-encoding creationdate creationid changedate changeid",
    ),
    "body": Rule("(tu )*"),
    "note": Rule("", "", "o-encoding xml:lang", text=True),
    "prop": Rule("", "type", "o-encoding xml:lang", text=True),
    "tu": Rule("(note |prop )*(tuv )+", "", f"{_STAMPS} tuid segtype srclang"),
    "tuv": Rule("(note |prop )*seg ", "xml:lang", _STAMPS),
    "seg": Rule(_INLINE, text=True),
    "bpt": Rule("(sub )*", "i", "x type", text=True),
    "ept": Rule("(sub )*", "i", text=True),
    "it": Rule("(sub )*", "pos", "x type", text=True),
    "ph": Rule("(sub )*", "", "x assoc type", text=True),
    "ut": Rule("(sub )*", "", "x", text=True),
    "hi": Rule(_INLINE, "", "x type", text=True),
    "sub": Rule(_INLINE, "", "datatype type", text=True),
}
_VALUES = {
    "segtype": {"block", "sentence", "phrase", "paragraph"},
    "pos": {"begin", "end"},
    "version": {"1.4"},
}


def faults(data: bytes) -> list[str]:
    """Everything in which the file is not TMX 1.4; an empty list if it is."""
    root = ElementTree.fromstring(data)
    start = [] if root.tag == "tmx" else ["the root is not <tmx>"]
    return start + [fault for element in root.iter() for fault in _faults(element)]


def _faults(element: Element) -> list[str]:
    rule = RULES.get(element.tag)
    if rule is None:
        return [f"<{element.tag}> is no element of TMX"]
    found: list[str] = []
    children = "".join(f"{child.tag} " for child in element)
    if not re.fullmatch(rule.children, children):
        found.append(f"<{element.tag}> holds {children}")
    given = {name.replace(_XML, "xml:") for name in element.attrib}
    missing = set(rule.required.split()) - given
    extra = given - set(rule.required.split()) - set(rule.optional.split())
    found += [f"<{element.tag}> lacks {name}" for name in missing]
    found += [f"<{element.tag}> may not have {name}" for name in extra]
    found += [
        f"<{element.tag}> has {name}={value}"
        for name, value in element.attrib.items()
        if name in _VALUES and value not in _VALUES[name]
    ]
    texts = [element.text or "", *(child.tail or "" for child in element)]
    if not rule.text and "".join(texts).strip():
        found.append(f"<{element.tag}> holds text")
    return found
