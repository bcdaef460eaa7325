"""What a concept must be to be stored; the store itself only knows lengths and characters."""

from __future__ import annotations

import re

from glossary.concept import Concept, Term
from tmserver.errors import InvalidInput
from tmserver.services.limits import check_text

LONGEST_TERM = 1_000
"""In characters: a term is a word or a phrase; longer ones are segments, which belong in a memory."""
LONGEST_ID = 200
LONGEST_TEXT = 100_000
"""In characters: a definition, note or context."""

_CONTROLS = re.compile("[\x01-\x1f\x7f-\x9f\u2028\u2029]")
_PROSE = ("part_of_speech", "gender", "number", "country", "context", "context_source", "replaced_by", "note")


def check_concept(concept: Concept) -> None:
    """InvalidInput naming concept, term and field unless the concept can be stored and found."""
    _check_line(concept.id, LONGEST_ID, "/id", "The id of a concept")
    of = f"of concept {concept.id}"
    where = f"/concepts/{concept.id}"
    for name in ("domain", "note", "valid_from", "valid_until"):
        _check_prose(getattr(concept, name), f"{where}/{name}", f"{name} {of}")
    for number, each in enumerate(concept.definitions):
        at = f"{where}/definitions/{number}"
        check_text(each.text, LONGEST_TEXT, field=at, called=f"The {each.language} definition {of}")
        _check_prose(each.source, f"{at}/source", f"The source of the {each.language} definition {of}")
    for number, term in enumerate(concept.terms):
        _check_term(term, f"{where}/terms/{number}", f"term {number + 1} {of}")


def _check_term(term: Term, where: str, called: str) -> None:
    _check_line(term.language, LONGEST_ID, f"{where}/language", f"The language of {called}")
    _check_line(term.text, LONGEST_TERM, f"{where}/text", f"The text of {called}")
    for number, form in enumerate(term.forms):
        _check_line(form, LONGEST_TERM, f"{where}/forms/{number}", f"A form of {called}")
    for name in _PROSE:
        _check_prose(getattr(term, name), f"{where}/{name}", f"{name} of {called}")


def _check_line(text: str, longest: int, field: str, called: str) -> None:
    check_text(text, longest, field=field, called=called)
    found = _CONTROLS.search(text)
    if found:
        raise InvalidInput(
            f"{called} has a line break or control character (U+{ord(found[0]):04X}); remove it.", field=field
        )


def _check_prose(text: str, field: str, called: str) -> None:
    check_text(text, LONGEST_TEXT, field=field, called=called, may_be_empty=True)
