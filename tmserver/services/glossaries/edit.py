"""A concept with some of its fields changed, as people name them: by the columns of a glossary table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from glossary.concept import Concept, Definition, Term
from glossary.formats.fields import TERM_FIELDS, value_of
from glossary.formats.table_columns import OF_CONCEPT
from tmserver.errors import InvalidInput
from tmserver.language.tags import normalise

OF_TERM = ("text", "language", *TERM_FIELDS)
"""The fields of a term that can be set."""


@dataclass(frozen=True, slots=True)
class TermName:
    """Which term of a concept is meant; language "" where its text alone says it."""

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Edit:
    """What to change: fields of the concept, or if ``term`` is given of that term; definitions by language.

    Fields are named as the columns of a table (``concept-note`` is the concept's note) with values as texts;
    "" brings back the default, and takes a definition away.
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    definitions: Mapping[str, str] = field(default_factory=dict)
    term: TermName | None = None


def edited(concept: Concept, edit: Edit) -> Concept:
    """The concept after the edit; InvalidInput names a field, value or term that cannot be."""
    concept = replace(concept, definitions=_defined(concept.definitions, edit.definitions))
    if edit.term is None:
        return with_concept_fields(concept, edit.fields)
    place = _place(concept, edit.term)
    terms = list(concept.terms)
    terms[place] = with_term_fields(terms[place], edit.fields)
    other = [name for n, term in enumerate(terms) if n != place for name in [(term.language, term.text)]]
    if (terms[place].language, terms[place].text) in other:
        raise InvalidInput(f"{concept.id} has the term {terms[place].text!r} already.", field="/text")
    return replace(concept, terms=tuple(terms))


def without(concept: Concept, names: Sequence[TermName]) -> Concept:
    """The concept without these terms; InvalidInput names one that it does not have."""
    gone = {_place(concept, name) for name in names}
    return replace(concept, terms=tuple(term for n, term in enumerate(concept.terms) if n not in gone))


def find_term(concept: Concept, name: TermName) -> int | None:
    """The place of the term in the concept; None if it has none so named or, without language, several."""
    found = [
        place
        for place, term in enumerate(concept.terms)
        if term.text == name.text and name.language in ("", term.language)
    ]
    return found[0] if len(found) == 1 or (found and name.language) else None


def with_term_fields(term: Term, values: Mapping[str, str]) -> Term:
    """The term with the named fields set from texts; InvalidInput names field and what it takes."""
    return replace(term, **_parsed(values, dict(zip(OF_TERM, OF_TERM, strict=True)), Term("", "")))


def with_concept_fields(concept: Concept, values: Mapping[str, str]) -> Concept:
    """The concept with the named fields set from texts; InvalidInput names field and what it takes."""
    return replace(concept, **_parsed(values, OF_CONCEPT, Concept("")))


def _parsed(values: Mapping[str, str], known: Mapping[str, str], empty: Term | Concept) -> dict[str, Any]:
    parsed: dict[str, Any] = {}
    for column, text in values.items():
        name = known.get(column)
        if name is None:
            raise InvalidInput(
                f"There is no field {column[:40]!r} here; there are: {', '.join(known)}.", field=f"/{column}"
            )
        attribute = name.replace("-", "_")
        try:
            parsed[attribute] = value_of(name, text) if text else getattr(empty, attribute)
        except ValueError as error:
            raise InvalidInput(f"{column}: {error}.", field=f"/{column}") from error
        if attribute == "language":
            parsed[attribute] = normalise(text)
    return parsed


def _place(concept: Concept, name: TermName) -> int:
    place = find_term(concept, name)
    if place is None:
        known = "; ".join(f"{term.language}={term.text}" for term in concept.terms)
        raise InvalidInput(
            f"{concept.id} has no term {name.language and name.language + '='}{name.text[:80]}, or several. "
            f"It has: {known or 'none'}",
            field="/term",
        )
    return place


def _defined(held: Sequence[Definition], changes: Mapping[str, str]) -> tuple[Definition, ...]:
    """The definitions with those of the named languages changed, added, or where "" taken away."""
    changed = {normalise(language): text for language, text in changes.items()}
    kept = [
        replace(each, text=changed[each.language]) if each.language in changed else each
        for each in held
        if changed.get(each.language, each.text)
    ]
    there = {each.language for each in held}
    new = [Definition(language, text) for language, text in changed.items() if text and language not in there]
    return (*kept, *new)
