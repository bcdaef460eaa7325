"""The names of the columns of a glossary table: ours, and those that other tools use for the same."""

from __future__ import annotations

from glossary.formats.fields import CONCEPT_FIELDS, TERM_FIELDS

FIRST = ("concept", "language", "term", "status", "definition", "domain", "note")
"""The columns that are always written, in this order; others follow when the glossary uses them."""

OF_CONCEPT = {"concept-note" if name == "note" else name: name for name in CONCEPT_FIELDS}
KNOWN = frozenset({*FIRST, "definition-source", *OF_CONCEPT, *TERM_FIELDS})
SPELLINGS = {
    "id": "concept",
    "concept-id": "concept",
    "lang": "language",
    "locale": "language",
    "notes": "note",
    "comment": "note",
    "comments": "note",
    "pos": "part-of-speech",
    "description": "definition",
    "subject": "domain",
    "example-of-use": "context",
}
