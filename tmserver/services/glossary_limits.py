"""What a concept must be to be stored; the store itself only knows lengths and characters."""

from __future__ import annotations

from glossary.concept import Concept, Term
from tmserver.errors import InvalidInput
from tmserver.services.limits import check_text

LONGEST_TERM = 1_000
"""In characters: a term is a word or a phrase; longer ones are segments, which belong in a memory."""
LONGEST_ID = 200
LONGEST_TEXT = 100_000
"""In characters: a definition, note or context."""


def check_concept(concept: Concept) -> None:
    """InvalidInput naming concept, term and field unless the concept can be stored and found."""
    check_text(concept.id, LONGEST_ID, field="/id")
    where = f"/concepts/{concept.id}"
    for name in ("domain", "note", "valid_from", "valid_until"):
        check_text(getattr(concept, name), LONGEST_TEXT, field=f"{where}/{name}", may_be_empty=True)
    for number, definition in enumerate(concept.definitions):
        check_text(definition.text, LONGEST_TEXT, field=f"{where}/definitions/{number}")
        check_text(
            definition.source, LONGEST_TEXT, field=f"{where}/definitions/{number}/source", may_be_empty=True
        )
    for number, term in enumerate(concept.terms):
        _check_term(term, f"{where}/terms/{number}")


def _check_term(term: Term, where: str) -> None:
    check_text(term.text, LONGEST_TERM, field=f"{where}/text")
    if not term.language:
        raise InvalidInput(
            f"{where.lstrip('/')} has no language; give one such as ru.", field=f"{where}/language"
        )
    check_text(term.language, LONGEST_ID, field=f"{where}/language")
    for number, form in enumerate(term.forms):
        check_text(form, LONGEST_TERM, field=f"{where}/forms/{number}")
    for name in (
        "part_of_speech",
        "gender",
        "number",
        "country",
        "context",
        "context_source",
        "replaced_by",
        "note",
    ):
        check_text(getattr(term, name), LONGEST_TEXT, field=f"{where}/{name}", may_be_empty=True)
